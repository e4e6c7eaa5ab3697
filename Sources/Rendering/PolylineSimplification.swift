import Plotting
import Typesetting

/// Leaves out the points of polylines that no eye can tell from the line without them.
enum PolylineSimplification {
  /// Longer runs are taken in parts, which bounds the worst case.
  private static let greatestRun = 4096

  /// The path with runs of lines thinned.
  static func simplified(_ path: Path) -> Path {
    guard path.segments.count > 4 else { return path }
    var result = Path()
    var run: [Point] = []
    func flush() {
      for point in Plotting.simplified(run).dropFirst() { result.segments.append(.line(point)) }
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
}
