import Typesetting

/// Writes labels into lines where these are straight, upright, and far from other things.
struct Inscriber {
  private let context: PanelContext
  private let obstacles: [Point]
  /// Middles of the labels that have been written so far.
  private var written: [Point] = []

  init(_ context: PanelContext) {
    self.context = context
    // A line is no obstacle to its own label, and 500 points tell enough about the others.
    let stride = max(1, context.obstacles.count / 500)
    obstacles = context.obstacles.enumerated().filter { $0.offset.isMultiple(of: stride) }
      .map(\.element)
  }

  struct Place {
    var line: TextLine
    var middle: Point
    /// In degrees, counter-clockwise, between -90 and 90.
    var angle: Double
    var remaining: [[Point]]

    func text(paint: Paint) -> Scene.Element {
      let radians = angle * .pi / 180
      let along = Point(x: cosine(radians), y: -sine(radians))
      let down = Point(x: -along.y, y: along.x)
      let drop = (line.ascent - line.descent) / 2
      let origin = middle - line.width / 2 * along + drop * down
      return .text(line, at: origin, angle: angle, paint: paint, halo: true)
    }
  }

  /// The best place for a label in one of several lines, or nil if none is long and straight
  /// enough.
  ///
  /// A candidate every 3 px; its cost grows with its slope, the bend of the line under it, and the
  /// nearness of other labels and of what else is drawn.
  mutating func inscribe(_ line: TextLine, in lines: [[Point]]) -> Place? {
    let gap = line.width + 8
    var best: (cost: Double, index: Int, start: Double, a: Point, b: Point)?
    for (index, points) in lines.enumerated() {
      let arc = ArcLength(points)
      guard arc.length > 1.6 * gap else { continue }
      let count = ((arc.length - gap) / 3).rounded(.down).integer(in: 1...400)
      for step in 0...count {
        let start = (arc.length - gap) * Double(step) / Double(count)
        let (a, b) = (arc.point(at: start), arc.point(at: start + gap))
        let bound = best?.cost ?? 14
        guard let cost = cost(a, b, gap: gap, line: line, below: bound) else { continue }
        best = (cost, index, start, a, b)
      }
    }
    guard let best else { return nil }
    let middle = 0.5 * (best.a + best.b)
    written.append(middle)
    let arc = ArcLength(lines[best.index])
    var remaining = lines
    remaining.remove(at: best.index)
    remaining += arc.without(best.start...(best.start + gap))
    return Place(
      line: line, middle: middle, angle: Self.angle(best.a, best.b), remaining: remaining)
  }

  /// What a place costs, or nil where it is forbidden or not below a bound.
  private func cost(
    _ a: Point, _ b: Point, gap: Double, line: TextLine, below bound: Double
  ) -> Double? {
    let middle = 0.5 * (a + b)
    let angle = Self.angle(a, b)
    let chord = a.distance(to: b)
    guard chord > 0.93 * gap else { return nil }
    let bounds = Rect(
      x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y)
    )
    .inset(by: -line.ascent)
    guard context.frame.inset(by: 2).contains(bounds) else { return nil }
    var cost = abs(angle) / 45 + 30 * (1 - chord / gap)
    for other in written {
      let distance = middle.distance(to: other)
      guard distance > max(25, gap) else { return nil }
      cost += 25 / max(10, distance)
    }
    guard cost < bound else { return nil }
    let near = nearest(toSegment: a, b)
    if near < .infinity {
      guard near > line.ascent + 2 else { return nil }
      cost += 60 / max(12, near)
    }
    return cost < bound ? cost : nil
  }

  /// How far the nearest obstacle is from a chord. The line's own ink is among the obstacles: only
  /// what lies off the chord counts.
  private func nearest(toSegment a: Point, _ b: Point) -> Double {
    let way = b - a
    let squared = max(way.dot(way), .leastNormalMagnitude)
    var nearest = Double.infinity
    for obstacle in obstacles {
      let offset = obstacle - a
      let t = (offset.dot(way) / squared).clamped(to: 0...1)
      let away = offset - t * way
      let distance = away.dot(away)
      if distance > 2.5 * 2.5, distance < nearest { nearest = distance }
    }
    return nearest.squareRoot()
  }

  /// The direction from one point to another, turned so that text on it is upright; on steep lines
  /// all texts read upwards, or neighbours would stand on their heads to each other.
  private static func angle(_ a: Point, _ b: Point) -> Double {
    let angle = arcTangent(a.y - b.y, b.x - a.x) * 180 / .pi
    return angle > 105 ? angle - 180 : angle <= -75 ? angle + 180 : angle
  }
}

/// A polyline measured along itself.
struct ArcLength {
  private let points: [Point]
  private var lengths: [Double] = [0]
  var length: Double { lengths.last ?? 0 }

  init(_ points: [Point]) {
    self.points = points
    lengths.reserveCapacity(points.count)
    var sum = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      sum += a.distance(to: b)
      lengths.append(sum)
    }
  }

  /// The point a given way from the start; ends beyond the ends.
  func point(at way: Double) -> Point {
    guard let first = points.first, let last = points.last else { return Point(x: 0, y: 0) }
    guard way > 0 else { return first }
    guard way < length else { return last }
    let index = segment(at: way)
    let span = lengths[index + 1] - lengths[index]
    let t = span > 0 ? (way - lengths[index]) / span : 0
    return points[index] + t * (points[index + 1] - points[index])
  }

  /// What remains when a part is taken out.
  func without(_ range: ClosedRange<Double>) -> [[Point]] {
    var before = zip(points, lengths).filter { $0.1 < range.lowerBound }.map(\.0)
    before.append(point(at: range.lowerBound))
    let after =
      [point(at: range.upperBound)]
      + zip(points, lengths).filter { $0.1 > range.upperBound }.map(\.0)
    return [before, after].filter { $0.count > 1 }
  }

  private func segment(at way: Double) -> Int {
    var (low, high) = (0, lengths.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lengths[middle] <= way { low = middle } else { high = middle }
    }
    return low
  }
}

extension ArcLength {
  /// The point halfway along.
  var midpoint: Point { point(at: length / 2) }
}
