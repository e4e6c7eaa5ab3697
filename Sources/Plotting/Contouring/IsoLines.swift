/// The lines on which a field has one value, by marching squares.
///
/// Every line has the higher values on its left. Where a cell's diagonal corners lie on different
/// sides, the mean of its four corners tells which pair is joined.
struct IsoLines {
  /// Lines that end at the grid's border.
  var open: [[Position]] = []
  /// Rings; the first point is not repeated.
  var rings: [[Position]] = []

  init() {}

  /// The lines of one value; a ``ContourTracer`` is faster for several.
  init(_ field: ScalarField, level: Double) {
    var tracer = ContourTracer(field)
    self = tracer.lines(at: level)
  }

  /// All lines, rings with their first point at both ends.
  var closed: [[Position]] { open + rings.map { $0 + $0.prefix(1) } }
}
