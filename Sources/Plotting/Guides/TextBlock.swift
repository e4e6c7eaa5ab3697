import Typesetting

/// A label broken into lines no wider than a given width.
struct TextBlock {
  var lines: [TextLine]
  /// Size of the words in px.
  var size: Double

  /// Breaks between words, within a word that is too long alone, after an underscore if it has
  /// one, and makes mathematics that is too wide smaller; nothing is ever cut off.
  init(
    _ label: Label, size: Double, face: Face = .regular, width: Double, typesetter: Typesetter
  ) {
    self.size = size
    let whole = typesetter.line(label, size: size, face: face)
    guard whole.width > width else {
      lines = whole.runs.isEmpty && whole.width == 0 ? [] : [whole]
      return
    }
    var breaker = LineBreaker(size: size, face: face, width: width, typesetter: typesetter)
    for word in Self.words(of: label) { breaker.add(word) }
    lines = breaker.finish()
  }

  /// Height of the lines, in px.
  var height: Double { lines.reduce(0) { $0 + lineHeight($1) } }
  var width: Double { lines.map(\.width).max() ?? 0 }

  private func lineHeight(_ line: TextLine) -> Double {
    max(1.25 * size, line.ascent + line.descent + 0.2 * size)
  }

  /// The lines below a given top, aligned to the left at `x`, to the right if `alignment` is 1,
  /// centred if it is 0.5.
  func elements(
    x: Double, top: Double, alignment: Double = 0, paint: Paint, halo: Bool = false
  ) -> [Scene.Element] {
    var top = top
    return lines.map { line in
      let baseline = top + max(0.94 * size, line.ascent + 0.1 * size)
      top += lineHeight(line)
      let origin = Point(x: x - alignment * line.width, y: baseline)
      return .text(line, at: origin, angle: 0, paint: paint, halo: halo)
    }
  }

  /// The label's words; mathematics sticks to the words that touch it.
  private static func words(of label: Label) -> [Label] {
    var words: [Label] = []
    var current = Label(parts: [])
    for part in label.parts {
      guard case .words(let text) = part else {
        current.parts.append(part)
        continue
      }
      for (index, piece) in text.split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0, !current.parts.isEmpty {
          words.append(current)
          current = Label(parts: [])
        }
        if !piece.isEmpty { current.parts.append(.words(String(piece))) }
      }
    }
    return current.parts.isEmpty ? words : words + [current]
  }
}

/// Collects words into lines.
private struct LineBreaker {
  let size: Double
  let face: Face
  let width: Double
  let typesetter: Typesetter
  var lines: [TextLine] = []
  var current = Label(parts: [])

  mutating func add(_ word: Label) {
    let longer =
      current.parts.isEmpty ? word : current + Label(parts: [.words(" ")]) + word
    if measure(longer).width <= width {
      current = longer
      return
    }
    flush()
    if measure(word).width <= width { current = word } else { breakUp(word) }
  }

  mutating func finish() -> [TextLine] {
    flush()
    return lines
  }

  private mutating func flush() {
    guard !current.parts.isEmpty else { return }
    lines.append(measure(current))
    current = Label(parts: [])
  }

  /// Breaks a word after underscores, and between letters where that is not enough.
  private mutating func breakUp(_ word: Label) {
    for part in word.parts {
      guard case .words(let text) = part else {
        appendMath(part)
        continue
      }
      for piece in text.split(after: "_") { append(piece) }
    }
  }

  private mutating func append(_ piece: Substring) {
    var rest = piece
    while !rest.isEmpty {
      let count = fittingPrefix(of: rest)
      let longer = current + Label(parts: [.words(String(rest.prefix(count)))])
      if !current.parts.isEmpty, measure(longer).width > width { flush() }
      current = current + Label(parts: [.words(String(rest.prefix(count)))])
      rest = rest.dropFirst(count)
      if !rest.isEmpty { flush() }
    }
  }

  private mutating func appendMath(_ part: Label.Part) {
    let longer = current + Label(parts: [part])
    if measure(longer).width <= width {
      current = longer
      return
    }
    flush()
    let label = Label(parts: [part])
    let line = measure(label)
    if line.width <= width {
      current = label
    } else {
      let smaller = max(1, size * width / line.width * 0.98)
      lines.append(typesetter.line(label, size: smaller, face: face))
    }
  }

  /// How many letters fit on a line of their own; at least one.
  private func fittingPrefix(of text: Substring) -> Int {
    var low = 1
    var high = min(text.count, 400)
    while low < high {
      let middle = (low + high + 1) / 2
      let label = Label(verbatim: String(text.prefix(middle)))
      if measure(label).width <= width { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private func measure(_ label: Label) -> TextLine {
    typesetter.line(label, size: size, face: face)
  }
}

extension String {
  /// The pieces that end with a character; joined they are the whole again.
  fileprivate func split(after separator: Character) -> [Substring] {
    var pieces: [Substring] = []
    var rest = self[...]
    while let index = rest.firstIndex(of: separator) {
      pieces.append(rest[...index])
      rest = rest[rest.index(after: index)...]
    }
    return rest.isEmpty ? pieces : pieces + [rest]
  }
}
