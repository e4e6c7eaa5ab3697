import CHarfBuzz

extension MathSetter {
  /// Sets any formula.
  func set(_ math: Math, _ style: MathStyle) -> MathBox {
    switch math {
    case .row(let parts): row(parts, style)
    case .symbol(let symbol): self.symbol(symbol, style)
    case .number(let digits): words(digits, size(style), symbolFace)
    case .text(let words): self.words(words, size(style) * wordScale, wordFace)
    case .upright(let letters), .function(let letters): words(letters, size(style), .math)
    case .fraction(let numerator, let denominator): fraction(numerator, denominator, style)
    case .scripts(let base, let sub, let sup): scripts(base, sub, sup, style)
    case .root(let degree, let body): root(degree, body, style)
    case .accent(let accent, let base): self.accent(accent, base, style)
    case .overline(let base): overline(base, style)
    case .fenced(let left, let body, let right): fenced(left, set(body, style), right, style)
    case .space(let space): MathBox(box: Box(width: space.width * size(style)))
    case .cases(let rows): cases(rows, style)
    case .added(let part): set(part, style)
    case .display(let part): set(part, MathStyle(level: .display, isCramped: style.isCramped))
    }
  }

  /// Words next to mathematics are set smaller than it by as much as whole labels are.
  private var wordScale: Double { 1 / Typesetter.mathScale }

  // MARK: Characters

  func words(_ text: String, _ size: Double, _ face: Face) -> MathBox {
    MathBox(box: typesetter.box(words: text, size: size, face: face))
  }

  private func symbol(_ symbol: MathSymbol, _ style: MathStyle) -> MathBox {
    if symbol.kind == .largeOperator { return largeOperator(symbol, style) }
    guard symbolFace == .math, let scalar = symbol.shown.unicodeScalars.first,
      symbol.shown.unicodeScalars.count == 1, let glyph = font.glyph(for: scalar)
    else {
      var set = words(symbol.shown, size(style), symbolFace)
      set.isCharacter = true
      return set
    }
    return character(symbol.shown, glyph: glyph, size: size(style), isVariant: false)
  }

  /// One glyph of the math font.
  func character(_ text: String, glyph: UInt32, size: Double, isVariant: Bool) -> MathBox {
    let scale = size / font.unitsPerEm
    let ink = font.inkBox(of: glyph)
    let advance = font.advance(of: glyph) * scale
    let run = TextRun(
      text: text, face: .math, size: size, origin: Point(x: 0, y: 0), advance: advance,
      glyph: isVariant ? glyph : nil)
    return MathBox(
      box: Box(runs: [run], width: advance, ascent: ink.maxY * scale, descent: -ink.y * scale),
      italics: font.italicsCorrection(of: glyph) * scale,
      accentCenter: font.topAccentAttachment(of: glyph) * scale, isCharacter: true)
  }

  private func largeOperator(_ symbol: MathSymbol, _ style: MathStyle) -> MathBox {
    guard let scalar = symbol.shown.unicodeScalars.first, let glyph = font.glyph(for: scalar)
    else { return words(symbol.shown, size(style), .math) }
    let least = font.mathConstant(HB_OT_MATH_CONSTANT_DISPLAY_OPERATOR_MIN_HEIGHT)
    let variants = style.isDisplay ? font.variants(of: glyph) : []
    // Some fonts ask for more height than any of their forms has (Pagella: 1500 of 1443), and the
    // integral comes in many heights: of those too low, the nearest.
    let variant = variants.first { $0.extent >= least * 0.95 } ?? variants.last
    var set = character(
      symbol.shown, glyph: variant?.glyph ?? glyph, size: size(style),
      isVariant: variant != nil && variant?.glyph != glyph)
    set.box = centered(set.box, style)
    set.isCharacter = false
    return set
  }

  /// The box moved so that its middle is on the axis, where fraction bars are.
  func centered(_ box: Box, _ style: MathStyle) -> Box {
    var moved = Box(width: box.width)
    moved.add(box, x: 0, y: (box.ascent - box.descent) / 2 - axis(style))
    return moved
  }

  // MARK: Rows

  private func row(_ parts: [Math], _ style: MathStyle) -> MathBox {
    guard parts.count != 1 else { return parts.first.map { set($0, style) } ?? MathBox() }
    let kinds = Math.kinds(of: parts)
    var result = MathBox()
    var last: MathKind?
    for (part, kind) in zip(parts, kinds) {
      if let kind {
        if let last {
          let space = MathSpacing.between(last, kind, inScript: style.isScript)
          result.box.width += Double(space) / 18 * size(style)
        }
        last = kind
      }
      let next = set(part, style)
      result.box.append(next.box)
      result.box.width += next.italics
    }
    return result
  }

  // MARK: Fractions

  private func fraction(_ top: Math, _ bottom: Math, _ style: MathStyle) -> MathBox {
    let (over, under) = (set(top, style.numerator).box, set(bottom, style.denominator).box)
    let thickness = length(HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS, style)
    let axis = axis(style)
    let rise = max(
      length(
        HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_SHIFT_UP,
        display: HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP, style),
      axis + thickness / 2 + over.descent
        + length(
          HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_GAP_MIN,
          display: HB_OT_MATH_CONSTANT_FRACTION_NUM_DISPLAY_STYLE_GAP_MIN, style))
    let drop = max(
      length(
        HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_SHIFT_DOWN,
        display: HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN, style),
      thickness / 2 - axis + under.ascent
        + length(
          HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_GAP_MIN,
          display: HB_OT_MATH_CONSTANT_FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN, style))
    let width = max(over.width, under.width)
    // TeX's \nulldelimiterspace: 1.2 pt at 10 pt.
    let margin = 0.12 * size(style)
    var result = Box(width: width + 2 * margin)
    result.add(over, x: margin + (width - over.width) / 2, y: -rise)
    result.add(under, x: margin + (width - under.width) / 2, y: drop)
    result.addRule(
      Rect(x: margin, y: -axis - thickness / 2, width: width, height: thickness))
    return MathBox(box: result)
  }

  // MARK: Cases

  private func cases(_ rows: [[Math]], _ style: MathStyle) -> MathBox {
    let inner = MathStyle(level: style.isDisplay ? .text : style.level, isCramped: style.isCramped)
    let cells = rows.map { $0.map { set($0, inner).box } }
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.map { $0.count > column ? $0[column].width : 0 }.max() ?? 0
    }
    let em = size(style)
    var body = Box()
    var y = 0.0
    var bottom: Double?
    for row in cells {
      let ascent = row.map(\.ascent).max() ?? 0
      if let bottom { y = max(y + 1.44 * em, bottom + 0.3 * em + ascent) }
      var x = 0.0
      for (cell, width) in zip(row, widths) {
        body.add(cell, x: x, y: y)
        x += width + em
      }
      bottom = y + (row.map(\.descent).max() ?? 0)
    }
    body.width = widths.reduce(0, +) + em * Double(max(0, columns - 1))
    return fenced(
      MathSymbol(command: "lbrace"), MathBox(box: centered(body, style)), nil, style)
  }
}

extension Box {
  /// Adds a filled bar.
  mutating func addRule(_ rule: Rect) {
    let bar = Box(rules: [rule], ascent: -rule.y, descent: rule.maxY)
    add(bar, x: 0)
  }
}
