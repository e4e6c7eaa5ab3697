import Plotting
import Typesetting

/// The one place where numbers are let through to cairo, which itself draws NaN and infinity as 0
/// and lets coordinates beyond 2^23 wrap round, all without an error.
enum CoordinateGate {
  /// Cairo keeps coordinates in 24 bits before the binary point.
  static let greatest = 8_388_607.0

  static func check(_ value: Double) throws(RenderingError) {
    guard value.magnitude <= greatest else {
      throw RenderingError(
        "coordinate \(value) cannot be drawn; it must be finite and within 8388607")
    }
  }

  static func check(_ point: Point) throws(RenderingError) {
    try check(point.x)
    try check(point.y)
  }

  static func check(_ path: Path) throws(RenderingError) {
    for segment in path.segments {
      switch segment {
      case .move(let point), .line(let point): try check(point)
      case .curve(let first, let second, let end):
        try check(first)
        try check(second)
        try check(end)
      case .close: break
      }
    }
  }

  static func check(_ rect: Rect) throws(RenderingError) {
    try check(Point(x: rect.x, y: rect.y))
    try check(Point(x: rect.maxX, y: rect.maxY))
    guard rect.width >= 0, rect.height >= 0 else {
      throw RenderingError("a rectangle of \(rect.width) x \(rect.height) has a negative side")
    }
  }

  /// A stroke's width and dashes; dashes that are all zero make cairo stop drawing for good.
  static func check(_ stroke: Stroke) throws(RenderingError) {
    guard stroke.width >= 0, stroke.width <= greatest else {
      throw RenderingError("a line cannot be \(stroke.width) px wide")
    }
    guard stroke.dash.allSatisfy({ $0 >= 0 && $0 <= greatest }),
      stroke.dash.isEmpty || stroke.dash.contains(where: { $0 > 0 })
    else { throw RenderingError("dashes \(stroke.dash) are not positive lengths") }
    try check(stroke.paint)
  }

  static func check(_ paint: Paint) throws(RenderingError) {
    guard paint.opacity >= 0, paint.opacity <= 1 else {
      throw RenderingError("opacity \(paint.opacity) is not between 0 and 1")
    }
  }
}
