import Testing
import TrainingCore
import Typesetting

@testable import Figures
@testable import Plotting

@Suite struct EnsembleParabolaTests {
  private func number(_ evidence: Evidence, _ name: String) throws -> Double {
    try #require(try evidence.measured("C19").numbers.first { $0.name == name }?.values.first)
  }

  @Test func theRingIsTheMeanOfBothLosses() throws {
    let evidence = try Fixtures.evidence("line50")
    let panel = try EnsembleParabola().figure(of: evidence).panels[1]
    let ring = try #require(panel.marks.compactMap { $0 as? Dots }.first { $0.style == .ring })
    #expect(ring.points[0].x == (try number(evidence, "average of both models’ mean losses")))
    #expect(ring.points[0].y == (try number(evidence, "mean loss of the average prediction")))
  }

  @Test func theAveragePredictionLiesOnTheCurveBelowTheChord() throws {
    let panel = try EnsembleParabola().figure(of: Fixtures.evidence("seed")).panels[0]
    let curve = try #require(panel.marks.compactMap { $0 as? Line }.first).points
    let dots = panel.marks.compactMap { $0 as? Dots }
    let above = try #require(dots.first { $0.paint.role == .averageOfGradients }?.points.first)
    let below = try #require(dots.first { $0.paint.role == .wrong }?.points.first)
    let middle = curve[curve.count / 2]
    #expect(abs(middle.x - below.x) < 1e-12 && abs(middle.y - below.y) < 1e-12)
    #expect(above.x == below.x && above.y > below.y)
    for end in try #require(dots.first { $0.paint.role == .sample }?.points) {
      #expect(curve.contains { abs($0.x - end.x) < 1e-12 && abs($0.y - end.y) < 1e-12 })
    }
  }

  @Test func aConcaveLossTurnsTheTitleAround() throws {
    let convex = try EnsembleParabola().figure(of: Fixtures.evidence("seed")).title
    let concave = try EnsembleParabola().figure(
      of: Fixtures.evidence("seed", loss: "-(y - f)^2")
    ).title
    #expect(convex.plainText.contains("loses less than"))
    #expect(concave.plainText.contains("no less"))
  }

  @Test func aLossWithoutCurvatureHasNoGapToShow() throws {
    let straight = try Fixtures.evidence("seed", loss: "y - f")
    #expect(throws: Unavailable.self) { try EnsembleParabola().figure(of: straight) }
  }

  @Test func theDataHaveEverySample() throws {
    let data = try EnsembleParabola().data(of: Fixtures.evidence("seed"))
    #expect(data.rows.count == 4)
    #expect(data.header.count == 7)
  }
}
