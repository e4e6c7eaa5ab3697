import CHarfBuzz

extension MathSetter {
  /// Subscript and superscript, or a large operator's limits
  /// (The TeXbook, appendix G, rules 13a and 18, with the constants of OpenType's MATH table).
  func scripts(_ base: Math, _ sub: Math?, _ sup: Math?, _ style: MathStyle) -> MathBox {
    let core = set(base, style)
    let lower = sub.map { set($0, style.subscript).box }
    // A prime is high up by itself: raised like a superscript it would float away.
    let isPrime = sup?.isPrimes ?? false
    let upper = sup.map { set($0, isPrime ? style : style.superscript).box }
    if base.takesLimits, style.isDisplay { return limits(core, lower, upper, style) }
    var (rise, drop) = shifts(core, lower, upper, style)
    if isPrime {
      rise = max(0, core.box.ascent - length(HB_OT_MATH_CONSTANT_ACCENT_BASE_HEIGHT, style)) / 2
    }
    var result = core.box
    // An integral leans so much that its subscript moves left; after a letter the superscript
    // moves right instead.
    let leans = base.kind == .largeOperator
    let upperX = core.box.width + (leans ? 0 : core.italics)
    let lowerX = core.box.width - (leans ? core.italics : 0)
    let space = length(HB_OT_MATH_CONSTANT_SPACE_AFTER_SCRIPT, style)
    if let upper {
      result.add(upper, x: upperX, y: -rise)
      result.width = max(result.width, upperX + upper.width + space)
    }
    if let lower {
      result.add(lower, x: lowerX, y: drop)
      result.width = max(result.width, lowerX + lower.width + space)
    }
    return MathBox(box: result)
  }

  /// How far the superscript is raised and the subscript lowered.
  private func shifts(
    _ core: MathBox, _ lower: Box?, _ upper: Box?, _ style: MathStyle
  ) -> (rise: Double, drop: Double) {
    var rise = length(
      style.isCramped
        ? HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP_CRAMPED
        : HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP, style)
    var drop = length(HB_OT_MATH_CONSTANT_SUBSCRIPT_SHIFT_DOWN, style)
    if !core.isCharacter {
      rise = max(
        rise,
        core.box.ascent - length(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BASELINE_DROP_MAX, style))
      drop = max(
        drop, core.box.descent + length(HB_OT_MATH_CONSTANT_SUBSCRIPT_BASELINE_DROP_MIN, style))
    }
    if let upper {
      rise = max(
        rise, upper.descent + length(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MIN, style))
    }
    guard let lower else { return (rise, drop) }
    guard let upper else {
      return (
        rise, max(drop, lower.ascent - length(HB_OT_MATH_CONSTANT_SUBSCRIPT_TOP_MAX, style))
      )
    }
    let least = length(HB_OT_MATH_CONSTANT_SUB_SUPERSCRIPT_GAP_MIN, style)
    var missing = least - ((rise - upper.descent) - (lower.ascent - drop))
    if missing > 0 {
      let highest = length(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT, style)
      let lift = min(missing, max(0, highest - (rise - upper.descent)))
      rise += lift
      missing -= lift
      drop += missing
    }
    return (rise, drop)
  }

  private func limits(
    _ core: MathBox, _ lower: Box?, _ upper: Box?, _ style: MathStyle
  ) -> MathBox {
    let width = max(core.box.width, lower?.width ?? 0, upper?.width ?? 0)
    var result = Box(width: width)
    result.add(core.box, x: (width - core.box.width) / 2)
    if let upper {
      let rise =
        core.box.ascent
        + max(
          length(HB_OT_MATH_CONSTANT_UPPER_LIMIT_BASELINE_RISE_MIN, style),
          length(HB_OT_MATH_CONSTANT_UPPER_LIMIT_GAP_MIN, style) + upper.descent)
      result.add(upper, x: (width - upper.width) / 2 + core.italics / 2, y: -rise)
    }
    if let lower {
      let drop =
        core.box.descent
        + max(
          length(HB_OT_MATH_CONSTANT_LOWER_LIMIT_BASELINE_DROP_MIN, style),
          length(HB_OT_MATH_CONSTANT_LOWER_LIMIT_GAP_MIN, style) + lower.ascent)
      result.add(lower, x: (width - lower.width) / 2 - core.italics / 2, y: drop)
    }
    return MathBox(box: result)
  }
}
