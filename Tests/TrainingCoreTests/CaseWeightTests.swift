import Formula
import Testing

@testable import TrainingCore

/// Families A and B beyond the four points: other models and losses, few rows, and data on which
/// both sides agree without a law.
@Suite struct CaseWeightTests {
  private static let byLaw = ["A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11"]
  private static let byWeight = [
    "B02", "B03", "B05", "B06", "B07", "B08", "B11", "B12", "B13",
  ]

  private func random(
    rows: Int, model: String, loss: String = "(y - f)^2", at: [Double] = [0.75, 0.5]
  ) throws -> Problem {
    var generator = TestGenerator(state: 7)
    let x = (0..<rows).map { _ in 3 * generator.uniform() - 1 }
    let y = x.map { 1 + $0 + generator.uniform() }
    return try Fixture.problem([("x", x), ("y", y)], model: model, loss: loss, at: at)
  }

  @Test(arguments: [
    ("exp(m*x/4) + b", "(y - f)^2"), ("tanh(m*x) * b", "(y - f)^4"),
    ("m*x + b", "log((exp(y - f) + exp(f - y))/2)"), ("m*x^2 + sqrt(b + 1)", "exp(f) - y*f"),
  ])
  func lawsHoldForAnyModelAndLoss(model: String, loss: String) throws {
    let problem = try random(rows: 37, model: model, loss: loss)
    for id in Self.byLaw {
      let measured = try Fixture.measured(id, problem)
      #expect(
        measured.comparison.verdict == .equal, "\(id): \(measured.comparison)")
      // Equality is of small numbers beside large ones only if the sides have a size.
      #expect(measured.comparison.relativeDifference < 1e-12, "\(id)")
      try Fixture.expectRefereed(measured)
    }
  }

  @Test(arguments: [
    ("exp(m*x/4) + b", "(y - f)^2"), ("tanh(m*x) * b", "(y - f)^4"),
    ("m*x + b", "log((exp(y - f) + exp(f - y))/2)"),
  ])
  func wrongWeightsAreSeenForAnyModelAndLoss(model: String, loss: String) throws {
    let problem = try random(rows: 37, model: model, loss: loss)
    for id in Self.byWeight {
      let measured = try Fixture.measured(id, problem)
      switch measured.comparison.verdict {
      case .different: #expect(!["B02", "B03", "B07", "B13"].contains(id), "\(id)")
      case .proportional: #expect(["B02", "B03", "B07", "B13"].contains(id), "\(id)")
      default: Issue.record("\(id): \(measured.comparison)")
      }
      let closed = try #require(measured.closedFormGap)
      let gap = Comparison(
        left: closed, right: measured.comparison.difference, expectedRounding: 1e-12)
      #expect(gap.verdict == .equal, "\(id)")
      try Fixture.expectRefereed(measured)
    }
  }

  @Test func aNetworkIsMeasuredLikeAnyModel() throws {
    let question = Question(data: "seed", model: "mlp:3:tanh")
    let evidence = try Evidence(measuring: Problem(question))
    for id in Self.byLaw {
      #expect(try evidence.measured(id).comparison.verdict == .equal, "\(id)")
    }
    for id in Self.byWeight {
      let verdict = try evidence.measured(id).comparison.verdict
      #expect(verdict != .equal, "\(id)")
    }
    #expect(try evidence.measured("A07").comparison.left.count == 10 * 11 / 2)
  }

  @Test(arguments: [1, 2, 3])
  func fewRowsAreMeasuredOrRefused(rows: Int) throws {
    let problem = try random(rows: rows, model: "m*x + b")
    for id in Self.byLaw + Self.byWeight {
      do {
        let measured = try Fixture.measured(id, problem)
        if Self.byLaw.contains(id) {
          #expect(measured.comparison.verdict == .equal, "\(id): \(measured.comparison)")
        } else {
          #expect(measured.comparison.verdict != .equal, "\(id)")
        }
      } catch let reason as Unavailable {
        #expect(rows < 3 && !["A03", "A05", "A07"].contains(id), "\(id): \(reason)")
      }
    }
  }

  @Test func oneParameterAndZeroGradientsAreNoEqualities() throws {
    let flat = try Fixture.problem(
      [("x", [1, 2, 3, 4]), ("y", [1, 2, 3, 4])], model: "m*x", parameters: ["m"], at: [1])
    for id in Self.byWeight where id != "B11" {
      let measured = try Fixture.measured(id, flat)
      #expect(measured.comparison.reason == .bothZero, "\(id)")
    }
    // Without anything but penalties the factor is the number of samples.
    #expect(
      try Fixture.measured("B11", flat).comparison.verdict != .equal)
  }

  /// Samples that all have the same gradient hide every weight.
  @Test func equalGradientsAreAnAccident() throws {
    let problem = try Fixture.problem([("x", [2, 2, 2, 2, 2]), ("y", [3, 3, 3, 3, 3])])
    for id in ["B05", "B06", "B08", "B12"] {
      let comparison = try Fixture.measured(id, problem).comparison
      #expect(comparison.reason == .accident, "\(id)")
      guard case .indistinguishable(let why) = comparison.verdict else {
        Issue.record("\(id): \(comparison.verdict)")
        continue
      }
      #expect(why.hasSuffix(" in this run"))
    }
  }

  @Test func equalShardsAndClientsAreNamedAsTheReason() throws {
    let two = try random(rows: 2, model: "m*x + b")
    let shards = try Fixture.measured("B05", two).comparison
    #expect(
      shards.verdict
        == .indistinguishable(
          why: "all machines have the same number of samples in this run"))
    let clients = try Fixture.measured("B12", try random(rows: 3, model: "m*x + b")).comparison
    #expect(
      clients.verdict
        == .indistinguishable(
          why: "all clients have the same number of samples in this run"))
  }

  @Test func noParametersToShrinkAreAnAccident() throws {
    let comparison = try Fixture.measured("B11", try Fixture.hand4(at: [0, 0])).comparison
    #expect(
      comparison.verdict
        == .indistinguishable(
          why: "all parameters are zero, and so is the penalty’s gradient in this run"))
  }

  @Test(arguments: ["A03", "B07", "B13"])
  func theSidesShareNoCode(id: String) throws {
    let problem = try random(rows: 9, model: "exp(m*x/4) + b")
    let whole = try Fixture.measured(id, problem)
    let measuredCase = try #require(Registry.cases.first { $0.id == id })
    let untaped = try measuredCase.measure(
      try Fixture.caseInput(problem) { $0.withoutReverseMode })
    #expect(untaped.comparison.left == [0, 0])
    #expect(untaped.comparison.right == whole.comparison.right)
    #expect(untaped.closedFormGap == whole.closedFormGap)
  }

  @Test func aWeightOfOneHasNothingToDivide() throws {
    let one = try random(rows: 1, model: "m*x + b")
    #expect(
      try Fixture.measured("B13", one).comparison.verdict
        == .indistinguishable(why: "the mean weight is one in this run"))
  }
}

/// What the cases of families A and B make of inputs and second derivatives.
@Suite struct CaseInputChangeTests {
  /// The same layer written out by hand, differentiated by differences of its mean loss.
  @Test func theBuiltInLayerIsALayerNormalisation() throws {
    let problem = try Fixture.hand4()
    let measured = try Fixture.measured("A05", problem)
    #expect(measured.components == ["w1", "w2", "w3", "c1", "c2", "c3"])
    #expect(measured.inputNote?.contains("built-in") == true)
    func loss(_ at: [Double]) -> Double {
      zip([0, 1, 2, 3.0], [1, 2, 3, 5.0]).map { x, y in
        let h = (0..<3).map { at[$0] * x + at[$0 + 3] }
        let mean = (h[0] + h[1] + h[2]) / 3
        let variance = h.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 3
        let z = h.map { ($0 - mean) / (variance + 1e-5).squareRoot() }
        let error = y - (z[0] - z[1] + 2 * z[2])
        return error * error / 4
      }.reduce(0, +)
    }
    let at = [1, -0.5, 0.25, 0, 0.5, -1]
    for index in at.indices {
      var (above, below) = (at, at)
      above[index] += 1e-5
      below[index] -= 1e-5
      let slope = (loss(above) - loss(below)) / 2e-5
      #expect(abs(slope - measured.comparison.left[index]) < 1e-7 * (1 + abs(slope)))
    }
    #expect(measured.comparison.verdict == .equal)
    // A shift of all features is normalised away.
    #expect(abs(measured.comparison.left[3...5].reduce(0, +)) < 1e-12)
    try Fixture.expectRefereed(measured)
  }

  @Test func ofSeveralInputsTheFirstOnesFeaturesAreNormalised() throws {
    let problem = try Fixture.problem(
      [("u", [0, 1, 2, 3]), ("v", [2, 0, 5, 1]), ("y", [1, 2, 3, 5])],
      model: "m*u + b*v^2", inputs: ["u", "v"])
    let measured = try Fixture.measured("A05", problem)
    #expect(measured.components == SampleNormalization.parameters)
    #expect(measured.comparison.verdict == .equal)
    let single = try Fixture.measured("A05", try Fixture.hand4())
    #expect(measured.comparison.left == single.comparison.left)
    try Fixture.expectRefereed(measured)
  }

  @Test func masksComeFromTheSeed() throws {
    let one = DropoutMasks(keep: 0.5, rows: 200, inputs: 2, seed: 1)
    #expect(one.kept == DropoutMasks(keep: 0.5, rows: 200, inputs: 2, seed: 1).kept)
    #expect(one.kept != DropoutMasks(keep: 0.5, rows: 200, inputs: 2, seed: 2).kept)
    #expect((150..<250).contains(one.keptCount))
    #expect(DropoutMasks(keep: 1, rows: 10, inputs: 1, seed: 3).keptCount == 10)
    #expect(
      DropoutMasks(keep: 0.25, kept: [[true, false]]).applied(to: [[3, 3], [8, 8]], inputs: [1])
        == [[3, 3], [32, 0]])
  }

  /// The mean Hessian of f(m, b) by hand, for formulas that use every rule of the way back.
  @Test(arguments: [
    "m*x + b", "exp(m*x/4)*b", "m/(b + x + 2)", "(m^2 + 1)^(b/2)", "log(m^2 + 1) - b*m",
    "sqrt(m*x + b^2 + 3)", "tanh(m*x)*b", "sin(m*x + b)", "cos(m*b)", "softplus(m*x + b)",
    "sigmoid(m - b*x)", "log1p(m*m*b^2)", "erf(m*x - b)", "-(m*b)^3",
  ])
  func secondDerivativesAgreeForEveryOperation(model: String) throws {
    let problem = try Fixture.problem(
      [("x", [0.5, 1, 2]), ("y", [1, 2, 4])], model: model, at: [0.75, 1.25])
    let measured = try Fixture.measured("A07", problem)
    #expect(measured.comparison.verdict == .equal, "\(measured.comparison)")
    try Fixture.expectRefereed(measured)
  }

  @Test func kinksAndManyParametersHaveNoHessianHere() throws {
    #expect(throws: Unavailable.self) {
      try Fixture.measured("A07", try Fixture.hand4(loss: "abs(y - f)"))
    }
    let network = try Problem(Question(data: "seed", model: "mlp:16:tanh"))
    #expect(throws: Unavailable.self) {
      try Evidence(measuring: network).measured("A07")
    }
  }

  @Test func splitsOfAnEpochCoverAllSamplesOnce() {
    for samples in 1...60 {
      for split in [
        MicroBatches.epoch(samples, size: 7), MicroBatches.quartersAndHalf(samples),
      ] {
        #expect(split.flatMap { Array($0) } == Array(0..<samples))
      }
      #expect(samples % MicroBatches.unevenRanks(samples) != 0)
      if let size = MicroBatches.unevenSize(samples) {
        #expect(size < samples && samples % size != 0)
      } else {
        #expect(samples < 3)
      }
    }
    #expect(MicroBatches.quartersAndHalf(4).map(\.count) == [1, 1, 2])
    #expect(MicroBatches.unevenSize(4) == 3)
  }

  @Test func manyRowsAreMeasuredOnAPart() throws {
    let problem = try Fixture.line(rows: 300)
    let pairs = try Fixture.measured("A11", problem)
    #expect(pairs.inputNote?.hasPrefix("64 of 300 rows, chosen at random") == true)
    #expect(pairs.comparison.verdict == .equal)
    let rows = (0..<3000).map(Double.init)
    let long = try Fixture.problem(
      [("x", rows.map { $0 / 3000 }), ("y", rows.map { 1 - $0 / 1500 })])
    let layer = try Fixture.measured("A05", long)
    #expect(layer.inputNote?.contains("of 3000 rows, chosen at random") == true)
    #expect(layer.comparison.verdict == .equal)
  }
}
