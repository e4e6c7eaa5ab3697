import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct RoundingTests {
  @Test func theCurvesAreTheTablesOfTheCases() throws {
    let evidence = try Fixtures.evidence("line50")
    let table = try #require(try evidence.measured("G01").tables.first)
    let figure = try Rounding().figure(of: evidence)
    let lines = figure.panels[0].marks.compactMap { $0 as? Line }
    #expect(lines.count == 3)
    // Only what several runs were made of.
    let rows = table["runs"].indices.filter { table["runs"][$0] >= 8 }
    #expect(rows.count > 5 && rows.count < table["N"].count)
    #expect(lines[0].points.map(\.x) == rows.map { table["N"][$0] })
    #expect(lines[0].points.map(\.y) == rows.map { table["sequential"][$0] })
    let last = try #require(rows.last.map { table["sequential"][$0] })
    #expect(figure.description.contains(NumberText.short(last, digits: 3)))
  }

  @Test func theSumsOfOnesGoFlatWhereTheyStop() throws {
    let figure = try Rounding().figure(of: Fixtures.evidence("seed"))
    let lines = figure.panels[1].marks.compactMap { $0 as? Line }
    #expect(lines.dropFirst().map { $0.points.last?.y } == [2048, 256])
    #expect(figure.description.contains("bfloat16 at 256"))
  }

  @Test func withoutItsCasesThereIsNone() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.cases.removeAll { $0.id == "G02" }
    #expect(throws: Unavailable.self) { try Rounding().figure(of: evidence) }
  }
}
