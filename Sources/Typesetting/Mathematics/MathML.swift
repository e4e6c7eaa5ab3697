extension Math {
  /// The formula as a MathML Core element, with its TeX source as an annotation.
  ///
  /// Fences do not stretch unless made by `\left`, and no `mathvariant` but `normal` is used:
  /// browsers disagree about both.
  /// - Parameter display: Whether the formula stands on a line of its own.
  public func mathML(display: Bool) -> String {
    let tag = display ? "<math display=\"block\">" : "<math>"
    let source = Self.markup(tex)
    return
      "\(tag)<semantics>\(Self.element("mrow", parts))<annotation encoding=\"application/x-tex\">"
      + "\(source)</annotation></semantics></math>"
  }

  /// Exactly one element.
  private var element: String {
    switch self {
    case .row(let parts): Self.element("mrow", parts)
    case .symbol(let symbol): symbol.element(as: symbol.kind, isFirst: true)
    case .number(let digits): "<mn>\(digits)</mn>"
    case .text(let words): "<mtext>\(Self.markup(words.protectingEdges))</mtext>"
    case .upright(let letters):
      (letters.count == 1 ? "<mi mathvariant=\"normal\">" : "<mi>") + "\(Self.markup(letters))</mi>"
    case .function(let name): functionElement(name)
    case .fraction(let a, let b): "<mfrac>\(a.element)\(b.element)</mfrac>"
    case .scripts(let base, let sub, let sup): Self.scripts(base, sub, sup)
    case .root(let degree?, let body): "<mroot>\(body.element)\(degree.element)</mroot>"
    case .root(nil, let body): "<msqrt>\(body.element)</msqrt>"
    case .accent(let accent, let base):
      "<mover accent=\"true\">\(base.element)\(accent.element(isWide: !base.isCharacter))</mover>"
    case .overline(let base):
      // The class lets a style sheet draw the bar where a font has none that grows.
      "<mover accent=\"true\" class=\"over\">\(base.element)<mo stretchy=\"true\">\u{AF}</mo></mover>"
    case .fenced(let left, let body, let right):
      "<mrow>\(Self.growing(left, form: "prefix"))\(body.element)"
        + "\(Self.growing(right, form: "postfix"))</mrow>"
    case .space(let space): "<mspace width=\"\(space.markup)em\"/>"
    case .cases(let rows): Self.table(rows)
    case .added(let part): Self.element("mrow class=\"added\"", part.parts)
    case .display(let part): Self.element("mstyle displaystyle=\"true\"", part.parts)
    }
  }

  private var isCharacter: Bool {
    switch self {
    case .symbol: true
    case .number(let text), .upright(let text): text.count == 1
    default: false
    }
  }

  private func functionElement(_ name: String) -> String {
    takesLimits
      ? "<mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\" form=\"prefix\">\(name)</mo>"
      : name.count == 1
        ? "<mi mathvariant=\"normal\">\(Self.markup(name))</mi>" : "<mi>\(Self.markup(name))</mi>"
  }

  /// Parts within an element, with the thin spaces that TeX puts beside written functions.
  private static func element(_ name: String, _ parts: [Math]) -> String {
    let kinds = Self.kinds(of: parts)
    var text = "<\(name)>"
    var last: Int?
    for (i, part) in parts.enumerated() {
      if let kind = kinds[i] {
        if let last, let lastKind = kinds[last], parts[last].isWritten || part.isWritten,
          MathSpacing.between(lastKind, kind, inScript: true) > 0
        {
          text += MathSpacing.thinElement
        }
        last = i
      }
      if case .symbol(let symbol) = part {
        text += symbol.element(as: kinds[i] ?? symbol.kind, isFirst: i < parts.count - 1)
      } else {
        text += part.element
      }
    }
    return text + "</\(name.prefix { $0 != " " })>"
  }

  private var isWritten: Bool {
    switch self {
    case .function: true
    case .scripts(let base, _, _): base.isWritten
    default: false
    }
  }

  private static func scripts(_ base: Math, _ sub: Math?, _ sup: Math?) -> String {
    let names = base.takesLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    switch (sub, sup) {
    case (let sub?, let sup?):
      return "<\(names.2)>\(base.element)\(sub.element)\(sup.element)</\(names.2)>"
    case (let sub?, nil): return "<\(names.0)>\(base.element)\(sub.element)</\(names.0)>"
    case (nil, let sup?): return "<\(names.1)>\(base.element)\(sup.element)</\(names.1)>"
    case (nil, nil): return base.element
    }
  }

  private static func growing(_ fence: MathSymbol?, form: String) -> String {
    guard let fence else { return "" }
    return "<mo stretchy=\"true\" form=\"\(form)\">\(markup(fence.plain))</mo>"
  }

  private static func table(_ rows: [[Math]]) -> String {
    let body = rows.map { cells in
      "<mtr>" + cells.map { "<mtd>\($0.element)</mtd>" }.joined() + "</mtr>"
    }
    return "<mrow><mo stretchy=\"true\" form=\"prefix\">{</mo>"
      + "<mtable class=\"cases\">\(body.joined())</mtable></mrow>"
  }

  /// Text with the characters that mean something in markup escaped; characters that XML does not
  /// allow become U+FFFD.
  static func markup(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "\t", "\n", "\r": result.append(" ")
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension MathSymbol {
  /// The token element of the symbol in its place; `isFirst` unless nothing follows it.
  fileprivate func element(as kind: MathKind, isFirst: Bool) -> String {
    let text = Math.markup(plain)
    switch kind {
    case .opening: return "<mo stretchy=\"false\" form=\"prefix\">\(text)</mo>"
    case .closing: return "<mo stretchy=\"false\" form=\"postfix\">\(text)</mo>"
    case .relation where "→←↦⇒⇔∣".contains(plain): return "<mo stretchy=\"false\">\(text)</mo>"
    case .binary, .relation, .largeOperator, .inner: return "<mo>\(text)</mo>"
    case .punctuation: return "<mo separator=\"true\">\(text)</mo>"
    case .ordinary: break
    }
    if self.kind == .binary {
      return "<mo form=\"\(isFirst ? "prefix" : "postfix")\">\(text)</mo>"
    }
    if plain == "∇" || plain == "∂" { return "<mo rspace=\"0\">\(text)</mo>" }
    if shown != plain {
      return isVariable && plain.utf8.count == 1 ? "<mi>\(plain)</mi>" : "<mi>\(shown)</mi>"
    }
    if plain.first?.isLetter ?? false { return "<mi mathvariant=\"normal\">\(text)</mi>" }
    if "∞∅⊤".contains(plain) { return "<mi>\(text)</mi>" }
    return "<mo lspace=\"0\" rspace=\"0\" stretchy=\"false\">\(text)</mo>"
  }
}

extension MathAccent {
  /// The operator over a base; hats and tildes grow with more than one character, which browsers
  /// do for the combining characters only.
  fileprivate func element(isWide: Bool) -> String {
    isWide && (self == .hat || self == .tilde)
      ? "<mo stretchy=\"true\">\(combining)</mo>" : "<mo stretchy=\"false\">\(spacing)</mo>"
  }
}

extension MathSpace {
  /// The width in em with four decimals, as in the markup.
  fileprivate var markup: String {
    switch self {
    case .negative: "-0.1667"
    case .thin: "0.1667"
    case .medium: "0.2222"
    case .thick: "0.2778"
    case .word: "0.25"
    case .quad: "1"
    case .doubleQuad: "2"
    }
  }
}

extension String {
  /// The text with a space at either end made one that markup keeps.
  fileprivate var protectingEdges: String {
    var text = self
    if text.first == " " { text = "\u{A0}" + text.dropFirst() }
    if text.last == " " { text = text.dropLast() + "\u{A0}" }
    return text
  }
}
