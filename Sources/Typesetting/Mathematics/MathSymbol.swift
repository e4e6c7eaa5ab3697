/// What a part of a formula does, which decides the space around it (The TeXbook, chapter 18).
enum MathKind: Int, Sendable, Hashable {
  case ordinary, largeOperator, binary, relation, opening, closing, punctuation, inner
}

/// One character of a formula.
public struct MathSymbol: Sendable, Hashable {
  /// The character as it is drawn: a variable `m` is the math italic letter 𝑚.
  public var shown: String
  /// The character as it is said and searched for: the variable `m` is "m".
  public var plain: String
  /// The TeX source of the symbol.
  public var tex: String
  /// What the symbol does.
  var kind: MathKind

  /// The symbol for a character in TeX source: letters become math italic, a hyphen a minus sign.
  init(_ character: Character) {
    if let known = Self.characters[character] {
      self = known
      return
    }
    let text = String(character)
    plain = text == "-" ? "\u{2212}" : text
    shown = Self.italic(character) ?? plain
    tex = text == "\u{2212}" ? "-" : text
    kind =
      switch character {
      case "+", "-", "\u{2212}", "*": .binary
      case "=", "<", ">", ":": .relation
      case "(", "[": .opening
      case ")", "]", "!", "?": .closing
      case ",", ";": .punctuation
      default: .ordinary
      }
    if character == "*" { (shown, plain) = ("\u{2217}", "\u{2217}") }
  }

  /// The symbol for a command such as `cdot`, if there is one.
  init?(command: String) {
    guard let symbol = Self.commands[command] else { return nil }
    self = symbol
  }

  init(shown: String, plain: String, tex: String, kind: MathKind) {
    self.shown = shown
    self.plain = plain
    self.tex = tex
    self.kind = kind
  }

  /// A letter in another style, such as the bold 𝐱 of `\mathbf{x}`.
  init?(alphabet: String, letter: Character) {
    guard let scalar = letter.unicodeScalars.first, letter.isASCII,
      let shown = Self.styled(scalar, alphabet: alphabet)
    else { return nil }
    self.init(
      shown: shown, plain: String(letter), tex: "\\\(alphabet){\(letter)}", kind: .ordinary)
  }

  private static func styled(_ scalar: Unicode.Scalar, alphabet: String) -> String? {
    // Letterlike symbols that Unicode had before the mathematical alphabets.
    let doubleStruck: [String: Unicode.Scalar] = [
      "C": "\u{2102}", "H": "\u{210D}", "N": "\u{2115}", "P": "\u{2119}", "Q": "\u{211A}",
      "R": "\u{211D}", "Z": "\u{2124}",
    ]
    let script: [String: Unicode.Scalar] = [
      "B": "\u{212C}", "E": "\u{2130}", "F": "\u{2131}", "H": "\u{210B}", "I": "\u{2110}",
      "L": "\u{2112}", "M": "\u{2133}", "R": "\u{211B}",
    ]
    switch (alphabet, scalar) {
    case ("mathcal", "A"..."Z"):
      return (script[String(scalar)] ?? moved(scalar, from: "A", to: 0x1D49C)).map { String($0) }
    case ("mathbb", "A"..."Z"):
      return (doubleStruck[String(scalar)] ?? moved(scalar, from: "A", to: 0x1D538)).map {
        String($0)
      }
    case ("mathbf", "A"..."Z"): return moved(scalar, from: "A", to: 0x1D400).map { String($0) }
    case ("mathbf", "a"..."z"): return moved(scalar, from: "a", to: 0x1D41A).map { String($0) }
    default: return nil
    }
  }

  private static func moved(
    _ scalar: Unicode.Scalar, from first: Unicode.Scalar, to start: UInt32
  ) -> Unicode.Scalar? {
    Unicode.Scalar(start + scalar.value - first.value)
  }

  /// The math italic form of a letter; upper case Greek stays upright as in TeX.
  static func italic(_ character: Character) -> String? {
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else {
      return nil
    }
    let italic: Unicode.Scalar? =
      switch scalar {
      case "h": "\u{210E}"
      case "A"..."Z": moved(scalar, from: "A", to: 0x1D434)
      case "a"..."z": moved(scalar, from: "a", to: 0x1D44E)
      case "α"..."ω": moved(scalar, from: "α", to: 0x1D6FC)
      case "ϵ": "\u{1D716}"
      case "ϑ": "\u{1D717}"
      case "ϕ": "\u{1D719}"
      case "ϱ": "\u{1D71A}"
      case "ϖ": "\u{1D71B}"
      default: nil
      }
    return italic.map { String($0) }
  }
}

extension MathSymbol {
  /// Whether the symbol is a variable, set in italics.
  var isVariable: Bool { shown != plain && kind == .ordinary && !tex.hasPrefix("\\math") }
  /// Whether limits go above and below the symbol in displayed formulas.
  var takesLimits: Bool { kind == .largeOperator && !shown.hasPrefix("∫") }

  private static let greek: [(String, Character)] = [
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ϵ"),
    ("varepsilon", "ε"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("vartheta", "ϑ"),
    ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"),
    ("pi", "π"), ("varpi", "ϖ"), ("rho", "ρ"), ("varrho", "ϱ"), ("varsigma", "ς"), ("sigma", "σ"),
    ("tau", "τ"), ("upsilon", "υ"), ("phi", "ϕ"), ("varphi", "φ"), ("chi", "χ"), ("psi", "ψ"),
    ("omega", "ω"), ("Gamma", "Γ"), ("Delta", "Δ"), ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"),
    ("Pi", "Π"), ("Sigma", "Σ"), ("Upsilon", "Υ"), ("Phi", "Φ"), ("Psi", "Ψ"), ("Omega", "Ω"),
  ]

  private static let signs: [(String, Character, MathKind)] = [
    ("cdot", "⋅", .binary), ("times", "×", .binary), ("pm", "±", .binary), ("mp", "∓", .binary),
    ("odot", "⊙", .binary), ("circ", "∘", .binary), ("cup", "∪", .binary), ("cap", "∩", .binary),
    ("setminus", "∖", .binary), ("div", "÷", .binary), ("ast", "∗", .binary),
    ("le", "≤", .relation), ("subseteq", "⊆", .relation), ("ge", "≥", .relation),
    ("ne", "≠", .relation),
    ("approx", "≈", .relation), ("in", "∈", .relation), ("to", "→", .relation),
    ("sim", "∼", .relation), ("equiv", "≡", .relation), ("propto", "∝", .relation),
    ("ll", "≪", .relation), ("gg", "≫", .relation), ("mapsto", "↦", .relation),
    ("subset", "⊂", .relation), ("notin", "∉", .relation), ("leftarrow", "←", .relation),
    ("Rightarrow", "⇒", .relation), ("iff", "⇔", .relation), ("mid", "∣", .relation),
    ("perp", "⟂", .relation),
    ("infty", "∞", .ordinary), ("nabla", "∇", .ordinary), ("partial", "∂", .ordinary),
    ("ell", "ℓ", .ordinary), ("prime", "′", .ordinary), ("forall", "∀", .ordinary),
    ("exists", "∃", .ordinary), ("emptyset", "∅", .ordinary), ("top", "⊤", .ordinary),
    ("lVert", "‖", .opening), ("lvert", "|", .opening), ("rvert", "|", .closing),
    ("rVert", "‖", .closing), ("lbrace", "{", .opening), ("rbrace", "}", .closing),
    ("langle", "⟨", .opening), ("rangle", "⟩", .closing), ("lfloor", "⌊", .opening),
    ("rfloor", "⌋", .closing), ("lceil", "⌈", .opening), ("rceil", "⌉", .closing),
    ("ldots", "…", .inner), ("cdots", "⋯", .inner), ("colon", ":", .punctuation),
    ("sum", "∑", .largeOperator), ("prod", "∏", .largeOperator), ("int", "∫", .largeOperator),
    ("Vert", "‖", .ordinary), ("vert", "|", .ordinary), ("backslash", "\\", .ordinary),
  ]

  /// Commands that mean the same as another.
  private static let synonyms = [
    "leq": "le", "geq": "ge", "neq": "ne", "dots": "ldots", "dotsc": "ldots", "dotsb": "cdots",
    "gets": "leftarrow", "rightarrow": "to", "implies": "Rightarrow", "|": "Vert", "{": "lbrace",
    "}": "rbrace",
  ]

  private static let commands: [String: MathSymbol] = {
    var table: [String: MathSymbol] = [:]
    for (name, letter) in greek {
      let plain = String(letter)
      table[name] = MathSymbol(
        shown: italic(letter) ?? plain, plain: plain, tex: "\\\(name)", kind: .ordinary)
    }
    for (name, sign, kind) in signs {
      let plain = String(sign)
      table[name] = MathSymbol(shown: plain, plain: plain, tex: "\\\(name)", kind: kind)
    }
    for (name, other) in synonyms { table[name] = table[other] }
    for sign in ["%", "#", "&", "_", "$"] {
      table[sign] = MathSymbol(shown: sign, plain: sign, tex: "\\\(sign)", kind: .ordinary)
    }
    return table
  }()

  /// Characters that may stand in the source in place of their command.
  private static let characters: [Character: MathSymbol] = {
    var table: [Character: MathSymbol] = [:]
    for (name, letter) in greek { table[letter] = commands[name] }
    for (name, sign, _) in signs where !sign.isASCII && table[sign] == nil {
      table[sign] = commands[name]
    }
    table["·"] = commands["cdot"]
    return table
  }()
}
