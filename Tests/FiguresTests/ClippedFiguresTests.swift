import Plotting
import Testing
import TrainingCore

@testable import Figures

/// The figures of what is bent before the average show what was measured.
@Suite struct ClippedFiguresTests {
  private func evidence(_ data: String? = nil, model: String? = nil) throws -> Evidence {
    try Evidence(measuring: Problem(Question(data: data, model: model)))
  }

  @Test func theClippingFigureHasTheWeightsOfTheCase() throws {
    let evidence = try evidence()
    let figure = try ClipPlot().figure(of: evidence)
    #expect(figure.panels.count == 2)
    let table = try #require(evidence.measured("C05").tables.first)
    let data = try ClipPlot().data(of: evidence)
    #expect(data.header == table.columns.map(\.name))
    #expect(data.rows.map { $0[2] } == table["factor"].map(\.description))
    let right = try evidence.measured("C05").comparison.right
    #expect(figure.description.contains(NumberText.vector(right, digits: 4)))
  }

  /// Gradients of nearly one direction, some of them far longer than the limit.
  @Test func longGradientsLeaveAFrameAroundTheCircleAndASmallTurnIsNotNamed() throws {
    let x = (0..<20).map { 100 + Double($0) }
    let y = x.enumerated().map { $1 * 0.5 - 0.1 - ($0 > 14 ? 400 * Double($0) : 1) }
    var evidence = try Fixtures.evidence(x: x, y: y)
    let limit = try #require(try evidence.measured("C05").numbers.first).values[0]
    let figure = try ClipPlot().figure(of: evidence)
    let domain = try #require(figure.panels[0].x.domain)
    #expect(domain.upperBound > limit && domain.upperBound < 2 * limit)
    #expect(try #require(figure.note).plainText.contains("leave the frame: 5"))
    #expect(!figure.title.plainText.contains("turns"))
    evidence = try self.evidence()
    #expect(try ClipPlot().figure(of: evidence).title.plainText.contains("turns"))
  }

  @Test func oneParameterHasNoPlaneOfGradients() throws {
    let figure = try ClipPlot().figure(of: evidence(model: "m*x"))
    #expect(figure.panels.count == 1)
  }

  @Test func theSignsAreThoseOfTheCases() throws {
    let evidence = try evidence("longley")
    let data = try SignBars().data(of: evidence)
    #expect(data.rows.count == 6)
    let names = evidence.problem.parameters
    for row in data.rows {
      let index = try #require(names.firstIndex(of: row[0]))
      #expect(row[1] == (try evidence.measured("C09").comparison.left[index].description))
      #expect(row[2] == (try evidence.measured("C09").comparison.right[index].description))
      #expect(row[3] == (try evidence.measured("C10").comparison.right[index].description))
    }
  }

  @Test func secondMomentsOfManyRowsAreNearTheirFormula() throws {
    let evidence = try evidence("line1000")
    let table = try #require(evidence.measured("C11").tables.first)
    for name in ["m", "b"] {
      for (found, wanted) in zip(table["second moment, \(name)"], table["by the formula, \(name)"])
      {
        #expect(abs(found / wanted - 1) < 0.1)
      }
      #expect(table["second moment, \(name)"] != table["by the formula, \(name)"])
    }
    #expect(try SecondMoment().figure(of: evidence).panels.count == 2)
  }

  @Test func withoutTheirCasesThereAreNoFigures() throws {
    var evidence = try evidence()
    evidence.cases = []
    for recipe: any FigureRecipe in [ClipPlot(), SignBars(), SecondMoment()] {
      #expect(throws: Unavailable.self) { try recipe.figure(of: evidence) }
    }
  }
}
