import CCairo

/// A font file that cairo draws with.
///
/// Cairo opens the file itself (by FreeType) when it needs it and counts who uses it, so neither the
/// file nor its FreeType face is ours to free; a context that still uses the font keeps it.
@safe final class CairoFont {
  let face: OpaquePointer

  /// Names the file; it is read when something is drawn.
  /// - Parameters:
  ///   - path: Where the font file lies.
  ///   - index: Which font within the file, from zero.
  init(path: String, index: Int) throws(RenderingError) {
    guard let pattern = unsafe FcPatternCreate() else {
      throw RenderingError("fontconfig could not make a pattern")
    }
    defer { unsafe FcPatternDestroy(pattern) }
    unsafe FcPatternAddString(pattern, FC_FILE, path)
    unsafe FcPatternAddInteger(pattern, FC_INDEX, Int32(clamping: index))
    let face = unsafe cairo_ft_font_face_create_for_pattern(pattern)
    guard let face = unsafe face,
      unsafe cairo_font_face_status(face) == CAIRO_STATUS_SUCCESS
    else {
      unsafe cairo_font_face_destroy(face)
      throw RenderingError("cairo cannot use the font \(path)")
    }
    unsafe self.face = face
  }

  deinit { unsafe cairo_font_face_destroy(face) }
}
