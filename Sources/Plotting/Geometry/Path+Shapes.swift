package import Typesetting

extension Path {
  /// A circle as four Bézier curves.
  package static func circle(_ center: Point, radius: Double) -> Path {
    let k = 0.5522847498 * radius
    func at(_ dx: Double, _ dy: Double) -> Point { Point(x: center.x + dx, y: center.y + dy) }
    return Path([
      .move(at(radius, 0)), .curve(at(radius, k), at(k, radius), at(0, radius)),
      .curve(at(-k, radius), at(-radius, k), at(-radius, 0)),
      .curve(at(-radius, -k), at(-k, -radius), at(0, -radius)),
      .curve(at(k, -radius), at(radius, -k), at(radius, 0)), .close,
    ])
  }

  /// Straight lines through points.
  package static func polyline(_ points: [Point], closed: Bool = false) -> Path {
    guard let first = points.first else { return Path() }
    var segments: [Segment] = [.move(first)]
    segments.reserveCapacity(points.count + 1)
    for point in points.dropFirst() { segments.append(.line(point)) }
    if closed { segments.append(.close) }
    return Path(segments)
  }

  /// The outline of a rectangle.
  package static func rectangle(_ rect: Rect) -> Path {
    polyline(
      [
        Point(x: rect.x, y: rect.y), Point(x: rect.maxX, y: rect.y),
        Point(x: rect.maxX, y: rect.maxY), Point(x: rect.x, y: rect.maxY),
      ], closed: true)
  }
}
