import Testing

@testable import TrainingCore

@Suite struct ModelCheckTests {
  private static func checks(_ problem: Problem) throws -> [ModelCheck] {
    try ModelCheckTask.all(problem).map { try $0.measured() }
  }

  @Test func `both sides agree for every model, and averaged errors for none`() throws {
    let evidence = try Evidence(measuring: try Fixture.line(rows: 50))
    #expect(evidence.modelChecks.count == 7)
    for check in evidence.modelChecks {
      #expect(check.comparison.verdict == .equal, "\(check.name) \(check.precision)")
      #expect(check.comparison.relativeDifference <= check.tolerance)
      #expect(check.comparison.left.contains { abs($0) > 1e-3 })
      #expect(check.ulps.count == check.parameters.count)
    }
    for kind in ModelCheck.Kind.allCases {
      let wrong = try #require(evidence.modelCheck(kind, .double)?.averagedErrors)
      #expect(wrong.verdict == .different, "\(kind)")
      #expect(wrong.relativeDifference > 0.01)
    }
  }

  @Test func `the line's gradient is that of the formula on standardised data`() throws {
    let checks = try Self.checks(Fixture.hand4())
    let check = try #require(checks.first { $0.kind == .line && $0.precision == .double })
    // x = 0 1 2 3 has mean 1.5 and variance 1.25; y = 1 2 3 5 has mean 2.75 and variance 2.1875.
    let x = [0.0, 1, 2, 3].map { ($0 - 1.5) / 1.25.squareRoot() }
    let y = [1.0, 2, 3, 5].map { ($0 - 2.75) / 2.1875.squareRoot() }
    let (b, m) = (check.at[0], check.at[1])
    let errors = zip(x, y).map { b + m * $0 - $1 }
    let slope = zip(errors, x).reduce(0) { $0 + 2 * $1.0 * $1.1 / 4 }
    #expect(check.parameters == ["b", "m1"])
    #expect(abs(check.comparison.left[0] - 2 * errors.reduce(0, +) / 4) < 1e-14)
    #expect(abs(check.comparison.left[1] - slope) < 1e-14)
    // With centred inputs averaged errors never move the slope.
    let wrong = try #require(check.averagedErrors)
    #expect(abs(wrong.right[1]) < 1e-15)
  }

  @Test func `single precision differs by its own rounding, not by that of double`() throws {
    let all = try Self.checks(Fixture.line(rows: 1000))
    let checks = all.filter { $0.precision == .float }
    #expect(checks.map(\.kind) == [.line, .network])
    for check in checks {
      #expect(check.comparison.verdict == .equal)
      #expect((1e-9...1e-5).contains(check.comparison.relativeDifference))
      #expect(check.maxUlps >= 1 && check.maxUlps < 1e4)
      #expect(check.comparison.expectedRounding > 0x1p-24)
      let double = try #require(all.first { $0.kind == check.kind && $0.precision == .double })
      for (single, exact) in zip(
        check.comparison.left.sorted(), double.comparison.left.sorted())
      {
        #expect(abs(single - exact) < 1e-5)
      }
    }
  }

  @Test func `labels are one above the median`() throws {
    let inputs = ModelCheckInputs(try Fixture.hand4())
    #expect(inputs.labels == [0, 0, 1, 1])
    let checks = try Self.checks(Fixture.hand4())
    let check = try #require(checks.first { $0.kind == .logistic })
    #expect(check.note?.contains("median") == true)
  }

  @Test func `of many rows a thousand are drawn, and the note says so`() throws {
    let problem = try Fixture.line(rows: 5000)
    let inputs = ModelCheckInputs(problem)
    #expect(inputs.rows == 1000)
    #expect(inputs.note.contains("of \(NumberText.count(5000)) rows"))
    let rows = try Self.checks(problem).map(\.rows)
    #expect(rows == [Int](repeating: 1000, count: 6))
  }

  @Test func `of many inputs eight are taken, and the note says so`() throws {
    let columns = (1...12).map { number in
      ("a\(number)", (0..<20).map { Double(($0 * number * 7) % 11) })
    }
    var problem = try Fixture.problem(
      columns + [("y", (0..<20).map { Double($0 % 3) })], model: "m*a1 + b",
      inputs: columns.map(\.0))
    problem.inputs = columns.map(\.0)
    let inputs = ModelCheckInputs(problem)
    #expect(inputs.inputs.count == 8)
    #expect(inputs.note.contains("the first 8 of 12 inputs"))
  }

  @Test(arguments: [
    [1.0], [1, 2], [3, 3, 3], [1e300, -1e300, 5], [1e-300, 2e-300, 0], [0, 0],
  ])
  func `extreme data do not break it`(_ values: [Double]) throws {
    let problem = try Fixture.problem([("x", values), ("y", values.reversed())])
    for check in try Self.checks(problem) {
      #expect(check.comparison.verdict != .different, "\(check.name)")
      #expect((check.comparison.left + check.comparison.right).allSatisfy { $0.isFinite })
    }
  }

  @Test func `a network has a best step for differences, far worse than the gap`() throws {
    let evidence = try Evidence(measuring: try Fixture.line(rows: 50))
    let curve = try #require(evidence.differenceCurves.first { $0.kind == .network })
    let best = try #require(curve.best)
    #expect(curve.isVShaped)
    #expect(best.error < 1e-8 && best.error > 4 * curve.gap)
    #expect(curve.steps == curve.steps.sorted())
    #expect(curve.gap < 1e-14)
  }

  @Test func `a quadratic loss has no bend for long steps to see`() throws {
    let evidence = try Evidence(measuring: try Fixture.line(rows: 50))
    let curve = try #require(evidence.differenceCurves.first { $0.kind == .own })
    #expect(!curve.isVShaped)
    #expect(try #require(curve.errors.last) < 1e-13)
    #expect(try #require(curve.errors.first) > 1e-6)
    #expect(curve.parameter == "m")
  }

  @Test func `descent is as steep as steps done by hand, and diverges beyond its limit`() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4())
    let limit = try #require(evidence.largestStableRate)
    let paths = evidence.ratePaths
    #expect(paths.map(\.isSum) == [false, true, false, true, true])
    #expect(paths.map(\.isStable) == [true, false, false, true, true])
    #expect(paths[1].limit == limit / 4 && paths[0].rate == paths[1].rate)
    for path in paths {
      var (m, b) = (0.5, 0.0)
      let pairs = zip([0.0, 1, 2, 3], [1.0, 2, 3, 5])
      for loss in path.losses {
        let errors = pairs.map { $1 - m * $0 - b }
        let mean = errors.reduce(0) { $0 + $1 * $1 } / 4
        #expect(abs(loss - mean) <= 1e-11 * max(mean, 1))
        let scale = path.isSum ? path.rate : path.rate / 4
        m += 2 * scale * zip(errors, [0.0, 1, 2, 3]).reduce(0) { $0 + $1.0 * $1.1 }
        b += 2 * scale * errors.reduce(0, +)
      }
    }
    #expect(try #require(paths[1].losses.last) > 1e6)
    #expect(try #require(paths[0].losses.last) < 0.3)
    // The sum at an N-th of the rate is the mean's path once more.
    #expect(paths[4].rate == paths[0].rate / 4 && paths[4].limit == limit / 4)
    for (sum, mean) in zip(paths[4].losses, paths[0].losses) {
      #expect(abs(sum - mean) <= 1e-13 * mean)
    }
  }

  @Test func `without a quadratic loss there are no limits to show`() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4(model: "exp(m*x/4) + b"))
    #expect(evidence.ratePaths.isEmpty)
  }
}
