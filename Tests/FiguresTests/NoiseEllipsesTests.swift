import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct NoiseEllipsesTests {
  private func texts(_ evidence: Evidence) throws -> [String] {
    try NoiseEllipses().figure(of: evidence).layout(typesetter: Typesetter()).allText
  }

  private func ellipses(_ evidence: Evidence) throws -> [CovarianceEllipse] {
    try NoiseEllipses().figure(of: evidence).panels[0].marks.compactMap { $0 as? CovarianceEllipse }
  }

  @Test func theEllipsesHaveTheVariancesThatWereMeasured() throws {
    let evidence = try Fixtures.evidence("seed")
    let measured = try evidence.measured("H01")
    let variances = try #require(
      measured.numbers.first { $0.name == "variance of single samples" }?.values)
    let drawn = try ellipses(evidence)
    #expect(drawn.count == 3)
    #expect(drawn.map(\.mean) == [Position](repeating: Position(-8, -4), count: 3))
    #expect([drawn[0].covariance.xx, drawn[0].covariance.yy] == variances)
    #expect(drawn[0].covariance.xy == 15)
    // The second is of batches of two without replacement: the case's left side.
    #expect(abs(drawn[1].covariance.xx - measured.comparison.left[0]) < 1e-13)
    #expect(abs(drawn[1].covariance.yy - measured.comparison.left[1]) < 1e-13)
  }

  @Test func everySampleIsADotAndTheMeanARing() throws {
    let evidence = try Fixtures.evidence("seed")
    let marks = try NoiseEllipses().figure(of: evidence).panels[0].marks
    let dots = marks.compactMap { $0 as? Dots }
    #expect(
      dots.first?.points == [
        Position(0, -2), Position(-3, -3), Position(-8, -4), Position(-21, -7),
      ])
    #expect(dots.last?.points == [Position(-8, -4)])
    #expect(dots.last?.style == .ring)
  }

  @Test func theTitleFollowsFromTheNoiseScale() throws {
    #expect(
      try texts(try Fixtures.evidence("seed")).contains { $0.hasPrefix("The larger the batch") })
    #expect(
      try texts(try Fixtures.evidence("line1000")).contains { $0.contains("more than the length") })
  }

  @Test func theLegendNamesTheBatches() throws {
    let shown = try texts(try Fixtures.evidence("line1000"))
    #expect(shown.contains { $0.contains("batches of 4 and, inside, of 16") })
  }

  @Test func whatHasNoPlaneOrNoScatterHasNoFigure() throws {
    #expect(throws: Unavailable.self) {
      try NoiseEllipses().figure(
        of: try Fixtures.evidence("norris", model: "m*x", at: [("m", 0.5)]))
    }
    #expect(throws: Unavailable.self) {
      try NoiseEllipses().figure(of: try Fixtures.evidence(x: [1, 2], y: [1, 3]))
    }
    #expect(throws: Unavailable.self) {
      try NoiseEllipses().figure(of: try Fixtures.evidence(x: [1, 1, 1, 1], y: [2, 2, 2, 2]))
    }
  }
}
