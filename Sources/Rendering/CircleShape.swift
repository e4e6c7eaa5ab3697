import Plotting
import Typesetting

/// A path that is a circle, which SVG can say in far fewer bytes.
struct CircleShape: Equatable {
  let center: Point
  let radius: Double

  /// How far a point may be from where a circle has it, in px.
  private static let tolerance = 0.01
  /// Where the arc of a quarter turn has its control points, in radii.
  private static let reach = 0.5522847

  /// Recognises four Bézier curves around a centre; nil for any other path.
  init?(_ path: Path) {
    guard (5...6).contains(path.segments.count), case .move(let start) = path.segments[0],
      path.segments.count == 5 || path.segments[5] == .close
    else { return nil }
    var arcs: [(start: Point, first: Point, second: Point, end: Point)] = []
    for segment in path.segments[1...4] {
      guard case .curve(let first, let second, let end) = segment else { return nil }
      arcs.append((arcs.last?.end ?? start, first, second, end))
    }
    let opposite = arcs[1].end
    center = Point(x: (start.x + opposite.x) / 2, y: (start.y + opposite.y) / 2)
    radius = Self.distance(center, start)
    guard Self.distance(arcs[3].end, start) < Self.tolerance else { return nil }
    for arc in arcs {
      guard abs(Self.distance(center, arc.end) - radius) < Self.tolerance,
        Self.distance(arc.first, Self.control(arc.start, arc.end, center)) < Self.tolerance,
        Self.distance(arc.second, Self.control(arc.end, arc.start, center)) < Self.tolerance
      else { return nil }
    }
  }

  /// The control point next to `near` of the quarter arc between it and `far`.
  private static func control(_ near: Point, _ far: Point, _ center: Point) -> Point {
    Point(
      x: near.x + reach * (far.x - center.x), y: near.y + reach * (far.y - center.y))
  }

  private static func distance(_ a: Point, _ b: Point) -> Double {
    let (dx, dy) = (a.x - b.x, a.y - b.y)
    return (dx * dx + dy * dy).squareRoot()
  }
}
