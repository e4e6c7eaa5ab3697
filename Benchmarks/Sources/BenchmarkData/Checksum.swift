/// A few numbers by which two programs can tell whether they drew the same data.
public struct Checksum: Sendable, CustomStringConvertible {
  /// The sum of the values, and the sum of their products with sequence 99.
  public private(set) var sum = 0.0, weighted = 0.0
  /// The sum of the squares.
  public private(set) var squares = 0.0
  /// How many values there are.
  public private(set) var count = 0

  /// The checksum of the values in their order.
  public init(_ values: some Sequence<Double>) {
    let counter = Counter(seed: 99)
    for value in values {
      sum += value
      weighted += value * counter.uniform(count)
      squares += value * value
      count += 1
    }
  }

  /// Count, sum and weighted sum, with every digit.
  public var description: String { "\(count) \(sum) \(weighted)" }
}

extension ReportData {
  /// The checksums of everything that is drawn, as lines of a name and a checksum.
  public var checksums: String {
    let parts: [(String, [Double])] = [
      ("x", line.x), ("y", line.y), ("fit", [line.fit.slope, line.fit.intercept]),
      ("gradients", gradients.flatMap { [$0.m, $0.b] }), ("mean", [mean.m, mean.b]),
      ("paths", runs.flatMap { $0.path.flatMap { [$0.m, $0.b] } }),
      ("losses", runs.flatMap(\.losses)), ("surface", surface), ("levels", levels),
      ("downhill", downhill.flatMap { [$0.direction.m, $0.direction.b] }),
      ("batch-errors", batchErrors), ("cosines", cosines),
      ("roundings", roundings.flatMap { [$0.error.m, $0.error.b] }),
      ("single-losses", [0, 10, 20, 30, 40, 50].flatMap { loss(ofSample: $0) }),
    ]
    return parts.map { "\($0.0) \(Checksum($0.1))\n" }.joined()
  }
}
