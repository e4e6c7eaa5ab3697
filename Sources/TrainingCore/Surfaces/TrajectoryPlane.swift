/// The plane of a path's two leading principal directions, and the path on it.
///
/// Directions are those of the points relative to the last one, not to their mean, so that the plane
/// contains the end of the path.
///
/// Source: H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, "Visualizing the loss landscape of
/// neural nets", NeurIPS 2018, section 7.2.
public struct TrajectoryPlane: Sendable {
  /// Through the path's end, along two orthogonal directions of length 1.
  public let plane: Plane
  /// u and v of each point's projection onto the plane; the last are 0.
  public let coordinates: [(u: Double, v: Double)]
  /// The share of the squared distances from the end that lies along each direction.
  public let shares: [Double]

  /// The share of the squared distances from the end that lies in the plane: 1 for a path that
  /// never leaves it.
  public var share: Double { shares[0] + shares[1] }

  /// Points of the plane nearest to the path's.
  public var projections: [[Double]] { coordinates.map { plane.point($0.u, $0.v) } }

  /// The most points that are taken into account; longer paths must be thinned.
  public static let mostPoints = 2000

  /// The plane of a path's points, each with all P parameters.
  /// - Throws: ``SurfaceError/invalid(_:)`` if there are fewer than three points, too many, they
  ///   differ in length or are not finite, or they move along a single line.
  public init(_ points: [[Double]]) throws(SurfaceError) {
    guard points.count >= 3, points.count <= Self.mostPoints, let end = points.last else {
      throw .invalid(
        "a path of \(points.count) points has no plane of its own; give 3 to \(Self.mostPoints)")
    }
    guard points.allSatisfy({ $0.count == end.count && $0.allSatisfy(\.isFinite) }) else {
      throw .invalid("the path's points differ in length or are not finite")
    }
    let moves = points.map { point in zip(point, end).map { $0 - $1 } }
    let largest = moves.reduce(0) { max($0, $1.reduce(0) { max($0, abs($1)) }) }
    guard largest > 0 else { throw .invalid("the path does not move, so it spans no plane") }
    // Scaled, so that no square overflows or vanishes.
    let scaled = moves.map { $0.map { $0 / largest } }
    let found = Self.directions(scaled)
    guard found.count == 2 else {
      throw .invalid("the path moves along a single line, so it spans no plane")
    }
    let total = scaled.reduce(0) { $0 + VectorNorm.dot($1, $1) }
    shares = found.map { direction in
      scaled.reduce(0) { sum, move in
        let along = VectorNorm.dot(move, direction)
        return sum + along * along
      } / total
    }
    coordinates = moves.map {
      (VectorNorm.dot($0, found[0]), VectorNorm.dot($0, found[1]))
    }
    plane = try Plane(
      origin: end, first: found[0], second: found[1],
      names: ["principal direction 1", "principal direction 2"])
  }

  /// Up to two leading directions, from the smaller of the two matrices of products: that of the
  /// points with one another, or that of the parameters.
  private static func directions(_ moves: [[Double]]) -> [[Double]] {
    let parameters = moves[0].count
    let columns =
      parameters < moves.count
      ? (0..<parameters).map { index in moves.map { $0[index] } } : moves
    let size = columns.count
    var products = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in i..<size {
        products[i * size + j] = VectorNorm.dot(columns[i], columns[j])
        products[j * size + i] = products[i * size + j]
      }
    }
    guard let system = LAPACK.eigenvectors(products, size: size) else { return [] }
    var found: [[Double]] = []
    for number in [size - 1, size - 2] where number >= 0 {
      // The matrix of products has the squares, so half of the digits are rounding.
      guard system.values[number] > 1e-14 * system.values[size - 1] else { break }
      let weights = system.vectors[number]
      var direction = weights
      if parameters >= moves.count {
        direction = [Double](repeating: 0, count: parameters)
        for (move, weight) in zip(moves, weights) {
          for index in direction.indices { direction[index] += weight * move[index] }
        }
      }
      if let before = found.first {
        let along = VectorNorm.dot(direction, before)
        for index in direction.indices { direction[index] -= along * before[index] }
      }
      direction = VectorNorm.unit(direction)
      // A path comes from the positive side, so that no sign is left to chance.
      if VectorNorm.dot(moves[0], direction) < 0 { direction = direction.map { -$0 } }
      found.append(direction)
    }
    return found
  }
}
