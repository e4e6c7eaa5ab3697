import Typesetting

/// A straight piece between two points.
struct Segment {
  var start, end: Point
  init(_ start: Point, _ end: Point) {
    self.start = start
    self.end = end
  }
  var ends: (Point, Point) { (start, end) }

  /// The part inside a rectangle, or nil if there is none (Liang and Barsky 1984).
  func clipped(to rect: Rect) -> Segment? {
    let direction = end - start
    var low = 0.0
    var high = 1.0
    let sides = [
      (-direction.x, start.x - rect.x), (direction.x, rect.maxX - start.x),
      (-direction.y, start.y - rect.y), (direction.y, rect.maxY - start.y),
    ]
    for (slope, room) in sides {
      if slope == 0 {
        if room < 0 { return nil }
      } else if slope < 0 {
        low = max(low, room / slope)
      } else {
        high = min(high, room / slope)
      }
    }
    guard low <= high else { return nil }
    return Segment(start + low * direction, start + high * direction)
  }
}
