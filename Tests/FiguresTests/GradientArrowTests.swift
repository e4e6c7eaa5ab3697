import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

/// Arrows end where their own gradients say, on data where the three readings differ.
@Suite struct GradientArrowTests {
  private func curved() throws -> Evidence {
    try Fixtures.evidence(
      "seed", model: "m*x^2 + b*x", at: [("m", 0.5), ("b", 0.25)])
  }

  private func plane(_ values: [Double]) -> Position { Position(values[0], values[1]) }

  private func arrow(_ arrows: GradientArrows) throws -> Arrow {
    let marks = arrows.marks()
    return try #require(marks.compactMap { $0 as? Arrow }.first { $0.paint.role == .wrong })
  }

  @Test func theArrowFromAveragedErrorsEndsAtThatReading() throws {
    let evidence = try curved()
    let readings = evidence.readings
    #expect(readings[1].kind == .signedErrors && readings[2].kind == .inputs)
    #expect(readings[1].gradient != readings[2].gradient)
    let found = try arrow(GradientArrows(evidence))
    #expect(found.start == Position(0, 0))
    #expect(found.end == plane(readings[1].gradient))
  }

  @Test func theDashesSpanTheGapAndNoMore() throws {
    let evidence = try curved()
    let marks = GradientArrows(evidence).marks()
    let dashes = try #require(marks.compactMap { $0 as? Segments }.first)
    #expect(dashes.starts == [plane(evidence.readings[1].gradient)])
    #expect(dashes.ends == [plane(evidence.gradient.averageOfGradients)])
  }

  @Test func theRingIsTheGradientOfTheAverageAndTheTipTheMean() throws {
    var evidence = try curved()
    evidence.gradient.gradientOfAverage = [-7, -3]
    evidence.gradient.averageOfGradients = [-8, -2]
    let arrows = GradientArrows(evidence)
    let sum = try #require(
      arrows.marks().compactMap { $0 as? VectorSum }.first)
    #expect(sum.ring == Position(-7, -3))
    #expect(arrows.mean == Position(-8, -2))
    #expect(arrows.average == Position(-7, -3))
  }

  @Test func labelsSayWhereTheTipsAreAndHowFarTheyLieApart() throws {
    let evidence = try curved()
    let mean = evidence.gradient.averageOfGradients
    let wrong = evidence.readings[1].gradient
    let marks = GradientArrows(evidence).marks().compactMap { $0 as? TextMark }
    #expect(marks.count == 3)
    func label(at place: Position) throws -> String {
      try #require(marks.first { $0.place == place }).label.plainText
    }
    let middle = Position((mean[0] + wrong[0]) / 2, (mean[1] + wrong[1]) / 2)
    #expect(try label(at: plane(mean)) == NumberText.vector(mean, digits: 6))
    #expect(try label(at: plane(wrong)) == NumberText.vector(wrong, digits: 6))
    let gap = zip(wrong, mean).map { $0 - $1 }
    #expect(try label(at: middle).hasSuffix(NumberText.vector(gap, digits: 6)))
  }

  @Test func theDescriptionNamesTheSameThree() throws {
    let evidence = try curved()
    let text = try GradientSum().figure(of: evidence).description
    for vector in [evidence.gradient.averageOfGradients, evidence.readings[1].gradient] {
      #expect(text.contains(NumberText.vector(vector, digits: 5)))
    }
    #expect(!text.contains(NumberText.vector(evidence.readings[2].gradient, digits: 5)))
  }
}
