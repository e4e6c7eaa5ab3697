import Typesetting

/// How long the arrows of a vector field are in px.
struct QuiverLengths {
  /// What the median arrow has, unless the places are too near to each other, in px.
  static let typical = 14.0

  private let kind: Quiver.Length
  /// The median of the magnitudes that are not zero.
  private let median: Double
  /// The length of the median arrow and of the longest, in px.
  let middle, cap: Double

  /// - Parameters:
  ///   - magnitudes: What is not finite is left out.
  ///   - places: Where arrows stand, in px.
  init(_ magnitudes: [Double], _ kind: Quiver.Length, places: [Point]) {
    self.kind = kind
    let sorted = magnitudes.filter { $0.isFinite && $0 > 0 }.sorted()
    median = sorted.isEmpty ? 1 : sorted[sorted.count / 2]
    cap = 0.9 * Self.spacing(places)
    // Short enough that the longest arrow has room, unless it is very much longer than the median.
    let longest = Self.grown((sorted.last ?? 1) / median, kind)
    middle = min(Self.typical, cap / longest.clamped(to: 1...2.5))
  }

  /// The length of an arrow in px, before it is cut.
  func uncut(_ magnitude: Double) -> Double {
    middle * Self.grown(magnitude / median, kind)
  }

  /// The length of an arrow in units of the median arrow's.
  private static func grown(_ part: Double, _ kind: Quiver.Length) -> Double {
    switch kind {
    case .linear: part
    case .squareRoot: part.squareRoot()
    case .asinh: inverseHyperbolicSine(part) / inverseHyperbolicSine(1)
    }
  }

  /// The length of an arrow in px.
  func pixels(_ magnitude: Double) -> Double { min(uncut(magnitude), cap) }

  /// Whether there is no room for an arrow's full length.
  func isCut(_ magnitude: Double) -> Bool { uncut(magnitude) > cap * (1 + 1e-9) }

  /// The distance of neighbours in px: the step of a grid, or the side of the square that each place
  /// has on average.
  static func spacing(_ places: [Point]) -> Double {
    let (xs, ys) = (levels(places.map(\.x)), levels(places.map(\.y)))
    if xs.count * ys.count <= 2 * places.count {
      let steps = [xs, ys].flatMap { zip($0, $0.dropFirst()).map { $1 - $0 } }
      return steps.min() ?? 60
    }
    let width = (xs.last ?? 0) - (xs.first ?? 0)
    let height = (ys.last ?? 0) - (ys.first ?? 0)
    let area = max(width, 1) * max(height, 1)
    return (area / Double(max(places.count, 1))).squareRoot()
  }

  /// The different numbers among some, ascending; what differs by rounding alone counts once.
  private static func levels(_ values: [Double]) -> [Double] {
    var levels: [Double] = []
    for value in values.sorted() where value - (levels.last ?? -.infinity) > 0.01 {
      levels.append(value)
    }
    return levels
  }
}
