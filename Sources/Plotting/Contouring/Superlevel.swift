/// The region where a field is at least as high as a level, as rings that run along the border
/// where the region is cut by it; outer rings and holes run in opposite directions.
struct Superlevel {
  let rings: [[Position]]

  init(_ field: ScalarField, level: Double) {
    var tracer = Self.tracer(of: field)
    self.init(&tracer, level: level)
  }

  /// - Parameter tracer: What ``tracer(of:)`` makes of the field, for several levels of one field.
  init(_ tracer: inout ContourTracer, level: Double) {
    rings = tracer.lines(at: level).rings.filter { $0.count >= 3 }
  }

  static func tracer(of field: ScalarField) -> ContourTracer { ContourTracer(padded(field)) }

  /// The region's area in data units; holes count negatively.
  var area: Double { rings.reduce(0) { $0 + Self.area($1) } }

  /// The field with a border of minus infinity, so that no line is open. The border's cells have no
  /// width worth the name: a crossing between a finite value and minus infinity lies at the former.
  private static func padded(_ field: ScalarField) -> ScalarField {
    guard !field.isEmpty, let width = field.xExtent, let height = field.yExtent else {
      return field
    }
    let low = [Double](repeating: -.infinity, count: field.columns + 2)
    var values = low
    for row in 0..<field.rows {
      values.append(-.infinity)
      for column in 0..<field.columns {
        let value = field[column, row]
        values.append(value.isNaN ? -.infinity : value)
      }
      values.append(-.infinity)
    }
    values += low
    return ScalarField(
      x: extended(field.x, by: width.upperBound - width.lowerBound),
      y: extended(field.y, by: height.upperBound - height.lowerBound), values: values)
  }

  private static func extended(_ grid: [Double], by reach: Double) -> [Double] {
    guard let first = grid.first, let last = grid.last else { return [] }
    return [first - reach] + grid + [last + reach]
  }

  static func area(_ ring: [Position]) -> Double {
    var twice = 0.0
    for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) { twice += a.x * b.y - b.x * a.y }
    return twice / 2
  }
}
