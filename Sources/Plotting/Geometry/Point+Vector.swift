package import Typesetting

extension Point {
  package static func + (left: Point, right: Point) -> Point {
    Point(x: left.x + right.x, y: left.y + right.y)
  }
  package static func - (left: Point, right: Point) -> Point {
    Point(x: left.x - right.x, y: left.y - right.y)
  }
  package static func * (scale: Double, point: Point) -> Point {
    Point(x: scale * point.x, y: scale * point.y)
  }
  package var length: Double { (x * x + y * y).squareRoot() }
  package var isFinite: Bool { x.isFinite && y.isFinite }
  func dot(_ other: Point) -> Double { x * other.x + y * other.y }
  func distance(to other: Point) -> Double { (self - other).length }

  /// How far the point is from the segment between two others.
  func distance(toSegment a: Point, _ b: Point) -> Double {
    let direction = b - a
    let squared = direction.dot(direction)
    guard squared > 0 else { return distance(to: a) }
    let t = ((self - a).dot(direction) / squared).clamped(to: 0...1)
    return distance(to: a + t * direction)
  }
}

extension Rect {
  var isFinite: Bool { x.isFinite && y.isFinite && width.isFinite && height.isFinite }
  func contains(_ point: Point) -> Bool {
    point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY
  }
  func contains(_ other: Rect) -> Bool {
    other.x >= x && other.maxX <= maxX && other.y >= y && other.maxY <= maxY
  }
}
