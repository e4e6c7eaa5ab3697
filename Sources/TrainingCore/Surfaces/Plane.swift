/// A plane through the space of parameters: origin + u first + v second.
public struct Plane: Sendable, Equatable {
  /// The point at u = v = 0, all P parameters.
  public var origin: [Double]
  /// What one unit of u adds to each parameter.
  public var first: [Double]
  /// What one unit of v adds to each parameter.
  public var second: [Double]
  /// What u and v are, for an axis: a parameter's name, or "direction 1".
  public var names: [String]

  /// A plane from any point along any two directions, all with as many components as there are
  /// parameters.
  /// - Throws: ``SurfaceError/invalid(_:)`` if the lengths differ, a component is no finite
  ///   number, or a direction is zero or a multiple of the other.
  public init(
    origin: [Double], first: [Double], second: [Double],
    names: [String] = ["direction 1", "direction 2"]
  ) throws(SurfaceError) {
    guard first.count == origin.count, second.count == origin.count, names.count == 2 else {
      throw .invalid(
        "the directions have \(first.count) and \(second.count) components, the origin has"
          + " \(origin.count); give as many for each")
    }
    guard (origin + first + second).allSatisfy(\.isFinite) else {
      throw .invalid("a component of the plane is not a finite number; give finite ones")
    }
    let (a, b) = (VectorNorm.unit(first), VectorNorm.unit(second))
    let cosine = VectorNorm.dot(a, b)
    let rest = zip(a, b).map { $1 - cosine * $0 }
    guard a.contains(where: { $0 != 0 }), VectorNorm.euclidean(rest) > 1e-12 else {
      throw .invalid("the two directions do not span a plane; choose different ones")
    }
    self.origin = origin
    self.first = first
    self.second = second
    self.names = names
  }

  /// The plane of two parameters, all others at rest: u and v are their values.
  /// - Parameters:
  ///   - first: the index of u's parameter.
  ///   - second: the index of v's.
  ///   - point: the values of all parameters; those of the two do not matter.
  /// - Throws: ``SurfaceError/invalid(_:)`` if there are no two such parameters.
  public static func ofParameters(
    _ first: Int, _ second: Int, around point: [Double], names: [String]? = nil
  ) throws(SurfaceError) -> Plane {
    guard point.indices.contains(first), point.indices.contains(second) else {
      throw .invalid("there are \(point.count) parameters, counted from 0; choose two of them")
    }
    func unit(_ index: Int) -> [Double] { point.indices.map { $0 == index ? 1 : 0 } }
    var origin = point
    origin[first] = 0
    origin[second] = 0
    return try Plane(
      origin: origin, first: unit(first), second: unit(second),
      names: names ?? ["parameter \(first + 1)", "parameter \(second + 1)"])
  }

  /// All P parameters at a place of the plane.
  public func point(_ u: Double, _ v: Double) -> [Double] {
    origin.indices.map { origin[$0] + u * first[$0] + v * second[$0] }
  }
}
