import CCairo
import Plotting
import Typesetting

/// One cairo surface and its context: the only place in the package that calls cairo.
///
/// The canvas owns both and cannot be copied, so each is destroyed exactly once. All coordinates
/// are in units of the file; every one passes ``CoordinateGate`` first.
@safe struct CairoCanvas: ~Copyable {
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let sink = ByteSink()
  private let format: ImageFormat

  /// Makes a canvas and covers it with the paper's colour.
  init(_ size: CanvasSize, format: ImageFormat, paper: RGB) throws(RenderingError) {
    let (surface, context) = unsafe try Self.open(size, format, sink)
    unsafe self.surface = surface
    unsafe self.context = context
    self.format = format
    if format == .svg { unsafe cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX) }
    unsafe cairo_set_antialias(context, CAIRO_ANTIALIAS_GRAY)
    setSource(paper, opacity: 1)
    unsafe cairo_paint(context)
    if format == .pdf { useUnhintedGlyphs() }
  }

  /// Makes a sheet of transparent pixels, on which a symbol is drawn that is then copied.
  init(transparent width: Int, _ height: Int) throws(RenderingError) {
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32(clamping: width), Int32(clamping: height))
    let (kept, context) = unsafe try Self.context(on: surface, .png)
    unsafe self.surface = kept
    unsafe self.context = context
    format = .png
    unsafe cairo_set_antialias(context, CAIRO_ANTIALIAS_GRAY)
  }

  /// A surface and its context, or neither.
  private static func open(
    _ size: CanvasSize, _ format: ImageFormat, _ sink: ByteSink
  ) throws(RenderingError) -> (OpaquePointer, OpaquePointer) {
    let (wide, high) = (size.unitsWide, size.unitsHigh)
    let closure = unsafe Unmanaged.passUnretained(sink).toOpaque()
    let surface: OpaquePointer?
    switch format {
    case .png:
      unsafe surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(wide), Int32(high))
    case .svg:
      unsafe surface = cairo_svg_surface_create_for_stream(appendToSink, closure, wide, high)
    case .pdf:
      unsafe surface = cairo_pdf_surface_create_for_stream(appendToSink, closure, wide, high)
    }
    return unsafe try context(on: surface, format)
  }

  /// A surface with its context; the surface is destroyed if there can be none.
  private static func context(
    on surface: OpaquePointer?, _ format: ImageFormat
  ) throws(RenderingError) -> (OpaquePointer, OpaquePointer) {
    // Cairo returns objects in error, never null, and destroying null does nothing.
    let context = unsafe cairo_create(surface)
    if let surface = unsafe surface, let context = unsafe context,
      unsafe cairo_status(context) == CAIRO_STATUS_SUCCESS
    {
      return unsafe (surface, context)
    }
    let status = unsafe cairo_status(context)
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
    try check(status, "make a \(format.rawValue) surface")
    throw RenderingError("cairo could not make a \(format.rawValue) surface")
  }

  deinit {
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// Fills a path by the nonzero winding rule.
  /// - Parameter isCrisp: Whether viewers of an SVG file shall not smooth the edges; the path's
  ///   parts must not overlap then, since the even-odd rule is the mark by which ``SVGFinisher``
  ///   knows it.
  borrowing func fill(
    _ path: Path, _ color: RGB, opacity: Double, isCrisp: Bool = false
  ) throws(RenderingError) {
    try trace(path)
    setSource(color, opacity: opacity)
    unsafe cairo_set_fill_rule(
      context, isCrisp ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING)
    unsafe cairo_fill(context)
  }

  /// Strokes a path; `dashStart` is how far into the dashes the path begins.
  borrowing func stroke(
    _ path: Path, _ stroke: Stroke, _ color: RGB, dashStart: Double = 0
  ) throws(RenderingError) {
    try CoordinateGate.check(stroke)
    try CoordinateGate.check(dashStart)
    try trace(path)
    setSource(color, opacity: stroke.paint.opacity)
    let isRound = stroke.cap == .round
    unsafe cairo_set_line_width(context, stroke.width)
    unsafe cairo_set_line_cap(context, isRound ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    unsafe cairo_set_line_join(context, isRound ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
    unsafe cairo_set_dash(context, stroke.dash, Int32(clamping: stroke.dash.count), dashStart)
    unsafe cairo_stroke(context)
  }

  /// Confines what is drawn until the next ``restore()``.
  borrowing func clip(to rect: Rect) throws(RenderingError) {
    unsafe cairo_save(context)
    try trace(Path(rect))
    unsafe cairo_clip(context)
  }

  /// Ends the last clip.
  borrowing func restore() { unsafe cairo_restore(context) }

  /// Draws what follows on a sheet of its own, until ``layDownLayer(opacity:)``.
  borrowing func beginLayer() { unsafe cairo_push_group(context) }

  /// Puts the sheet down with one opacity for all that is on it.
  borrowing func layDownLayer(opacity: Double) throws(RenderingError) {
    try CoordinateGate.check(opacity)
    unsafe cairo_pop_group_to_source(context)
    unsafe cairo_paint_with_alpha(context, opacity)
  }

  /// Names a PDF file's title and the like; cairo would otherwise write the time of day.
  borrowing func setDocument(title: String, subject: String, keywords: String, creator: String) {
    guard format == .pdf else { return }
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, keywords)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, creator)
    for date in [CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE] {
      unsafe cairo_pdf_surface_set_metadata(surface, date, "2000-01-01T00:00:00Z")
    }
  }

  /// Ends an SVG or PDF drawing and returns the file's bytes.
  ///
  /// Cairo keeps the first error of a context, so one check covers every call before it.
  consuming func finishFile() throws(RenderingError) -> [UInt8] {
    try Self.check(unsafe cairo_status(context), "draw")
    unsafe cairo_surface_finish(surface)
    try Self.check(unsafe cairo_surface_status(surface), "finish the \(format.rawValue) file")
    return sink.bytes
  }

  /// Ends a PNG drawing and makes something of its pixels, which may be used up.
  consuming func finish<Value>(
    _ read: (PixelGrid) throws(RenderingError) -> Value
  ) throws(RenderingError) -> Value {
    try Self.check(unsafe cairo_status(context), "draw")
    return try withPixels(read)
  }

  /// Lets the pixels of a PNG drawing be changed by hand.
  borrowing func withPixels<Value>(
    _ change: (PixelGrid) throws(RenderingError) -> Value
  ) throws(RenderingError) -> Value {
    unsafe cairo_surface_flush(surface)
    let stride = Int(unsafe cairo_image_surface_get_stride(surface))
    guard stride % 4 == 0, let data = unsafe cairo_image_surface_get_data(surface) else {
      throw RenderingError("cairo gave no pixels")
    }
    let (width, height) = (
      Int(unsafe cairo_image_surface_get_width(surface)),
      Int(unsafe cairo_image_surface_get_height(surface))
    )
    defer { unsafe cairo_surface_mark_dirty(surface) }
    return try unsafe UnsafeMutableRawPointer(data).withMemoryRebound(
      to: UInt32.self, capacity: stride / 4 * height
    ) { pixels throws(RenderingError) in
      try change(
        unsafe PixelGrid(
          pixels: UnsafeMutableBufferPointer(start: pixels, count: stride / 4 * height),
          stride: stride / 4, width: width, height: height))
    }
  }

  /// Lays a small picture over a rectangle, each of its pixels a crisp rectangle of its own.
  borrowing func draw(_ pixels: Pixels, in rect: Rect) throws(RenderingError) {
    try CoordinateGate.check(rect)
    guard rect.width > 0, rect.height > 0 else { return }
    let image = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32(clamping: pixels.width), Int32(clamping: pixels.height))
    defer { unsafe cairo_surface_destroy(image) }
    try Self.check(unsafe cairo_surface_status(image), "make a picture")
    guard let data = unsafe cairo_image_surface_get_data(image) else { return }
    let stride = Int(unsafe cairo_image_surface_get_stride(image))
    for row in 0..<pixels.height {
      for column in 0..<pixels.width {
        unsafe UnsafeMutableRawPointer(data).storeBytes(
          of: pixels.colors[row * pixels.width + column], toByteOffset: row * stride + 4 * column,
          as: UInt32.self)
      }
    }
    unsafe cairo_surface_mark_dirty(image)
    unsafe cairo_save(context)
    unsafe cairo_translate(context, rect.x, rect.y)
    unsafe cairo_scale(
      context, rect.width / Double(pixels.width), rect.height / Double(pixels.height))
    unsafe cairo_set_source_surface(context, image, 0, 0)
    unsafe cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    unsafe cairo_paint(context)
    unsafe cairo_restore(context)
  }

  /// Shows glyphs together with their text, by which a PDF file can be searched and copied from.
  borrowing func show(
    _ run: GlyphRun, _ font: CairoFont, _ color: RGB, opacity: Double
  ) throws(RenderingError) {
    for glyph in run.glyphs { try CoordinateGate.check(glyph.origin) }
    setSource(color, opacity: opacity)
    unsafe cairo_set_font_face(context, font.face)
    var matrix = cairo_matrix_t(
      xx: run.em.cosine, yx: -run.em.sine, xy: run.em.sine, yy: run.em.cosine, x0: 0, y0: 0)
    unsafe cairo_set_font_matrix(context, &matrix)
    let glyphs = run.glyphs.map {
      cairo_glyph_t(index: UInt($0.glyph), x: $0.origin.x, y: $0.origin.y)
    }
    guard let clusters = run.clusters else {
      return unsafe cairo_show_glyphs(context, glyphs, Int32(clamping: glyphs.count))
    }
    let stretches = clusters.map {
      cairo_text_cluster_t(
        num_bytes: Int32(clamping: $0.byteCount), num_glyphs: Int32(clamping: $0.glyphCount))
    }
    unsafe cairo_show_text_glyphs(
      context, run.text, Int32(clamping: run.text.utf8.count), glyphs,
      Int32(clamping: glyphs.count), stretches, Int32(clamping: stretches.count),
      run.isBackward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t(rawValue: 0))
  }

  /// Glyphs keep the outlines and places that they were measured with.
  private borrowing func useUnhintedGlyphs() {
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
  }

  private borrowing func trace(_ path: Path) throws(RenderingError) {
    try CoordinateGate.check(path)
    unsafe cairo_new_path(context)
    for segment in path.segments {
      switch segment {
      case .move(let to): unsafe cairo_move_to(context, to.x, to.y)
      case .line(let to): unsafe cairo_line_to(context, to.x, to.y)
      case .curve(let first, let second, let end):
        unsafe cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
      case .close: unsafe cairo_close_path(context)
      }
    }
  }

  private borrowing func setSource(_ color: RGB, opacity: Double) {
    unsafe cairo_set_source_rgba(
      context, color.red, color.green, color.blue, opacity)
  }

  private static func check(_ status: cairo_status_t, _ task: String) throws(RenderingError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    let reason = unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) }
    throw RenderingError("cairo could not \(task): \(reason ?? "error \(status.rawValue)")")
  }
}

/// Takes the bytes of a finished file from cairo.
private func appendToSink(
  _ closure: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ count: UInt32
) -> cairo_status_t {
  guard let closure = unsafe closure else { return CAIRO_STATUS_WRITE_ERROR }
  let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
  unsafe sink.append(UnsafeBufferPointer(start: data, count: Int(count)))
  return CAIRO_STATUS_SUCCESS
}
