/// A place in data coordinates.
public struct Position: Sendable, Hashable, Codable {
  /// In units of the data: x to the right, y upwards.
  public var x, y: Double
  /// The place with the given coordinates.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// The places whose coordinates stand at the same index of two lists; the longer list is cut.
  public static func pairs(_ x: [Double], _ y: [Double]) -> [Position] {
    zip(x, y).map { Position($0, $1) }
  }

  var isFinite: Bool { x.isFinite && y.isFinite }
}

extension Sequence where Element == Position {
  /// The interval that the finite x coordinates span.
  var xExtent: ClosedRange<Double>? { finiteExtent(lazy.filter(\.isFinite).map(\.x)) }
  /// The interval that the finite y coordinates span.
  var yExtent: ClosedRange<Double>? { finiteExtent(lazy.filter(\.isFinite).map(\.y)) }
}
