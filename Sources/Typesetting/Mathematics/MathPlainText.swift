extension Math {
  /// The formula as a reader would type or say it on one line, such as "∇L = 1/N ∑_(i=1)^N ∇ℓ_i".
  public var plainText: String {
    switch self {
    case .row(let parts): Self.plainRow(parts)
    case .symbol(let symbol): symbol.plain
    case .number(let text), .text(let text), .upright(let text), .function(let text): text
    case .fraction(let numerator, let denominator):
      "\(numerator.operandText)/\(denominator.operandText)"
    case .scripts(let base, let sub, let sup):
      base.plainText + (sub.map { "_\($0.operandText)" } ?? "")
        + (sup.map { $0.superscriptText ?? "^\($0.operandText)" } ?? "")
    case .root(let degree, let body):
      "\(degree.map(\.plainText) ?? "")√\(body.operandText)"
    case .accent(let accent, let base): base.marked(with: accent.combining)
    case .overline(let base): base.marked(with: "\u{305}")
    case .fenced(let left, let body, let right):
      "\(left?.plain ?? "")\(body.plainText)\(right?.plain ?? "")"
    case .space(let space): space.width > 0 ? " " : ""
    case .cases(let rows):
      rows.map { $0.map(\.plainText).joined(separator: " ") }.joined(separator: "; ")
    case .added(let part), .display(let part): part.plainText
    }
  }

  /// A space goes wherever TeX puts one.
  private static func plainRow(_ parts: [Math]) -> String {
    let kinds = Self.kinds(of: parts)
    var text = ""
    var last: MathKind?
    for (part, kind) in zip(parts, kinds) {
      if let last, let kind, MathSpacing.between(last, kind, inScript: false) > 0,
        text.last != " "
      {
        text += " "
      }
      let next = part.plainText
      text += text.last == " " && next == " " ? "" : next
      last = kind
    }
    return text
  }

  /// The text, in parentheses if it is more than one part.
  private var operandText: String {
    switch self {
    case .row(let parts) where parts.count != 1: "(\(plainText))"
    case .fraction, .scripts: "(\(plainText))"
    default: plainText
    }
  }

  /// Unicode superscripts, if there are any for all of the text.
  private var superscriptText: String? {
    let superscripts: [Character: Character] = [
      "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹", "\u{2212}": "⁻", "+": "⁺",
    ]
    if plainText.allSatisfy({ $0 == "′" }) { return plainText }
    let raised = plainText.compactMap { superscripts[$0] }
    return !raised.isEmpty && raised.count == plainText.count ? String(raised) : nil
  }

  private func marked(with mark: Unicode.Scalar) -> String {
    let text = plainText
    return text.count == 1 ? text + String(mark) : "(\(text))\(mark)"
  }
}
