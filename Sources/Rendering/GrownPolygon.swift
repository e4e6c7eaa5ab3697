import Plotting
import Typesetting

/// The outline of a convex polygon moved outwards.
///
/// Facets of a surface are filled and stroked in one colour so that no seams show between them;
/// filling the outline of both at once looks the same and costs cairo a fifth of the time.
enum GrownPolygon {
  /// The outline `distance` farther out, or nil unless the path is one closed convex polygon.
  static func outline(of path: Path, by distance: Double) -> Path? {
    guard let corners = corners(of: path), corners.count >= 3 else { return nil }
    let count = corners.count
    let turns = corners.indices.map { index in
      cross(corners[index], corners[(index + 1) % count], corners[(index + 2) % count])
    }
    let area = turns.reduce(0, +)
    guard area != 0, turns.allSatisfy({ $0 * area > 0 }) else { return nil }
    let normals = corners.indices.map { index in
      normal(corners[index], corners[(index + 1) % count], sign: area > 0 ? 1 : -1)
    }
    var points: [Point] = []
    for index in corners.indices {
      let (before, after) = (normals[(index + count - 1) % count], normals[index])
      points += joint(corners[index], before, after, distance)
    }
    return Path.polyline(points, closed: true)
  }

  /// The corners of a path that is one closed polygon without equal neighbours.
  private static func corners(of path: Path) -> [Point]? {
    guard (4...16).contains(path.segments.count), path.segments.last == .close else { return nil }
    var corners: [Point] = []
    for (index, segment) in path.segments.dropLast().enumerated() {
      switch (segment, index) {
      case (.move(let point), 0), (.line(let point), 1...):
        guard corners.last != point else { return nil }
        corners.append(point)
      default: return nil
      }
    }
    return corners.first == corners.last ? nil : corners
  }

  /// Twice the area of a triangle; its sign tells which way it turns.
  private static func cross(_ a: Point, _ b: Point, _ c: Point) -> Double {
    (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
  }

  private static func normal(_ a: Point, _ b: Point, sign: Double) -> Point {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = (dx * dx + dy * dy).squareRoot()
    return Point(x: sign * dy / length, y: -sign * dx / length)
  }

  /// Where the moved sides meet, or the ends of both where a mitre would stick out.
  private static func joint(
    _ corner: Point, _ before: Point, _ after: Point, _ distance: Double
  ) -> [Point] {
    let divisor = 1 + before.x * after.x + before.y * after.y
    guard divisor > 0.5 else {
      return [before, after].map {
        Point(x: corner.x + distance * $0.x, y: corner.y + distance * $0.y)
      }
    }
    return [
      Point(
        x: corner.x + distance * (before.x + after.x) / divisor,
        y: corner.y + distance * (before.y + after.y) / divisor)
    ]
  }
}
