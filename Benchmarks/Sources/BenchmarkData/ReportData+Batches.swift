extension ReportData {
  /// The batch sizes of ``batchErrors``.
  public static let batchSizes = [1, 2, 3, 5, 7, 10, 14, 20, 30, 40, 50, 70, 100]

  /// The root mean squared distance of a batch's mean gradient from the mean of all, over 200
  /// batches drawn with replacement by sequence 8.
  public var batchErrors: [Double] {
    let counter = Counter(seed: 8)
    var squares = [Double](repeating: 0, count: Self.batchSizes.count)
    for draw in 0..<200 {
      var (m, b, taken) = (0.0, 0.0, 0)
      for (place, size) in Self.batchSizes.enumerated() {
        while taken < size {
          let index = Int(counter.uniform(100 * draw + taken) * Double(gradients.count))
          m += gradients[index].m
          b += gradients[index].b
          taken += 1
        }
        let (dm, db) = (m / Double(size) - mean.m, b / Double(size) - mean.b)
        squares[place] += dm * dm + db * db
      }
    }
    return squares.map { ($0 / 200).squareRoot() }
  }

  /// The cosine between the gradients of any two samples, both ordered by x, row by row.
  public var cosines: [Double] {
    let unit = line.x.indices.sorted { line.x[$0] < line.x[$1] }.map { index -> Pair in
      let g = gradients[index]
      let length = (g.m * g.m + g.b * g.b).squareRoot()
      return (g.m / length, g.b / length)
    }
    return unit.flatMap { a in unit.map { b in a.m * b.m + a.b * b.b } }
  }

  /// How far a sum of single precision, taken in four orders and divided by the number of samples,
  /// is from the mean, in units of the mean's last place.
  public var roundings: [(order: String, error: Pair)] {
    let all = Array(gradients.indices)
    let byLength = all.sorted { abs(Float(gradients[$0].m)) < abs(Float(gradients[$1].m)) }
    return [
      ("forward", all), ("reverse", all.reversed()), ("sorted", byLength),
      ("shuffled", Training(line).orders[3]),
    ].map { name, order in
      (name, (rounding(order, \.m, mean.m), rounding(order, \.b, mean.b)))
    }
  }

  private func rounding(_ order: [Int], _ part: (Pair) -> Double, _ exact: Double) -> Double {
    let sum = order.reduce(Float(0)) { $0 + Float(part(gradients[$1])) }
    return (Double(sum / Float(order.count)) - exact) / Double(Float(exact).ulp)
  }
}
