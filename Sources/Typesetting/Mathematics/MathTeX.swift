extension Math {
  /// TeX source from which ``init(tex:)`` reads the same formula again.
  public var tex: String { Self.joined(parts.map(\.source)) }

  /// The source of a part among others, in braces where it would run into its neighbours.
  private var source: String {
    switch self {
    case .row: "{\(tex)}"
    case .symbol(let symbol): symbol.tex
    case .number(let digits): digits
    case .text(let words): "\\text{\(Self.escaped(words))}"
    case .upright(let letters): "\\mathrm{\(Self.escaped(letters))}"
    case .function(let name):
      Math.functions.contains(name) ? "\\\(name)" : "\\operatorname{\(Self.escaped(name))}"
    case .fraction(let numerator, let denominator):
      "\\frac{\(numerator.tex)}{\(denominator.tex)}"
    case .scripts(let base, let sub, let sup):
      base.baseSource + (sub.map { "_{\($0.tex)}" } ?? "") + (sup.map { "^{\($0.tex)}" } ?? "")
    case .root(let degree, let body):
      "\\sqrt" + (degree.map { "[{\($0.tex)}]" } ?? "") + "{\(body.tex)}"
    case .accent(let accent, let base): "\\\(accent.rawValue){\(base.tex)}"
    case .overline(let base): "\\overline{\(base.tex)}"
    case .fenced(let left, let body, let right):
      Self.joined(["\\left\(left?.tex ?? ".")", body.tex, "\\right\(right?.tex ?? ".")"])
    case .space(let space): space.rawValue
    case .cases(let rows):
      "\\begin{cases}"
        + rows.map { $0.map(\.tex).joined(separator: " & ") }.joined(separator: " \\\\ ")
        + "\\end{cases}"
    case .added(let part): "\\added{\(part.tex)}"
    case .display(let part): "{\\displaystyle \(part.tex)}"
    }
  }

  private var baseSource: String {
    if case .scripts = self { "{\(tex)}" } else { source }
  }

  /// Sources side by side, with a space where they would be read as one.
  private static func joined(_ sources: [String]) -> String {
    sources.reduce(into: "") { text, next in
      if let last = text.last, let first = next.first, runTogether(text, last, first) {
        text += " "
      }
      text += next
    }
  }

  private static func runTogether(_ text: String, _ last: Character, _ first: Character) -> Bool {
    let isDigit = { (c: Character) in c.isASCII && c.isNumber }
    if first.isASCII, first.isLetter {
      guard let slash = text.lastIndex(of: "\\") else { return false }
      let command = text[text.index(after: slash)...]
      return !command.isEmpty && command.allSatisfy { $0.isASCII && $0.isLetter }
    }
    return (isDigit(first) || first == ".") && (isDigit(last) || last == ".")
  }

  private static func escaped(_ words: String) -> String {
    words.reduce(into: "") { text, character in
      if "{}%#&_$".contains(character) { text += "\\" }
      text.append(character)
    }
  }
}
