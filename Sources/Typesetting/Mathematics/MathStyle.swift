import CHarfBuzz

/// How large and how roomy a part of a formula is set (The TeXbook, chapter 17).
struct MathStyle {
  enum Level: Int { case display, text, script, scriptScript }
  var level: Level
  /// Whether exponents are raised less, as under a root or in a denominator.
  var isCramped = false

  var isScript: Bool { level == .script || level == .scriptScript }
  var isDisplay: Bool { level == .display }
  var cramped: MathStyle { MathStyle(level: level, isCramped: true) }
  var superscript: MathStyle {
    MathStyle(level: isScript ? .scriptScript : .script, isCramped: isCramped)
  }
  var `subscript`: MathStyle { superscript.cramped }
  var numerator: MathStyle {
    isDisplay ? MathStyle(level: .text, isCramped: isCramped) : superscript
  }
  var denominator: MathStyle { numerator.cramped }
}

/// A set part of a formula, with what its neighbours must know of it.
struct MathBox {
  var box = Box()
  /// How far the part leans out at its upper right, in px; not part of the width.
  var italics = 0.0
  /// Where the middle of an accent belongs, in px; the middle of the box if `nil`.
  var accentCenter: Double?
  /// Whether the part is a single character, whose scripts stand at fixed heights.
  var isCharacter = false

  var height: Double { box.ascent + box.descent }
}

/// Sets formulas with the measures of the math font's MATH table, in px.
struct MathSetter {
  let typesetter: Typesetter
  /// Size of the formula's letters in px, outside of scripts.
  let size: Double
  /// The face of words within the formula.
  let wordFace: Face
  /// The face to prefer for its symbols and numbers.
  let symbolFace: Face

  var font: OpenTypeFont { typesetter.fonts[.math] }

  func size(_ style: MathStyle) -> Double {
    switch style.level {
    case .display, .text: size
    case .script: size * percent(HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN, 0.7)
    case .scriptScript: size * percent(HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN, 0.5)
    }
  }

  private func percent(_ constant: hb_ot_math_constant_t, _ standard: Double) -> Double {
    let percent = font.mathConstant(constant)
    return percent > 0 ? percent / 100 : standard
  }

  /// A length of the MATH table in px.
  func length(_ constant: hb_ot_math_constant_t, _ style: MathStyle) -> Double {
    font.mathConstant(constant) * size(style) / font.unitsPerEm
  }

  func axis(_ style: MathStyle) -> Double { length(HB_OT_MATH_CONSTANT_AXIS_HEIGHT, style) }

  /// A length of the MATH table that is another one in displayed formulas.
  func length(
    _ inText: hb_ot_math_constant_t, display: hb_ot_math_constant_t, _ style: MathStyle
  ) -> Double {
    length(style.isDisplay ? display : inText, style)
  }
}
