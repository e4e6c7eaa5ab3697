import Plotting
import Typesetting

/// Moves upright and level lines onto the pixel raster, so that they come out crisp in PNG files.
enum PixelSnapping {
  /// The snapped path and line width in pixels, or nil when a part of the path is slanted.
  static func snapped(_ path: Path, width: Double) -> (path: Path, width: Double)? {
    guard isAxisAligned(path) else { return nil }
    let whole = max(1, width.rounded())
    let isOdd = whole.truncatingRemainder(dividingBy: 2) == 1
    let points = snappedPoints(path, isOdd: isOdd)
    let segments = zip(path.segments, points).map { segment, point -> Path.Segment in
      switch segment {
      case .move: .move(point)
      case .line, .curve: .line(point)
      case .close: .close
      }
    }
    return (Path(segments), whole)
  }

  private static func isAxisAligned(_ path: Path) -> Bool {
    var start = Point(x: 0, y: 0)
    var last = start
    var hasLine = false
    for segment in path.segments {
      switch segment {
      case .move(let point): (start, last) = (point, point)
      case .line(let point):
        guard point.x == last.x || point.y == last.y else { return false }
        last = point
        hasLine = true
      case .curve: return false
      case .close:
        guard start.x == last.x || start.y == last.y else { return false }
        last = start
      }
    }
    return hasLine
  }

  /// Each segment's end. A free end of a line keeps its place along the line, since only the
  /// distance across decides whether the line is crisp.
  private static func snappedPoints(_ path: Path, isOdd: Bool) -> [Point] {
    let ends = path.segments.map { segment -> Point? in
      switch segment {
      case .move(let point), .line(let point), .curve(_, _, let point): point
      case .close: nil
      }
    }
    var start: Point?
    return path.segments.indices.map { index in
      guard let point = ends[index] else { return Point(x: 0, y: 0) }
      if case .move = path.segments[index] { start = point }
      let before = isLine(path, index) ? ends[index - 1] ?? start : closing(path, index)
      let isLast = index + 1 < path.segments.count && path.segments[index + 1] == .close
      let after = isLine(path, index + 1) ? ends[index + 1] : isLast ? start : nil
      let neighbours = [before, after].compactMap { $0 }
      let isLevel = neighbours.contains { $0.y == point.y }
      let isUpright = neighbours.contains { $0.x == point.x }
      return Point(
        x: isUpright ? snap(point.x, isOdd) : point.x, y: isLevel ? snap(point.y, isOdd) : point.y)
    }
  }

  private static func isLine(_ path: Path, _ index: Int) -> Bool {
    guard index > 0, index < path.segments.count, case .line = path.segments[index] else {
      return false
    }
    return true
  }

  /// The last corner of the closed outline that begins at `index`.
  private static func closing(_ path: Path, _ index: Int) -> Point? {
    var last: Point?
    for segment in path.segments[(index + 1)...] {
      switch segment {
      case .line(let point), .curve(_, _, let point): last = point
      case .move: return nil
      case .close: return last
      }
    }
    return nil
  }

  private static func snap(_ value: Double, _ isOdd: Bool) -> Double {
    isOdd ? value.rounded(.down) + 0.5 : value.rounded()
  }
}
