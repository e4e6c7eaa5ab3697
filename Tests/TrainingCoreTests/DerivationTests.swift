import Formula
import Testing

@testable import TrainingCore

@Suite struct DerivationTests {
  @Test func everyLineIsJudgedAgainstTheExactValue() throws {
    let evidence = try Evidence(measuring: try Fixture.line(rows: 50))
    let exact = try #require(evidence.gradient.exact)
    for line in evidence.derivation.lines {
      #expect(line.comparison.verdict == .equal)
      #expect(line.comparison.left == [exact[line.parameter == "m" ? 0 : 1]])
      #expect(line.comparison.right == [line.value])
    }
  }

  @Test func withoutAnExactValueLineZeroIsTheMeasure() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4(loss: "exp(y - f)"))
    #expect(evidence.gradient.exact == nil)
    for line in evidence.derivation.lines {
      let first = evidence.derivation.lines.first { $0.parameter == line.parameter }
      #expect(line.comparison.left == [first?.value])
      #expect(line.comparison.verdict == .equal)
    }
  }

  @Test func theTermByTermLineIsTheMeanOfTheSamplesOwnGradients() throws {
    let evidence = try Evidence(measuring: try Fixture.line(rows: 50))
    let lines = evidence.derivation.lines.filter { $0.line == 2 }
    #expect(lines.map(\.value) == evidence.gradient.averageOfGradients)
    let mechanisms = Set(evidence.derivation.lines.map(\.mechanism))
    #expect(mechanisms.count == 7)
  }

  /// Back quotes allow a column any name, that of a mark as well.
  @Test(arguments: ["@f", "@y", "@u", "@piece", "@@y"])
  func aColumnsNameIsNeverTakenForAMark(name: String) throws {
    for loss in ["(y - f)^2", "log(1 + exp(-y*f))"] {
      let plain = try Evidence(measuring: try Fixture.hand4(loss: loss)).derivation
      let odd = try Evidence(
        measuring: try Fixture.problem(
          [(name, [0, 1, 2, 3]), ("y", [1, 2, 3, 5])], model: "m*`\(name)` + b", loss: loss,
          inputs: [name])
      ).derivation
      #expect(odd.lines.map(\.value) == plain.lines.map(\.value))
      #expect(odd.lines.map(\.tex) == plain.lines.map(\.tex))
      #expect(odd.literal.map(\.tex) == plain.literal.map(\.tex))
    }
  }

  @Test func everyParameterOfLongleyHasItsLines() throws {
    let evidence = try Evidence(measuring: try Problem(Question(data: "longley")))
    #expect(
      Set(evidence.derivation.lines.map(\.parameter)) == Set(evidence.problem.parameters))
  }

  @Test func literalReadingsAreEvaluatedLineByLine() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4(model: "m*x + b + x*x/8"))
    #expect(evidence.derivation.literal.map(\.line) == [3, 4, 3, 4])
    let mean = -Summation.mean(evidence.samples.predictions)
    for reading in evidence.derivation.literal { #expect(abs(reading.value - mean) < 1e-15) }
  }
}
