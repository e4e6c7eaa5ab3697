import Typesetting

/// Follows the graph of a function in px: finely where it bends, open where it jumps.
struct CurveSampler {
  /// The first samples' distance, and how far a chord may be from the curve, in px.
  private static let step = 2.0
  private static let tolerance = 0.1
  /// How often a piece is halved because it bends: down to 1/128 px.
  private static let greatestDepth = 8

  private let function: (Double) -> Double
  private let context: PanelContext
  private var pieces: [[Point]] = [[]]

  init(_ function: @escaping (Double) -> Double, in context: PanelContext) {
    self.function = function
    self.context = context
  }

  /// The graph over an interval of data as far as the frame shows it; nil for all of it.
  mutating func pieces(over domain: ClosedRange<Double>?) -> [[Point]] {
    let frame = context.frame
    var (left, right) = (frame.x - 2, frame.maxX + 2)
    if let domain {
      let ends = [context.x(domain.lowerBound), context.x(domain.upperBound)].map {
        $0.isNaN ? context.x.start : $0
      }
      left = max(left, min(ends[0], ends[1]))
      right = min(right, max(ends[0], ends[1]))
    }
    guard left < right else { return [] }
    let count = ((right - left) / Self.step).rounded(.up).integer(in: 1...20_000)
    var last = sample(left)
    add(last)
    for index in 1...count {
      let next = sample(left + (right - left) * Double(index) / Double(count))
      follow(from: last, to: next, depth: 0)
      last = next
    }
    return pieces.filter { $0.count > 1 }
  }

  /// The point of the graph at an x in px; not finite where there is none.
  private func sample(_ x: Double) -> Point {
    let y = context.y(function(context.x.value(at: x)))
    return Point(x: x, y: y.isFinite ? y.clamped(to: -1e5...1e5) : .nan)
  }

  private mutating func add(_ point: Point) {
    if point.y.isFinite { pieces[pieces.count - 1].append(point) } else { open() }
  }

  private mutating func open() {
    if pieces.last?.isEmpty == false { pieces.append([]) }
  }

  /// Adds what lies between two samples, and the second one.
  private mutating func follow(from a: Point, to b: Point, depth: Int) {
    let middle = sample((a.x + b.x) / 2)
    let known = [a, middle, b].filter(\.y.isFinite).count
    let isFar =
      [a, middle, b].allSatisfy { $0.y < context.frame.y - 20 }
      || [a, middle, b].allSatisfy { $0.y > context.frame.maxY + 20 }
    // Beside a jump every point is near to the chord, but none is half way up.
    let rise = abs(middle.y - (a.y + b.y) / 2)
    let isStraight =
      known == 3 && middle.distance(toSegment: a, b) <= Self.tolerance
      && rise <= 0.25 * abs(a.y - b.y) + Self.tolerance
    if known == 0 || isFar || isStraight && depth > 0 {
      add(middle)
      add(b)
    } else if depth < Self.greatestDepth {
      follow(from: a, to: middle, depth: depth + 1)
      follow(from: middle, to: b, depth: depth + 1)
    } else {
      if known == 3, jumps(from: a, to: b) { open() }
      add(b)
    }
  }

  /// Whether the graph has no point between two heights however near to each other the places are.
  private func jumps(from a: Point, to b: Point) -> Bool {
    let height = abs(a.y - b.y)
    guard height > 1 else { return false }
    var (a, b) = (a, b)
    for _ in 0..<60 {
      let middle = sample((a.x + b.x) / 2)
      guard middle.y.isFinite else { return true }
      guard middle.x > a.x, middle.x < b.x else { break }
      if abs(middle.y - a.y) > abs(middle.y - b.y) { b = middle } else { a = middle }
      if abs(a.y - b.y) < height / 2 { return false }
    }
    return true
  }
}
