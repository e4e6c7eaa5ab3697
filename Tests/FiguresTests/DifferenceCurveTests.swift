import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct DifferenceCurveTests {
  @Test func everyMeasuredStepIsInTheTable() throws {
    let evidence = try Fixtures.evidence("line50")
    let rows = try Figures.DifferenceCurve().data(of: evidence).rows
    let curves = evidence.differenceCurves
    #expect(rows.count == curves.reduce(0) { $0 + $1.steps.count })
    #expect(rows.map { $0[3] } == curves.flatMap(\.errors).map(\.description))
  }

  @Test func theTitleSaysWhatTheMeasuredErrorsSay() throws {
    var evidence = try Fixtures.evidence("line50")
    let recipe = Figures.DifferenceCurve()
    #expect(try recipe.figure(of: evidence).title.plainText.contains("no step makes"))
    let bent = try Fixtures.evidence("line50", model: "exp(m*x/2)")
    #expect(try recipe.figure(of: bent).title.plainText.contains("far more"))
    for index in evidence.differenceCurves.indices { evidence.differenceCurves[index].gap = 0.1 }
    #expect(try recipe.figure(of: evidence).title.plainText.contains("depends on their step"))
  }

  @Test func theReadersOwnNetworkStandsAlone() throws {
    let evidence = try Fixtures.evidence("line50", model: "mlp:3:tanh")
    let rows = try Figures.DifferenceCurve().data(of: evidence).rows
    #expect(Set(rows.map { $0[0] }) == ["your model"])
  }

  @Test func withoutDerivativesThereIsNoPicture() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.differenceCurves = []
    #expect(throws: Unavailable.self) { try Figures.DifferenceCurve().figure(of: evidence) }
  }
}
