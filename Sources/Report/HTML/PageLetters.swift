/// The characters that a page draws in formulas: its mathematics font needs no others.
enum PageLetters {
  /// The brackets of a tag.
  private static let opening: UInt8 = 0x3C
  private static let closing: UInt8 = 0x3E
  /// The characters that stand in the markup as references.
  private static let references = Set("\u{3C}\u{3E}&'\"".unicodeScalars)

  /// The characters within `math` elements, without their annotations, and in the labels of figures
  /// that are set in the mathematics font (class `f-m`).
  static func formulas(in html: SafeHTML) -> Set<Unicode.Scalar> {
    var letters = references
    var isFormula = false
    var isAnnotation = false
    var isLabel = false
    for piece in html.text.utf8.split(separator: opening) {
      let halves = piece.split(
        separator: closing, maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, let tag = String(halves[0]) else { continue }
      let name = tag.prefix { $0 != " " && $0 != "/" || $0 == "/" && tag.first == "/" }
      switch name {
      case "math": isFormula = true
      // A root has a sign of its own, which stands in no text.
      case "msqrt", "mroot": letters.insert("\u{221A}")
      case "/math": isFormula = false
      case "annotation": isAnnotation = true
      case "/annotation": isAnnotation = false
      case "tspan" where !tag.contains("class="): break
      case "text", "tspan": isLabel = tag.contains("\"f-m") || tag.contains(" f-m")
      case "/text", "/tspan": isLabel = false
      default: break
      }
      guard isFormula && !isAnnotation || isLabel, let text = String(halves[1]) else { continue }
      letters.formUnion(text.unicodeScalars)
      if name == "mi", text.unicodeScalars.count == 1 {
        letters.formUnion(text.unicodeScalars.compactMap(slanted))
      }
    }
    return letters
  }

  /// The characters between the elements; those of attributes are never drawn in the page's fonts.
  static func words(in html: SafeHTML) -> Set<Unicode.Scalar> {
    html.text.utf8.split(separator: opening).reduce(into: references) {
      let halves = $1.split(
        separator: closing, maxSplits: 1, omittingEmptySubsequences: false)
      if let text = halves.last.flatMap({ String($0) }) { $0.formUnion(text.unicodeScalars) }
    }
  }

  /// The characters that the style sheet sets in semibold type: headings, `strong`, verdicts, what to
  /// remember, added brackets and figures' own semibold labels (class `f-s`).
  ///
  /// An element that is listed ends with the first end tag of its own name.
  static func strong(in html: SafeHTML) -> Set<Unicode.Scalar> {
    // A number may be set so on narrow pages.
    var letters = references.union("0123456789.()−×, …".unicodeScalars)
    var open: Substring?
    for piece in html.text.utf8.split(separator: opening) {
      let halves = piece.split(
        separator: closing, maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, let tag = String(halves[0]) else { continue }
      let name = tag.prefix { $0 != " " }
      if let element = open, name == "/" + element {
        open = nil
      } else if open == nil, isStrong(tag, name) {
        open = name
      }
      if open != nil, let text = String(halves[1]) { letters.formUnion(text.unicodeScalars) }
    }
    return letters
  }

  private static func isStrong(_ tag: String, _ name: Substring) -> Bool {
    if ["h1", "h2", "h3", "h4", "strong"].contains(name) { return true }
    let classes = ["\"verdict ", "\"remember\"", "\"added\"", "\"f-s", " f-s"]
    return classes.contains { tag.contains($0) }
  }

  /// The letter that a browser draws in the place of a single letter in a formula.
  private static func slanted(_ letter: Unicode.Scalar) -> Unicode.Scalar? {
    switch letter {
    case "h": "\u{210E}"
    case "A"..."Z": Unicode.Scalar(0x1D434 + letter.value - 0x41)
    case "a"..."z": Unicode.Scalar(0x1D44E + letter.value - 0x61)
    case "\u{391}"..."\u{3A9}": Unicode.Scalar(0x1D6E2 + letter.value - 0x391)
    case "\u{3B1}"..."\u{3C9}": Unicode.Scalar(0x1D6FC + letter.value - 0x3B1)
    case "\u{3D5}": "\u{1D719}"
    case "\u{2202}": "\u{1D715}"
    default: nil
    }
  }
}
