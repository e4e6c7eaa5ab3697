import CHarfBuzz

/// A glyph as it is placed by the shaper, in font units with y upwards.
struct ShapedGlyph: Equatable {
  var glyph: UInt32
  /// Where the glyph's characters start in the text, counted in UTF-8 bytes.
  var cluster = 0
  var advance: Double
  /// Where the glyph's origin is, relative to the pen.
  var offset: Point
}

/// An opened font, read by HarfBuzz; the only file that calls HarfBuzz.
///
/// All measures are in font units, without hinting, so that a width grows exactly with the size.
/// A class because it owns C objects. Those are made immutable when the font is opened, and
/// HarfBuzz allows any number of threads to read an immutable object, hence `Sendable`.
@safe final class OpenTypeFont: @unchecked Sendable {
  private let face: OpaquePointer
  private let font: OpaquePointer
  private let draw: OpaquePointer
  /// How many font units make one em.
  let unitsPerEm: Double
  /// Whether the font has a MATH table.
  let hasMathTable: Bool
  /// Whether the font has every character from the space to the tilde.
  let hasASCII: Bool
  /// Letters recur a lot, and HarfBuzz reads each outline anew.
  private let outlines = Memo<UInt32, [Path.Segment]>(limit: 4096)

  /// Opens a font file.
  /// - Throws: ``TypesettingError`` when the file cannot be read or holds no such font.
  init(_ file: FontFile) throws(TypesettingError) {
    guard let blob = unsafe hb_blob_create_from_file_or_fail(file.path) else {
      throw TypesettingError("the font file \(file.path) cannot be read")
    }
    unsafe face = hb_face_create(blob, UInt32(clamping: file.index))
    unsafe hb_blob_destroy(blob)
    unsafe hb_face_make_immutable(face)
    unsafe font = hb_font_create(face)
    unsafe hb_font_make_immutable(font)
    unsafe draw = PathCollector.makeFunctions()
    unsafe unitsPerEm = Double(max(1, hb_face_get_upem(face)))
    unsafe hasMathTable = hb_ot_math_has_data(face) != 0
    let font = unsafe font
    hasASCII = (0x20...0x7E).allSatisfy { unsafe Self.glyph($0, in: font) != nil }
    guard unsafe hb_face_get_glyph_count(face) > 0 else {
      throw TypesettingError("the file \(file.path) is no font")
    }
  }

  deinit {
    unsafe hb_draw_funcs_destroy(draw)
    unsafe hb_font_destroy(font)
    unsafe hb_face_destroy(face)
  }

  // MARK: Characters

  /// The glyph that stands for a character by itself, if the font has one.
  func glyph(for scalar: Unicode.Scalar) -> UInt32? { unsafe Self.glyph(scalar.value, in: font) }

  private static func glyph(_ character: UInt32, in font: OpaquePointer) -> UInt32? {
    var glyph: hb_codepoint_t = 0
    let found = unsafe hb_font_get_nominal_glyph(font, character, &glyph)
    return found != 0 && glyph != 0 ? glyph : nil
  }

  /// Places the glyphs of a text from left to right, with kerning and, if asked for, figures that
  /// are all equally wide.
  func shape(
    _ text: String, tabularFigures: Bool, isRightToLeft: Bool = false
  ) -> [ShapedGlyph] {
    guard !text.isEmpty, let buffer = unsafe hb_buffer_create() else { return [] }
    defer { unsafe hb_buffer_destroy(buffer) }
    var text = text
    text.withUTF8 { bytes in
      let count = Int32(clamping: bytes.count)
      unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe hb_buffer_add_utf8(buffer, $0.baseAddress, count, 0, count)
      }
    }
    // A fixed language, or else HarfBuzz would take that of the user's locale.
    unsafe hb_buffer_set_language(buffer, hb_language_from_string("en", -1))
    unsafe hb_buffer_set_direction(buffer, isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    unsafe hb_buffer_guess_segment_properties(buffer)
    var features = [
      hb_feature_t(tag: tag("tnum"), value: 1, start: 0, end: UInt32.max)
    ]
    unsafe hb_shape(font, buffer, &features, tabularFigures ? 1 : 0)
    return unsafe glyphs(in: buffer)
  }

  private func glyphs(in buffer: OpaquePointer) -> [ShapedGlyph] {
    var count: UInt32 = 0
    guard let infos = unsafe hb_buffer_get_glyph_infos(buffer, &count),
      let positions = unsafe hb_buffer_get_glyph_positions(buffer, &count)
    else { return [] }
    return (0..<Int(count)).map { i in
      let position = unsafe positions[i]
      return ShapedGlyph(
        glyph: unsafe infos[i].codepoint, cluster: Int(unsafe infos[i].cluster),
        advance: Double(position.x_advance),
        offset: Point(x: Double(position.x_offset), y: Double(position.y_offset)))
    }
  }

  // MARK: Glyphs

  /// How far a glyph moves the pen.
  func advance(of glyph: UInt32) -> Double {
    Double(unsafe hb_font_get_glyph_h_advance(font, glyph))
  }

  /// The box around a glyph's ink, relative to its origin, y upwards: `y` is the *lower* edge.
  func inkBox(of glyph: UInt32) -> Rect {
    var extents = hb_glyph_extents_t()
    guard unsafe hb_font_get_glyph_extents(font, glyph, &extents) != 0 else {
      return Rect(x: 0, y: 0, width: 0, height: 0)
    }
    return Rect(
      x: Double(extents.x_bearing), y: Double(extents.y_bearing + extents.height),
      width: Double(extents.width), height: Double(-extents.height))
  }

  /// The outline of a glyph, y upwards; quadratic curves are raised to cubic ones by HarfBuzz.
  func outline(of glyph: UInt32) -> [Path.Segment] {
    outlines.value(for: glyph) {
      var collector = PathCollector()
      unsafe withUnsafeMutablePointer(to: &collector) {
        unsafe hb_font_get_glyph_shape(font, glyph, draw, $0)
      }
      return collector.segments
    }
  }

  // MARK: Mathematics

  /// A constant of the MATH table; lengths in font units, percentages as they are.
  func mathConstant(_ constant: hb_ot_math_constant_t) -> Double {
    Double(unsafe hb_ot_math_get_constant(font, constant))
  }

  /// How much a slanted glyph leans out at its upper right.
  func italicsCorrection(of glyph: UInt32) -> Double {
    Double(unsafe hb_ot_math_get_glyph_italics_correction(font, glyph))
  }

  /// Where the middle of an accent over the glyph belongs.
  func topAccentAttachment(of glyph: UInt32) -> Double {
    Double(unsafe hb_ot_math_get_glyph_top_accent_attachment(font, glyph))
  }

  /// The larger forms of a glyph, smallest first, with their heights (or widths, if horizontal).
  func variants(of glyph: UInt32, horizontal: Bool = false) -> [(glyph: UInt32, extent: Double)] {
    let direction = horizontal ? HB_DIRECTION_LTR : HB_DIRECTION_TTB
    var variants = [hb_ot_math_glyph_variant_t](repeating: .init(), count: 32)
    var count = UInt32(variants.count)
    unsafe hb_ot_math_get_glyph_variants(font, glyph, direction, 0, &count, &variants)
    return variants.prefix(Int(count)).map { (glyph: $0.glyph, extent: Double($0.advance)) }
  }

  // MARK: Subsets

  /// A font file with only the glyphs of some characters, and what they may turn into.
  /// - Parameters:
  ///   - scalars: The characters to keep.
  ///   - features: Layout features to keep beyond HarfBuzz's own choice.
  /// - Returns: `nil` when HarfBuzz cannot do it.
  func subset(_ scalars: [Unicode.Scalar], features: [String]) -> [UInt8]? {
    guard let input = unsafe hb_subset_input_create_or_fail() else { return nil }
    defer { unsafe hb_subset_input_destroy(input) }
    let characters = unsafe hb_subset_input_unicode_set(input)
    for scalar in scalars { unsafe hb_set_add(characters, scalar.value) }
    // Hints serve coarse screens only, and a page needs none of the features kept by default.
    unsafe hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING.rawValue)
    let kept = unsafe hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG)
    unsafe hb_set_clear(kept)
    for feature in features { unsafe hb_set_add(kept, tag(feature)) }
    guard let subset = unsafe hb_subset_or_fail(face, input) else { return nil }
    defer { unsafe hb_face_destroy(subset) }
    guard let blob = unsafe hb_face_reference_blob(subset) else { return nil }
    defer { unsafe hb_blob_destroy(blob) }
    var count: UInt32 = 0
    guard let bytes = unsafe hb_blob_get_data(blob, &count), count > 0 else { return nil }
    return unsafe UnsafeRawBufferPointer(start: bytes, count: Int(count)).map { $0 }
  }
}

/// An OpenType tag from its four letters.
private func tag(_ letters: StaticString) -> hb_tag_t { tag(letters.description) }

private func tag(_ letters: String) -> hb_tag_t {
  letters.utf8.prefix(4).reduce(0) { $0 << 8 | hb_tag_t($1) }
}

/// Takes down the outline that HarfBuzz draws.
private struct PathCollector {
  var segments: [Path.Segment] = []

  /// The functions that HarfBuzz calls for each piece of an outline; the caller owns the result.
  static func makeFunctions() -> OpaquePointer {
    let functions: OpaquePointer = unsafe hb_draw_funcs_create()
    unsafe hb_draw_funcs_set_move_to_func(
      functions, { _, data, _, x, y, _ in unsafe append(.move(point(x, y)), data) }, nil, nil)
    unsafe hb_draw_funcs_set_line_to_func(
      functions, { _, data, _, x, y, _ in unsafe append(.line(point(x, y)), data) }, nil, nil)
    unsafe hb_draw_funcs_set_cubic_to_func(
      functions,
      { _, data, _, x1, y1, x2, y2, x, y, _ in
        unsafe append(.curve(point(x1, y1), point(x2, y2), point(x, y)), data)
      }, nil, nil)
    unsafe hb_draw_funcs_set_close_path_func(
      functions, { _, data, _, _ in unsafe append(.close, data) }, nil, nil)
    unsafe hb_draw_funcs_make_immutable(functions)
    return unsafe functions
  }
}

// Outside of the collector, because a C function pointer must not capture even its metatype.
private func append(_ segment: Path.Segment, _ collector: UnsafeMutableRawPointer?) {
  unsafe collector?.assumingMemoryBound(to: PathCollector.self).pointee.segments.append(segment)
}

private func point(_ x: Float, _ y: Float) -> Point { Point(x: Double(x), y: Double(y)) }
