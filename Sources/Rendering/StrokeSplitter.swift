import Plotting
import Typesetting

/// Cuts long outlines into pieces, since one long stroke costs cairo's rasteriser quadratic time.
enum StrokeSplitter {
  /// A part of an outline and how far along its subpath it begins, for the dashes.
  struct Piece: Sendable, Equatable {
    var path: Path
    var dashStart: Double
  }

  /// The greatest number of segments in a piece; a curve counts for eight.
  static let greatestCount = 1000

  /// The pieces of a path, which is returned whole when it is short.
  static func pieces(of path: Path, greatestCount limit: Int = greatestCount) -> [Piece] {
    guard path.segments.count > limit / 8 else { return [Piece(path: path, dashStart: 0)] }
    var cutter = Cutter(limit: limit)
    let closed = closedStarts(of: path)
    for (index, segment) in path.segments.enumerated() {
      cutter.add(segment, startsClosed: closed.contains(index))
    }
    return cutter.finished()
  }

  /// The indices of the moves whose subpaths end in a close.
  private static func closedStarts(of path: Path) -> Set<Int> {
    var starts: Set<Int> = []
    var start: Int?
    for (index, segment) in path.segments.enumerated() {
      switch segment {
      case .move: start = index
      case .close:
        if let begun = start { starts.insert(begun) }
      case .line, .curve: break
      }
    }
    return starts
  }

  /// Gathers segments and cuts where the piece is full.
  private struct Cutter {
    let limit: Int
    var pieces: [Piece] = []
    var segments: [Path.Segment] = []
    var count = 0
    var dashStart = 0.0
    /// Length of the subpath so far; curves count as their chords.
    var length = 0.0
    var start = Point(x: 0, y: 0)
    var last = Point(x: 0, y: 0)
    /// Whether the subpath at hand has been cut, so that closing it must draw a line.
    var isCut = false

    init(limit: Int) { self.limit = limit }

    mutating func add(_ segment: Path.Segment, startsClosed: Bool) {
      switch segment {
      case .move(let point):
        // Pieces share one dash offset, which is right only at a subpath's own start.
        if count >= limit || (!segments.isEmpty && dashStart != 0) { cut(resumeAt: nil) }
        (start, last, length, isCut) = (point, point, 0, false)
        segments.append(segment)
      case .line(let point): extend(segment, to: point, weight: 1)
      case .curve(_, _, let point): extend(segment, to: point, weight: 8)
      case .close:
        if isCut {
          extend(.line(start), to: start, weight: 1)
        } else {
          segments.append(.close)
        }
        last = start
      }
    }

    mutating func extend(_ segment: Path.Segment, to point: Point, weight: Int) {
      if count + weight > limit, count > 0 { cut(resumeAt: last) }
      segments.append(segment)
      count += weight
      let (dx, dy) = (point.x - last.x, point.y - last.y)
      length += (dx * dx + dy * dy).squareRoot()
      last = point
    }

    mutating func cut(resumeAt point: Point?) {
      pieces.append(Piece(path: Path(segments), dashStart: dashStart))
      segments = []
      count = 0
      dashStart = 0
      if let point {
        segments = [.move(point)]
        dashStart = length
        isCut = true
      }
    }

    mutating func finished() -> [Piece] {
      if !segments.isEmpty { cut(resumeAt: nil) }
      return pieces
    }
  }
}
