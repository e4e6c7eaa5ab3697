import Plotting
import Typesetting

/// Leaves out the points of polylines that no eye can tell from the line without them.
enum PolylineSimplification {
  /// How far the shorter line may lie from the original, in px.
  static let tolerance = 0.05
  /// Longer runs are taken in parts, which bounds the worst case.
  private static let greatestRun = 4096

  /// The path with runs of lines thinned by the algorithm of Douglas and Peucker (1973).
  static func simplified(_ path: Path) -> Path {
    guard path.segments.count > 4 else { return path }
    var result = Path()
    var run: [Point] = []
    func flush() {
      for point in kept(run).dropFirst() { result.segments.append(.line(point)) }
      run = run.last.map { [$0] } ?? []
    }
    for segment in path.segments {
      switch segment {
      case .line(let point):
        run.append(point)
        if run.count >= greatestRun { flush() }
      case .move(let point), .curve(_, _, let point):
        flush()
        result.segments.append(segment)
        run = [point]
      case .close:
        flush()
        result.segments.append(.close)
      }
    }
    flush()
    return result
  }

  private static func kept(_ points: [Point]) -> [Point] {
    guard points.count > 2 else { return points }
    var keeps = [Bool](repeating: false, count: points.count)
    keeps[0] = true
    keeps[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      guard last - first > 1 else { continue }
      var farthest = first
      var greatest = tolerance
      for index in (first + 1)..<last {
        let distance = distance(points[index], points[first], points[last])
        if distance > greatest { (farthest, greatest) = (index, distance) }
      }
      guard farthest > first else { continue }
      keeps[farthest] = true
      open.append((first, farthest))
      open.append((farthest, last))
    }
    return zip(points, keeps).filter(\.1).map(\.0)
  }

  /// The distance of a point from the segment between two others.
  private static func distance(_ point: Point, _ a: Point, _ b: Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    let (px, py) = (point.x - a.x, point.y - a.y)
    let along = square > 0 ? ((px * dx + py * dy) / square).clamped(to: 0...1) : 0
    let (ex, ey) = (px - along * dx, py - along * dy)
    return (ex * ex + ey * ey).squareRoot()
  }
}
