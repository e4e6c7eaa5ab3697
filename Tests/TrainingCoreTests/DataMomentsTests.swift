import Testing

@testable import TrainingCore

/// One pass over a file tells of a linear model what all the data would.
@Suite struct DataMomentsTests {
  private func table(_ columns: [Dataset.Column]) throws -> TableFile {
    let text = Dataset.text(of: columns)
    return try TableFile(path: "t.csv", contents: FileContents(Array(text.utf8)))
  }

  private func near(_ left: Double, _ right: Double, _ tolerance: Double) -> Bool {
    abs(left - right) <= tolerance * max(abs(left), abs(right))
  }

  /// Certified by NIST, Statistical Reference Datasets, Norris: intercept, slope and the residual
  /// sum of squares over 36 points.
  @Test func `norris is fitted to twelve digits`() throws {
    let moments = try StreamedMoments(
      table(Norris().columns), features: ["x", "1"], target: "y")
    let optimum = try #require(moments.optimum)
    #expect(near(optimum.parameters[0], 1.00211681802045, 1e-13))
    #expect(near(optimum.parameters[1], -0.262323073774029, 1e-11))
    // A small difference of large terms, whose rounding is told.
    let rounding = moments.meanLossRounding(at: optimum.parameters)
    #expect(abs(optimum.meanLoss - 26.6173985294224 / 36) <= rounding)
    #expect(rounding < 1e-8)
    #expect(optimum.condition == 1 && optimum.digits > 15)
    #expect(moments.rows == 36 && moments.dropped == 0)
  }

  /// Certified by NIST, Longley, of higher difficulty: six inputs that nearly depend on each other.
  @Test func `longley is fitted to as many digits as are claimed`() throws {
    let moments = try StreamedMoments(
      table(Longley().columns), features: ["1", "x1", "x2", "x3", "x4", "x5", "x6"], target: "y")
    let optimum = try #require(moments.optimum)
    let certified = [
      -3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683,
      -1.03322686717359, -0.0511041056535807, 1829.15146461355,
    ]
    #expect(optimum.condition > 1e3 && optimum.digits < 13)
    for (found, wanted) in zip(optimum.parameters, certified) {
      #expect(near(found, wanted, 1e-8), "\(found) \(wanted)")
    }
    #expect(near(optimum.meanLoss * 16, 836424.055505915, 1e-8))
  }

  /// Against sums over the rows, straight from the definitions.
  @Test func `loss, gradient and Hessian are those of the data`() throws {
    var random = SplitMix64(seed: 31)
    let x = (0..<200).map { _ in random.uniform() * 4 + 1000 }
    let z = (0..<200).map { _ in random.uniform() - 0.5 }
    let y = zip(x, z).map { 0.5 * $0 - 3 * $1 + random.uniform() }
    let data: [Dataset.Column] = [
      .init(name: "x", values: x), .init(name: "z", values: z), .init(name: "y", values: y),
    ]
    let moments = try StreamedMoments(table(data), features: ["x", "z^2", "1"], target: "y")
    let features = [x, z.map { $0 * $0 }, x.map { _ in 1 }]
    for at in [[0.0, 0, 0], [0.5, -1, 2], [-3, 4, 100]] {
      let residual = y.indices.map { row in
        y[row] - (0..<3).reduce(0) { $0 + at[$1] * features[$1][row] }
      }
      let loss = residual.reduce(0) { $0 + $1 * $1 } / 200
      #expect(near(moments.meanLoss(at: at), loss, 1e-11))
      #expect(abs(moments.meanLoss(at: at) - loss) <= 100 * moments.meanLossRounding(at: at))
      let gradient = moments.gradientOfMean(at: at)
      for index in 0..<3 {
        let sum = zip(residual, features[index]).reduce(0) { $0 - 2 * $1.0 * $1.1 } / 200
        #expect(abs(gradient[index] - sum) < 1e-9 * (1 + abs(sum)))
      }
    }
    for a in 0..<3 {
      for b in 0..<3 {
        let sum = zip(features[a], features[b]).reduce(0) { $0 + 2 * $1.0 * $1.1 } / 200
        #expect(near(moments.hessian[a * 3 + b], sum, 1e-12))
      }
    }
    let optimum = try #require(moments.optimum)
    #expect(moments.gradientOfMean(at: optimum.parameters).allSatisfy { abs($0) < 1e-7 })
  }

  /// Where the mean is 10^9 times the spread raw sums of squares keep nothing.
  @Test func `centred moments keep small spreads beside large means`() throws {
    let values = [0.0, 1, 2, 3, 4, 5, 6, 7].map { 1e9 + $0 }
    let parts = [values[0..<3], values[3..<4], values[4..<8]].map {
      CentredMoments(of: [Array($0), Array($0)])
    }
    var stack = MomentStack(width: 2)
    for part in parts { stack.add(part) }
    #expect(stack.total.products == [42, 42, 42, 42])
    #expect(stack.total.means == [1e9 + 3.5, 1e9 + 3.5])
    #expect(CentredMoments(width: 2).joined(parts[0]) == parts[0])
    #expect(parts[0].joined(CentredMoments(width: 2)) == parts[0])
  }

  @Test func `a model's formula gives the features`() throws {
    let data = table
    let moments = try StreamedMoments(
      data(Norris().columns), model: "m*x + b + 2*x", target: "y")
    #expect(moments.features == ["x", "1"])
    let optimum = try #require(moments.optimum)
    #expect(near(optimum.parameters[0], 1.00211681802045 - 2, 1e-12))
    #expect(near(optimum.parameters[1], -0.262323073774029, 1e-10))
    for wrong in ["exp(m*x)", "m*b*x", "x"] {
      #expect(throws: InputError.self, "\(wrong)") {
        try StreamedMoments(data(Norris().columns), model: wrong, target: "y")
      }
    }
  }

  @Test func `what the data leave open has no optimum`() throws {
    let x = [1.0, 2, 4, 8]
    let data: [Dataset.Column] = [
      .init(name: "x", values: x), .init(name: "y", values: x.map { 3 * $0 }),
    ]
    let table = try table(data)
    #expect(try StreamedMoments(table, features: ["x", "2*x"], target: "y").optimum == nil)
    #expect(try StreamedMoments(table, features: ["1", "2"], target: "y").optimum == nil)
    let line = try StreamedMoments(table, features: ["x"], target: "y")
    #expect(try #require(line.optimum).parameters == [3])
  }

  @Test func `dropped rows are counted and bad features refused`() throws {
    let text = "x,y\n1,2\n,3\n0,4\n2,NA\n"
    let table = try TableFile(path: "t.csv", contents: FileContents(Array(text.utf8)))
    let moments = try StreamedMoments(table, features: ["x"], target: "y")
    #expect(moments.rows == 2 && moments.dropped == 2)
    for (feature, words) in [
      ("log(x)", "t.csv: \"log(x)\" is not finite in every row"),
      ("z", "t.csv: there is no column \"z\""), ("x +", "feature:1:"),
    ] {
      let error = #expect(throws: InputError.self) {
        try StreamedMoments(table, features: [feature], target: "y")
      }
      #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `values whose squares are too large are refused`() throws {
    let table = try TableFile(
      path: "t.csv", contents: FileContents(Array("x,y\n1,1e200\n2,-1e200\n3,0\n".utf8)))
    let error = #expect(throws: InputError.self) {
      try StreamedMoments(table, features: ["x"], target: "y")
    }
    #expect(error?.description.contains("\"target\" is not finite in every row, or its") == true)
  }

  /// More rows than a block has, so that several are joined, on any number of threads.
  @Test func `blocks are joined the same way every time`() throws {
    var random = SplitMix64(seed: 32)
    let x = (0..<30_000).map { _ in random.uniform() }
    let data: [Dataset.Column] = [
      .init(name: "x", values: x), .init(name: "y", values: x.map { 2 * $0 - 1 }),
    ]
    let table = try table(data)
    let first = try StreamedMoments(table, features: ["x", "1"], target: "y")
    #expect(first.rows == 30_000)
    #expect(try StreamedMoments(table, features: ["x", "1"], target: "y") == first)
    let optimum = try #require(first.optimum)
    #expect(near(optimum.parameters[0], 2, 1e-13) && near(optimum.parameters[1], -1, 1e-13))
    #expect(optimum.meanLoss <= first.meanLossRounding(at: optimum.parameters))
  }
}
