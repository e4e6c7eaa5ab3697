import CHarfBuzz

extension MathSetter {
  /// The smallest form of a glyph that is at least `height` px high; the largest form is scaled
  /// when none is.
  func grown(_ text: String, to height: Double, _ style: MathStyle) -> MathBox {
    let em = size(style)
    guard let scalar = text.unicodeScalars.first, let glyph = font.glyph(for: scalar) else {
      return words(text, em, .math)
    }
    let needed = height / max(em, .leastNormalMagnitude) * font.unitsPerEm
    let ink = font.inkBox(of: glyph)
    if ink.height >= needed { return character(text, glyph: glyph, size: em, isVariant: false) }
    let variants = font.variants(of: glyph)
    let best = variants.first { $0.extent >= needed } ?? variants.last
    let extent = best?.extent ?? ink.height
    let factor = extent > 0 ? max(1, needed / extent) : 1
    return character(text, glyph: best?.glyph ?? glyph, size: em * factor, isVariant: true)
  }

  /// Fences around a body, as high as it needs (The TeXbook, appendix G, rule 19).
  func fenced(
    _ left: MathSymbol?, _ body: MathBox, _ right: MathSymbol?, _ style: MathStyle
  ) -> MathBox {
    let axis = axis(style)
    let half = max(body.box.ascent - axis, body.box.descent + axis)
    let height = max(2 * half * 0.901, 2 * half - 0.5 * size(style))
    var result = Box()
    for part in [left.map { $0.shown }, nil, right.map { $0.shown }].enumerated() {
      if part.offset == 1 {
        result.append(body.box)
        result.width += body.italics
      } else if let fence = part.element {
        result.append(centered(grown(fence, to: height, style).box, style))
      } else {
        result.width += 0.12 * size(style)
      }
    }
    return MathBox(box: result)
  }

  /// A root (The TeXbook, appendix G, rule 11).
  func root(_ degree: Math?, _ body: Math, _ style: MathStyle) -> MathBox {
    let inside = set(body, style.cramped)
    let thickness = length(HB_OT_MATH_CONSTANT_RADICAL_RULE_THICKNESS, style)
    var gap = length(
      HB_OT_MATH_CONSTANT_RADICAL_VERTICAL_GAP,
      display: HB_OT_MATH_CONSTANT_RADICAL_DISPLAY_STYLE_VERTICAL_GAP, style)
    let sign = grown("√", to: inside.height + gap + thickness, style)
    gap += max(0, sign.height - inside.height - gap - thickness) / 2
    let top = inside.box.ascent + gap + thickness
    let width = inside.box.width + inside.italics
    var radical = Box()
    radical.add(sign.box, x: 0, y: sign.box.ascent - top)
    radical.add(inside.box, x: sign.box.width)
    radical.addRule(Rect(x: sign.box.width, y: -top, width: width, height: thickness))
    radical.width = sign.box.width + width
    // The white above the bar keeps whatever stands over the root apart from it.
    radical.ascent += length(HB_OT_MATH_CONSTANT_RADICAL_EXTRA_ASCENDER, style)
    guard let degree else { return MathBox(box: radical) }
    return MathBox(box: withDegree(set(degree, .init(level: .scriptScript)).box, radical, style))
  }

  private func withDegree(_ degree: Box, _ radical: Box, _ style: MathStyle) -> Box {
    let before = length(HB_OT_MATH_CONSTANT_RADICAL_KERN_BEFORE_DEGREE, style)
    let after = length(HB_OT_MATH_CONSTANT_RADICAL_KERN_AFTER_DEGREE, style)
    let raise = font.mathConstant(HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT) / 100
    let y = radical.descent - raise * (radical.ascent + radical.descent) - degree.descent
    let x = max(0, before + degree.width + after)
    var result = Box()
    result.add(degree, x: x - after - degree.width, y: y)
    result.add(radical, x: x)
    result.width = x + radical.width
    return result
  }

  /// A mark over a base (The TeXbook, appendix G, rule 12).
  func accent(_ accent: MathAccent, _ base: Math, _ style: MathStyle) -> MathBox {
    let core = set(base, style.cramped)
    guard let small = font.glyph(for: accent.combining) else { return core }
    let em = size(style)
    var glyph = small
    if !core.isCharacter {
      let widest = core.box.width / max(em, .leastNormalMagnitude) * font.unitsPerEm
      let variants = font.variants(of: small, horizontal: true)
      glyph = variants.last { $0.extent <= widest }?.glyph ?? small
    }
    let mark = character(String(accent.combining), glyph: glyph, size: em, isVariant: true)
    let lift =
      core.box.ascent
      - min(core.box.ascent, length(HB_OT_MATH_CONSTANT_ACCENT_BASE_HEIGHT, style))
    let center = core.isCharacter ? core.accentCenter : nil
    let x = (center ?? core.box.width / 2) - (mark.accentCenter ?? 0)
    var result = core
    result.box.add(mark.box, x: x, y: -lift)
    return result
  }

  /// A rule over a base (The TeXbook, appendix G, rule 9).
  func overline(_ base: Math, _ style: MathStyle) -> MathBox {
    let core = set(base, style.cramped)
    let thickness = length(HB_OT_MATH_CONSTANT_OVERBAR_RULE_THICKNESS, style)
    let bottom = core.box.ascent + length(HB_OT_MATH_CONSTANT_OVERBAR_VERTICAL_GAP, style)
    var result = core.box
    result.width += core.italics
    result.addRule(Rect(x: 0, y: -bottom - thickness, width: result.width, height: thickness))
    result.ascent += length(HB_OT_MATH_CONSTANT_OVERBAR_EXTRA_ASCENDER, style)
    return MathBox(box: result)
  }
}
