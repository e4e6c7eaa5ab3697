import Plotting
import Testing
import Typesetting

@testable import Figures

@Suite struct PointStyleTests {
  @Test(arguments: [4, 60, 200, 201]) func theLineIsDrawnOverThePoints(count: Int) throws {
    let points = (0..<count).map { Position(Double($0), 0) }
    let line = Line([Position(0, 0), Position(1, 1)], halo: true, endLabel: "end")
    let marks = PointStyle(count: count).marks(points, under: line)
    let last = try #require(marks.last as? Line)
    #expect(last.points == line.points)
    // Paper beside the line would hide dots that lie on it, unless they are too many to be told.
    #expect(last.halo == (count > 200))
    #expect(marks.compactMap { ($0 as? Line)?.endLabel }.count == 1)
  }

  @Test func manyPointsHaveSmallerDotsAndThinnerErrors() {
    let few = PointStyle(count: 16)
    let many = PointStyle(count: 60)
    #expect(many.dots([]).radius < few.dots([]).radius)
    let (thin, thick) = (many.errors(from: [], to: []).stroke, few.errors(from: [], to: []).stroke)
    #expect(thin.width < thick.width && thin.paint.opacity == 0.55)
  }
}
