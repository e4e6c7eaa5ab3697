import Typesetting

/// A change of place and size: first scaled alike in both directions, then turned, then moved.
struct Placement: Sendable, Equatable {
  /// Cosine and sine of the turn, times the scale.
  let cosine, sine: Double
  let offset: Point

  /// Scales by `scale` only.
  init(scale: Double) {
    cosine = scale
    sine = 0
    offset = Point(x: 0, y: 0)
  }

  private init(cosine: Double, sine: Double, offset: Point) {
    self.cosine = cosine
    self.sine = sine
    self.offset = offset
  }

  /// This placement applied to what stands at `origin`, turned counter-clockwise by `angle`
  /// degrees.
  func placing(at origin: Point, angle: Double = 0) -> Placement {
    let (c, s) = cosineAndSine(ofDegrees: angle)
    return Placement(
      cosine: cosine * c - sine * s, sine: cosine * s + sine * c, offset: self(origin))
  }

  /// This placement after things were made `factor` times as large.
  func scaled(by factor: Double) -> Placement {
    Placement(cosine: cosine * factor, sine: sine * factor, offset: offset)
  }

  /// Where a point comes to lie. The y axis points down, so a positive turn lowers y.
  func callAsFunction(_ point: Point) -> Point {
    Point(
      x: cosine * point.x + sine * point.y + offset.x,
      y: cosine * point.y - sine * point.x + offset.y)
  }

  func callAsFunction(_ path: Path) -> Path {
    Path(
      path.segments.map { segment in
        switch segment {
        case .move(let point): .move(self(point))
        case .line(let point): .line(self(point))
        case .curve(let first, let second, let end): .curve(self(first), self(second), self(end))
        case .close: .close
        }
      })
  }
}

extension Path {
  /// The outline of an upright rectangle.
  init(_ rect: Rect) {
    self.init([
      .move(Point(x: rect.x, y: rect.y)), .line(Point(x: rect.maxX, y: rect.y)),
      .line(Point(x: rect.maxX, y: rect.maxY)), .line(Point(x: rect.x, y: rect.maxY)), .close,
    ])
  }

  /// The length of the lines and of the curves' control polygons: an upper bound for the path's.
  var controlLength: Double {
    var length = 0.0
    var start = Point(x: 0, y: 0)
    var last = start
    func advance(to points: Point...) {
      for point in points {
        let (dx, dy) = (point.x - last.x, point.y - last.y)
        length += (dx * dx + dy * dy).squareRoot()
        last = point
      }
    }
    for segment in segments {
      switch segment {
      case .move(let point): (start, last) = (point, point)
      case .line(let point): advance(to: point)
      case .curve(let first, let second, let end): advance(to: first, second, end)
      case .close: advance(to: start)
      }
    }
    return length
  }
}
