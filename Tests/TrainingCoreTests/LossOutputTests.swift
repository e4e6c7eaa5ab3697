import Testing

@testable import TrainingCore

/// The losses of networks, against PyTorch 2.13 in double precision:
///
///     x = torch.tensor(outputs, requires_grad=True); y = F.LOSS(x, torch.tensor(targets))
///     y.backward(); print(y.item(), x.grad.tolist())
///
/// for one sample of three outputs, so that PyTorch's mean over all elements is the mean over the
/// outputs. `cross_entropy` was given the outputs as one row.
@Suite struct LossOutputTests {
  private static let outputs = [0.5, -2.25, 3]
  private static let measured = [1, -0.5, -1.0]

  struct Reference: Sendable {
    var loss: OutputLoss
    var outputs = LossOutputTests.outputs
    var target: [Double]
    var value: Double
    var slopes: [Double]
  }

  static let references = [
    // mse_loss, and with reduction="sum"
    Reference(
      loss: .meanSquaredOverSamplesAndOutputs, target: measured, value: 6.4375,
      slopes: [-0.3333333333333333, -1.1666666666666665, 2.6666666666666665]),
    Reference(
      loss: .meanSquaredOverSamples, target: measured, value: 19.3125, slopes: [-1, -3.5, 8]),
    // l1_loss, huber_loss, torch.log(torch.cosh(x - y)).mean()
    Reference(
      loss: .absolute, target: measured, value: 2.0833333333333335,
      slopes: [-0.3333333333333333, -0.3333333333333333, 0.3333333333333333]),
    Reference(
      loss: .huber, target: measured, value: 1.625,
      slopes: [-0.16666666666666666, -0.3333333333333333, 0.3333333333333333]),
    Reference(
      loss: .logCosh, target: measured, value: 1.5046353234946344,
      slopes: [-0.15403905242000326, -0.31379184616576233, 0.33310976657968894]),
    // binary_cross_entropy_with_logits
    Reference(
      loss: .logistic, target: [1, 0, 1], value: 0.20762363155686528,
      slopes: [-0.1258468895993818, 0.03178315496636983, -0.015808624392522213]),
    Reference(
      loss: .logistic, outputs: [800, -800, 40], target: [0, 1, 1], value: 533.3333333333334,
      slopes: [0.3333333333333333, -0.3333333333333333, 0]),
    // cross_entropy
    Reference(
      loss: .crossEntropy, target: [1], value: 5.333727464785256,
      slopes: [0.0754920848395417, -0.9951739524781728, 0.9196818676386311]),
    Reference(
      loss: .crossEntropy, outputs: [800, -800, 840], target: [1], value: 1640,
      slopes: [4.248354255291589e-18, -1, 1]),
    // poisson_nll_loss, relu(1 - x*y).mean()
    Reference(
      loss: .poisson, target: [1, 0, 4], value: 3.11321913948322,
      slopes: [0.21624042356670942, 0.035133074853954775, 5.361845641062556]),
    Reference(
      loss: .hinge, target: [1, -1, -1], value: 1.5,
      slopes: [-0.3333333333333333, 0, 0.3333333333333333]),
  ]

  @Test(arguments: references) func valuesAndSlopesArePyTorchs(reference: Reference) {
    let value = reference.loss.value(outputs: reference.outputs, target: reference.target)
    #expect(abs(value - reference.value) <= 2e-15 * reference.value)
    let slopes = reference.loss.derivative(outputs: reference.outputs, target: reference.target)
    #expect(slopes.count == 3)
    for (slope, expected) in zip(slopes, reference.slopes) {
      #expect(abs(slope - expected) <= 2e-16 + 1e-15 * abs(expected), "\(reference.loss)")
    }
  }

  @Test(arguments: OutputLoss.allCases) func slopesAreThoseOfTheValue(loss: OutputLoss) {
    var generator = TestGenerator(state: 5)
    for _ in 0..<20 {
      let outputs = (0..<4).map { _ in 6 * generator.uniform() - 3 }
      let target: [Double] =
        switch loss {
        case .crossEntropy: [Double(generator.next() % 4)]
        case .logistic: (0..<4).map { _ in Double(generator.next() % 2) }
        case .hinge: (0..<4).map { _ in generator.next() % 2 == 0 ? -1 : 1 }
        case .poisson: (0..<4).map { _ in Double(generator.next() % 5) }
        default: (0..<4).map { _ in 6 * generator.uniform() - 3 }
        }
      let slopes = loss.derivative(outputs: outputs, target: target)
      for index in 0..<4 {
        var (up, down) = (outputs, outputs)
        up[index] += 1e-6
        down[index] -= 1e-6
        let referee =
          (loss.value(outputs: up, target: target) - loss.value(outputs: down, target: target))
          / 2e-6
        #expect(abs(referee - slopes[index]) < 1e-7, "\(loss)")
      }
    }
  }

  @Test func theTwoMeanSquaredErrorsDifferByTheNumberOfOutputs() {
    let both = OutputLoss.meanSquaredOverSamplesAndOutputs
    for count in 1...5 {
      let outputs = (0..<count).map { Double($0) * 0.75 }
      let target = [Double](repeating: 0.25, count: count)
      let sum = OutputLoss.meanSquaredOverSamples.value(outputs: outputs, target: target)
      #expect(both.value(outputs: outputs, target: target) == sum / Double(count))
    }
    #expect(OutputLoss(name: "mse") == both && OutputLoss(name: "mse-over-samples") != both)
  }

  /// References by Python's decimal module with 40 digits; PyTorch gives 0 for the first.
  @Test func smallLossesKeepTheirDigits() {
    let certain = OutputLoss.crossEntropy.value(outputs: [800, -800, 840], target: [2])
    #expect(VectorNorm.ulps(certain, 4.248354255291589e-18) <= 1)
    let slopes = OutputLoss.crossEntropy.derivative(outputs: [800, -800, 840], target: [2])
    #expect(VectorNorm.ulps(slopes[2], -4.248354255291589e-18) <= 1)
    for (error, value) in [
      (1e-4, 4.999999991666667e-9), (0.75, 0.2582660974228071), (1.5, 0.8554401710137968),
      (30, 29.306852819440055), (800, 799.306852819440055),
    ] {
      let found = OutputLoss.logCosh.value(outputs: [error], target: [0])
      #expect(abs(found - value) <= 4e-16 * value, "\(error)")
    }
  }

  @Test func crossEntropyDoesNotChangeWhenAllOutputsShift() {
    let loss = OutputLoss.crossEntropy
    let (low, high) = ([1.0, -2, 0.5], [1025.0, 1022, 1024.5])
    #expect(loss.value(outputs: low, target: [2]) == loss.value(outputs: high, target: [2]))
    let slopes = loss.derivative(outputs: low, target: [2])
    #expect(slopes == loss.derivative(outputs: high, target: [2]))
    #expect(abs(slopes.reduce(0, +)) < 1e-16)
    #expect(loss.value(outputs: [3], target: [0]) == 0)
  }

  @Test func atAKinkTheSlopeIsZeroAsPyTorchs() {
    // l1_loss(0, 0), multi_margin_loss and relu at the margin; huber_loss is smooth at 1.
    #expect(OutputLoss.absolute.derivative(outputs: [2], target: [2]) == [0])
    #expect(OutputLoss.hinge.derivative(outputs: [-1, 1], target: [-1, 1]) == [0, 0])
    #expect(OutputLoss.huber.derivative(outputs: [1, -1], target: [0, 0]) == [0.5, -0.5])
  }

  @Test func notANumberIsSeen() {
    for loss in OutputLoss.allCases {
      #expect(loss.value(outputs: [.nan, 1], target: [1, 1]).isNaN, "\(loss)")
    }
  }

  @Test func everyNameBelongsToOneLoss() {
    let names = OutputLoss.allCases.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for loss in OutputLoss.allCases {
      #expect(!loss.summary.isEmpty)
      for name in loss.names { #expect(OutputLoss(name: name) == loss) }
    }
    #expect(OutputLoss(name: "MSE") == nil)
    // What has a name as a formula means the same for a network.
    for name in Registry.losses.flatMap(\.names) where name != "soft-margin" {
      #expect(OutputLoss(name: name) != nil, "\(name)")
    }
  }

  private func message(
    _ loss: OutputLoss, _ targets: [Double], rows: Int, outputs: Int
  ) -> String? {
    do {
      try loss.check(targets: targets, rows: rows, outputs: outputs)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func labelsOutsideTheClassesAreRefusedWithTheirRow() {
    let loss = OutputLoss.crossEntropy
    #expect(message(loss, [0, 2, 1], rows: 3, outputs: 3) == nil)
    #expect(
      message(loss, [0, 1, 3], rows: 3, outputs: 3)
        == "row 3: the label 3 is outside the 3 classes 0 to 2;"
        + " number the classes from 0, or give the network one output more")
    #expect(
      message(loss, [-1, 1], rows: 2, outputs: 3)
        == "row 1: the label -1 is outside the 3 classes 0 to 2;"
        + " number the classes from 0, one output for each")
    #expect(
      message(loss, [0, 0.5], rows: 2, outputs: 3)
        == "row 2: the label 0.5 is not whole;"
        + " number the classes from 0, or use mse for measurements")
    for bad in [.nan, .infinity, 1e300, -1e300] {
      #expect(message(loss, [0, bad], rows: 2, outputs: 3)?.hasPrefix("row 2: the ") == true)
    }
  }

  @Test func targetsThatALossCannotTakeAreRefused() {
    #expect(message(.logistic, [0, 0.25, 1], rows: 3, outputs: 1) == nil)
    #expect(
      message(.logistic, [0, 1, -1, 1], rows: 2, outputs: 2)
        == "row 2: the target -1 is not between 0 and 1;"
        + " use 0 and 1 for the two classes, or hinge for -1 and 1")
    #expect(
      message(.hinge, [1, 0], rows: 2, outputs: 1)
        == "row 2: the target 0 is neither -1 nor 1;"
        + " use -1 and 1 for the two classes, or logistic for 0 and 1")
    #expect(
      message(.poisson, [3, -2], rows: 2, outputs: 1)
        == "row 2: the target -2 is negative, which no count is; use mse, or drop the row")
    for loss in OutputLoss.allCases where loss != .crossEntropy {
      #expect(
        message(loss, [1, .nan], rows: 2, outputs: 1)
          == "row 2: the target nan is not a finite number; drop the row")
    }
  }

  @Test func shapesThatDoNotFitAreRefused() {
    #expect(
      message(.absolute, [1, 2, 3], rows: 2, outputs: 2)
        == "3 targets do not fit 2 samples and 2 outputs;"
        + " give each sample one target for each output")
    #expect(
      message(.crossEntropy, [1, 0, 0, 1], rows: 2, outputs: 2)
        == "4 targets do not fit 2 samples and 2 outputs;"
        + " give each sample the label of its class and the network an output for each class")
    #expect(message(.absolute, [], rows: 0, outputs: 1) == nil)
    for (rows, outputs) in [(.max, 2), (2, .max), (-1, 1), (1, 0), (1, -1)] {
      #expect(message(.absolute, [1], rows: rows, outputs: outputs) != nil)
      #expect(message(.crossEntropy, [1], rows: rows, outputs: outputs) != nil)
    }
  }

  @Test func aTargetErrorBecomesOneOfBadInput() {
    let error = #expect(throws: TargetError.self) {
      try OutputLoss.hinge.check(targets: [1, 5], rows: 2, outputs: 1)
    }
    #expect(error?.row == 1 && error?.value == 5)
    #expect(error?.inputError().description == error?.description)
    let placed = error?.inputError(file: "a.csv", line: 4)
    #expect(placed?.description.hasPrefix("a.csv:4: the target 5 is neither") == true)
    #expect(placed?.exitCode == 65)
  }
}
