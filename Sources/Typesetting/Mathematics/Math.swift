/// A formula: one tree from which a figure's text, MathML, TeX and plain text are made.
///
/// The tree is read from a small subset of TeX by ``init(tex:)``.
public indirect enum Math: Sendable, Hashable {
  /// Parts side by side.
  case row([Math])
  /// One character: a variable, an operator, a fence.
  case symbol(MathSymbol)
  /// Digits with at most a decimal point.
  case number(String)
  /// Words within a formula, `\text{…}`.
  case text(String)
  /// Upright letters, `\mathrm{…}`.
  case upright(String)
  /// A function that is written out, such as `\log`, or any other by `\operatorname{…}`.
  case function(String)
  /// Numerator and denominator.
  case fraction(Math, Math)
  /// A base with a subscript, a superscript or both; a large operator's limits.
  case scripts(base: Math, sub: Math?, sup: Math?)
  /// A root, square unless it has a degree.
  case root(degree: Math?, Math)
  /// A mark over a base.
  case accent(MathAccent, Math)
  /// A rule over a base, as wide as it.
  case overline(Math)
  /// Fences that grow with what they hold, `\left( … \right)`; `nil` is an invisible one.
  case fenced(MathSymbol?, Math, MathSymbol?)
  /// A space.
  case space(MathSpace)
  /// Rows of cells behind a brace, `\begin{cases} … \end{cases}`.
  case cases([[Math]])
  /// A part that is marked as added, `\added{…}`.
  case added(Math)
  /// What follows `\displaystyle`: large operators, limits above and below.
  case display(Math)
}

/// A mark over a letter.
public enum MathAccent: String, Sendable, Hashable, CaseIterable {
  case bar, hat, tilde, vec, dot

  /// The combining character.
  var combining: Unicode.Scalar {
    switch self {
    case .bar: "\u{304}"
    case .hat: "\u{302}"
    case .tilde: "\u{303}"
    case .vec: "\u{20D7}"
    case .dot: "\u{307}"
    }
  }

  /// The character by itself.
  var spacing: String {
    switch self {
    case .bar: "\u{AF}"
    case .hat: "\u{2C6}"
    case .tilde: "\u{2DC}"
    case .vec: "\u{2192}"
    case .dot: "\u{2D9}"
    }
  }
}

/// A space in a formula.
public enum MathSpace: String, Sendable, Hashable, CaseIterable {
  case negative = "\\!"
  case thin = "\\,"
  case medium = "\\:"
  case thick = "\\;"
  case word = "~"
  case quad = "\\quad"
  case doubleQuad = "\\qquad"

  /// Width in em.
  var width: Double {
    switch self {
    case .negative: -3.0 / 18
    case .thin: 3.0 / 18
    case .medium: 4.0 / 18
    case .thick: 5.0 / 18
    case .word: 0.25
    case .quad: 1
    case .doubleQuad: 2
    }
  }
}

extension Math {
  /// The written-out functions that have a command of their own.
  static let functions: Set<String> = [
    "log", "ln", "exp", "tanh", "sin", "cos", "tan", "max", "min", "arg", "det", "lim", "sup",
    "inf", "Cov", "Var", "tr", "rank", "sign",
  ]

  /// Whether limits go above and below the part in displayed formulas.
  var takesLimits: Bool {
    switch self {
    case .symbol(let symbol): symbol.takesLimits
    case .function(let name): ["max", "min", "lim", "sup", "inf"].contains(name)
    default: false
    }
  }

  /// What the part does among its neighbours; `nil` for a space, which has no neighbours.
  var kind: MathKind? {
    switch self {
    case .symbol(let symbol): symbol.kind
    case .function: .largeOperator
    case .fraction, .fenced, .cases: .inner
    case .scripts(let base, _, _): base.kind
    case .space: nil
    case .added(.row(let parts)) where parts.count == 1: parts.first?.kind
    case .added(let part): if case .row = part { .ordinary } else { part.kind }
    default: .ordinary
    }
  }

  /// What each part of a row does: a sign without an operand on both sides is an ordinary one
  /// (The TeXbook, appendix G, rules 5 and 6).
  static func kinds(of parts: [Math]) -> [MathKind?] {
    var kinds = parts.map(\.kind)
    var last: Int?
    for i in kinds.indices {
      guard let kind = kinds[i] else { continue }
      if kind == .binary, !(last.flatMap { kinds[$0] }?.endsOperand ?? false) {
        kinds[i] = .ordinary
      }
      if let last, kinds[last] == .binary, [.relation, .closing, .punctuation].contains(kind) {
        kinds[last] = .ordinary
      }
      last = i
    }
    if let last, kinds[last] == .binary { kinds[last] = .ordinary }
    return kinds
  }

  /// Whether the formula is a mere number such as 3 × 10⁻⁵, without a letter.
  var isNumeral: Bool {
    switch self {
    case .number: true
    case .symbol(let symbol): ["\u{2212}", "+", "×", "⋅", "%", ","].contains(symbol.plain)
    case .row(let parts): parts.allSatisfy(\.isNumeral)
    case .scripts(let base, let sub, let sup):
      sub == nil && base.isNumeral && (sup?.isNumeral ?? true)
    case .space: true
    default: false
    }
  }
}

extension MathKind {
  /// Whether a sign after this joins two operands.
  fileprivate var endsOperand: Bool {
    switch self {
    case .ordinary, .closing, .inner: true
    case .largeOperator, .binary, .relation, .opening, .punctuation: false
    }
  }
}
