import Testing
import TrainingCore
import Typesetting

@testable import Figures
@testable import Plotting

@Suite struct SequentialGapTests {
  private func dots(_ panel: Panel, _ role: ColorRole) -> [Position] {
    panel.marks.compactMap { $0 as? Dots }.filter { $0.paint.role == role }.flatMap(\.points)
  }

  @Test func theDotsAreTheMeasuredGaps() throws {
    let evidence = try Fixtures.evidence("seed")
    let figure = try SequentialGap().figure(of: evidence)
    let measured = try evidence.measured("E01")
    let gaps = try #require(
      measured.numbers.first { $0.name == "size of the gap at each" }?.values)
    let rates = try #require(measured.numbers.first { $0.name == "learning rates" }?.values)
    #expect(dots(figure.panels[0], .training).map(\.y) == gaps)
    #expect(dots(figure.panels[0], .training).map(\.x) == rates)
    // Four samples have 24 orders, of which one is drawn by itself.
    #expect(dots(figure.panels[0], .sample).count == 23 * rates.count)
  }

  @Test func theMapShowsBothSidesOfTheComparison() throws {
    let evidence = try Fixtures.evidence("seed")
    let figure = try SequentialGap().figure(of: evidence)
    let comparison = try evidence.measured("E01").comparison
    let map = figure.panels[1]
    let batch = try #require(dots(map, .gradientOfAverage).first)
    let pass = try #require(dots(map, .training).first)
    #expect([batch.x, batch.y] == comparison.left)
    #expect([pass.x, pass.y] == comparison.right)
    #expect(dots(map, .averageOfGradients).count == 1)
  }

  @Test func theTitleFollowsFromTheRatioOfTheGaps() throws {
    let title = try SequentialGap().figure(of: Fixtures.evidence("seed")).title
    #expect(title.plainText.contains("quarters"))
    // In the given order of these rows the terms of second order nearly cancel.
    let longley = try SequentialGap().figure(of: Fixtures.evidence("longley")).title
    #expect(!longley.plainText.contains("quarters"))
  }

  @Test func oneParameterHasNoMap() throws {
    let figure = try SequentialGap().figure(of: Fixtures.evidence("seed", model: "m*x"))
    #expect(figure.panels.count == 1)
    #expect(figure.note == nil)
  }

  @Test func oneSampleHasNoGap() throws {
    let single = try Fixtures.evidence(x: [2], y: [3])
    #expect(throws: Unavailable.self) { try SequentialGap().figure(of: single) }
    #expect(throws: Unavailable.self) { try SequentialGap().data(of: single) }
  }

  @Test func theDataHaveEveryOrderAndTheEnds() throws {
    let data = try SequentialGap().data(of: Fixtures.evidence("seed"))
    #expect(data.header == ["series", "order", "learning rate", "gap", "m", "b"])
    #expect(data.rows.filter { $0[0] == "pass" }.count == 24 * 5)
    #expect(data.rows.filter { $0[0] == "end: pass" }.count == 24)
    #expect(data.rows.filter { $0[0] == "end: one step of all" }.count == 1)
  }
}
