import Typesetting

extension TextBlock {
  /// An axis title on at most two lines; where it is longer its words lose their middle, because
  /// names of columns say at their end what they are measured in.
  static func axisTitle(
    _ label: Label, size: Double, width: Double, typesetter: Typesetter
  ) -> TextBlock {
    func block(_ label: Label) -> TextBlock {
      TextBlock(label, size: size, width: width, typesetter: typesetter)
    }
    let whole = block(label)
    guard whole.lines.count > 2, let (index, text) = label.longestWords else { return whole }
    func shortened(_ count: Int) -> TextBlock {
      var label = label
      label.parts[index] = .words(text.withoutMiddle(keeping: count))
      return block(label)
    }
    var low = 2
    var high = max(min(text.count - 1, 400), low)
    while low < high {
      let middle = (low + high + 1) / 2
      if shortened(middle).lines.count <= 2 { low = middle } else { high = middle - 1 }
    }
    return shortened(low)
  }
}

extension Typesetter {
  /// A label on one line that is no wider than a given width: its longest words lose their middle.
  func shortened(
    _ label: Label, size: Double, width: Double, face: Face = .regular
  ) -> TextLine {
    let whole = line(label, size: size, face: face)
    guard whole.width > width, let (index, text) = label.longestWords else { return whole }
    func shortened(_ count: Int) -> TextLine {
      var label = label
      label.parts[index] = .words(text.withoutMiddle(keeping: count))
      return line(label, size: size, face: face)
    }
    var low = 2
    var high = max(min(text.count - 1, 400), low)
    while low < high {
      let middle = (low + high + 1) / 2
      if shortened(middle).width <= width { low = middle } else { high = middle - 1 }
    }
    return shortened(low)
  }
}

extension Label {
  /// The longest stretch of words and where it stands.
  fileprivate var longestWords: (index: Int, text: String)? {
    parts.enumerated().compactMap { index, part in
      if case .words(let text) = part { (index, text) } else { nil }
    }.max { $0.1.count < $1.1.count }
  }
}

extension String {
  /// The first and the last characters with an ellipsis between them, the last ones from the
  /// beginning of a word on if there is one.
  fileprivate func withoutMiddle(keeping count: Int) -> String {
    let end = suffix(count / 2)
    let word = end.firstIndex { $0 == "_" || $0 == " " }.map { end[end.index(after: $0)...] }
    let tail = word.flatMap { $0.isEmpty ? nil : $0 } ?? end
    return prefix(count - tail.count) + "…" + tail
  }
}
