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
  borrowing func fill(_ path: Path, _ color: RGB, opacity: Double) throws(RenderingError) {
    try trace(path)
    setSource(color, opacity: opacity)
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
    unsafe cairo_pdf_surface_set_metadata(
      surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
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

  /// Ends a PNG drawing and returns its pixels, three bytes each, one row after the other.
  consuming func finishPixels() throws(RenderingError) -> Pixels {
    try Self.check(unsafe cairo_status(context), "draw")
    unsafe cairo_surface_flush(surface)
    let width = Int(unsafe cairo_image_surface_get_width(surface))
    let height = Int(unsafe cairo_image_surface_get_height(surface))
    let stride = Int(unsafe cairo_image_surface_get_stride(surface))
    guard let data = unsafe cairo_image_surface_get_data(surface) else {
      throw RenderingError("cairo gave no pixels")
    }
    let source = unsafe UnsafeRawBufferPointer(start: data, count: stride * height)
    let rows = unsafe [UInt8](unsafeUninitializedCapacity: height * (3 * width + 1)) {
      rows, count in
      var index = 0
      for row in 0..<height {
        unsafe rows[index] = 0
        index += 1
        for column in 0..<width {
          // Native-endian 0xXXRRGGBB.
          let pixel = unsafe source.load(fromByteOffset: row * stride + 4 * column, as: UInt32.self)
          unsafe rows[index] = UInt8(truncatingIfNeeded: pixel >> 16)
          unsafe rows[index + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
          unsafe rows[index + 2] = UInt8(truncatingIfNeeded: pixel)
          index += 3
        }
      }
      count = index
    }
    return Pixels(width: width, height: height, rows: rows)
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
