import Testing
import Typesetting

@testable import Plotting

@Suite struct CurveMarkTests {
  private func points(_ mark: any Mark, _ context: PanelContext) throws -> [Point] {
    SceneProbe.points(try #require(SceneProbe(mark.elements(in: context)).paths.last).path)
  }

  @Test func stepsJumpAfterBeforeAndBetweenTheirPoints() {
    let ends = [Point(x: 0, y: 0), Point(x: 4, y: 2)]
    #expect(Step.corners(of: ends, .after) == [ends[0], Point(x: 4, y: 0), ends[1]])
    #expect(Step.corners(of: ends, .before) == [ends[0], Point(x: 0, y: 2), ends[1]])
    #expect(
      Step.corners(of: ends, .middle) == [ends[0], Point(x: 2, y: 0), Point(x: 2, y: 2), ends[1]])
    #expect(Step.corners(of: [], .after).isEmpty)
  }

  @Test func aBandIsClosedAndOpenAtGaps() throws {
    let band = Band(x: [0, 1, 2, 3, 4], lower: [1, 1, .nan, 1, 1], upper: [2, 3, 3, 3, 2])
    let path = try #require(SceneProbe(band.elements(in: try SceneProbe.context())).paths.first)
    #expect(SceneProbe.boxes(path.path).count == 2)
    #expect(
      SceneProbe.points(path.path).prefix(4).map { [$0.x, $0.y] } == [
        [100, 210], [120, 190], [120, 230], [100, 230],
      ])
    #expect(path.fill == Paint(.gradientOfAverage, opacity: 0.2))
  }

  @Test func aBandThatReachesZeroReachesTheEdgeOfALogarithmicAxis() throws {
    let context = try SceneProbe.context(y: 1...100, yKind: .log)
    let band = Band(x: [0, 10], lower: [0, -5], upper: [10, 10])
    let ys = try points(band, context).map(\.y)
    #expect(ys == [150, 150, 254, 254])
  }

  @Test func straightGraphsNeedTwoPoints() throws {
    let graph = FunctionGraph(over: 0...10) { $0 }
    #expect(try points(graph, try SceneProbe.context()).count == 2)
  }

  @Test func graphsAreOpenAtPolesAndJumpsButNotWhereTheyAreSteep() throws {
    func pieces(_ function: @escaping @Sendable (Double) -> Double) throws -> Int {
      let graph = FunctionGraph(over: -6...6, function)
      let path = try #require(
        SceneProbe(graph.elements(in: try SceneProbe.context(x: -6...6, y: -3...3))).paths.last)
      return path.path.segments.count { if case .move = $0 { true } else { false } }
    }
    // Poles at 0.3 and at -2.7.
    #expect(try pieces { 1 / ($0 - 0.3) + 1 / ($0 + 2.7) } == 3)
    #expect(try pieces { $0 < 0.1234 ? -1 : 1 } == 2)
    #expect(try pieces { ((1e5 * ($0 - 0.1)) / (1 + (1e10 * ($0 - 0.1) * ($0 - 0.1)))) } == 1)
    #expect(try pieces { 2 * max(-1, min(1, 1e7 * ($0 - 0.1))) } == 1)
    #expect(try pieces { $0.squareRoot() } == 1)
  }

  @Test func curvesAreFollowedWithinATenthOfAPixel() throws {
    let context = try SceneProbe.context(x: -1...1, y: 0...1)
    let drawn = try points(FunctionGraph { (1 - $0 * $0).squareRoot() }, context)
    // Points on a half circle of 100 px by 200 px; the middle of each chord is near to it.
    for (a, b) in zip(drawn, drawn.dropFirst()) {
      let middle = 0.5 * (a + b)
      let x = context.x.value(at: middle.x)
      let away = (1 - x * x).squareRoot() * 200 - (250 - middle.y)
      #expect(abs(away) < 0.3 || abs(x) > 0.98)
    }
  }

  @Test func thePolesDoNotDecideWhatIsSeen() throws {
    let graph = FunctionGraph(over: -1...1) { 1 / ($0 - 0.001) }
    let seen = try #require(graph.yExtent)
    #expect(seen.upperBound < 60 && seen.lowerBound > -60)
    #expect(FunctionGraph(over: 0...2) { $0 * $0 }.yExtent == 0...4)
    #expect(FunctionGraph { $0 }.yExtent == nil)
  }
}

@Suite struct AreaMarkTests {
  @Test func barsStandOnTheBaseLineApartByAPixel() throws {
    let context = try SceneProbe.context(y: -5...5)
    let bars = Bars([2, -3, .nan], at: [1, 2, 3], width: 1)
    let paths = SceneProbe(bars.elements(in: context)).paths
    #expect(paths.count == 1)
    #expect(
      SceneProbe.boxes(paths[0].path) == [
        Rect(x: 110.5, y: 110, width: 19, height: 40),
        Rect(x: 130.5, y: 150, width: 19, height: 60),
      ])
    #expect(bars.xExtent == 0.5...3.5)
    #expect(bars.yExtent == -3...2)
  }

  @Test func lyingBarsHaveTheirValuesAlongX() throws {
    let bars = Bars([5], at: [2], direction: .horizontal, width: 1, offset: 0.5)
    let paths = SceneProbe(bars.elements(in: try SceneProbe.context())).paths
    #expect(
      SceneProbe.boxes(paths[0].path) == [Rect(x: 100, y: 190.5, width: 100, height: 19)])
    #expect(bars.yExtent == 2...3)
  }

  @Test func numbersStandWithinOnlyWhereTheyCanBeRead() throws {
    let context = try SceneProbe.context()
    func inside(_ role: ColorRole) -> [String] {
      let bars = Bars(
        [8, 0.1], at: [2, 6], width: 2, paint: Paint(role), numbers: .values,
        hasNumbersWithin: true)
      return SceneProbe(bars.elements(in: context)).texts
    }
    #expect(inside(.gradientOfAverage) == ["8"])
    // Neither ink nor paper is read on it in both themes.
    #expect(inside(.averageOfGradients).isEmpty)
  }

  @Test func cellsGoFromTheLowestRowUpAndNaNIsEmpty() throws {
    let cells = HeatCells([0, 1, .nan, 4], columns: 2, rows: 2, x: 0...10, y: 0...10)
    guard case .group(_, _, let parts) = cells.elements(in: try SceneProbe.context()).first,
      case .cells(let colors, let rect) = parts.first
    else {
      Issue.record("no cells")
      return
    }
    #expect(colors.indices == [255, 64, 0, 16])
    #expect(colors.paints.count == 65)
    #expect(rect == Rect(x: 100, y: 50, width: 200, height: 200))
    #expect(cells.domain == 0...4)
  }

  @Test func onlyTheCellsInTheFrameAreDrawn() throws {
    let cells = HeatCells((0..<100).map(Double.init), columns: 100, rows: 1, x: 0...1000, y: 0...10)
    guard case .group(_, _, let parts) = cells.elements(in: try SceneProbe.context()).first,
      case .cells(let colors, let rect) = parts.first
    else {
      Issue.record("no cells")
      return
    }
    #expect(colors.columns == 1 && rect.width == 200)
  }

  @Test func aDivergingRampHasItsMiddleAtZeroAndTheBarTheSameEnds() {
    let cells = HeatCells([-1, 3], columns: 2, rows: 1, ramp: .diverging)
    #expect(cells.domain == -3...3)
    #expect(cells.colorBar("r").content == .ramp(.diverging, -3...3, .linear))
  }

  @Test func valuesBeyondTheColorsAreTold() throws {
    let cells = HeatCells([-1, 3, 9], columns: 3, rows: 1, domain: 0...5)
    #expect(
      cells.notes(in: try SceneProbe.context()).map(\.plainText) == [
        "2 values lie beyond the ends of the colours."
      ])
  }

  @Test(arguments: ColorRole.Ramp.allCases) func numbersInCellsCanBeRead(ramp: ColorRole.Ramp) {
    for step in 0...32 {
      let fill = Paint(.ramp(ramp, Double(step) / 32))
      let own: [ColorRole] =
        ramp == .cividis || ramp == .viridis ? [.ramp(ramp, 0), .ramp(ramp, 1)] : [.ink, .paper]
      #expect(Legibility(on: fill, candidates: own).contrast >= 3)
    }
  }

  @Test func remarksWrapAndStayInTheFrame() throws {
    let context = try SceneProbe.context()
    let remark = Annotation(
      "a remark that is much too long for one line", at: Position(9.5, 9.5),
      offset: Point(x: 40, y: -40), width: 90, pointer: .arrow)
    let elements = remark.elements(in: context)
    #expect(SceneProbe(elements).texts.count >= 3)
    for box in elements.flatMap(\.textBounds) {
      #expect(context.frame.contains(box) && box.width <= 90)
    }
  }

  @Test func remarksLookForAFreePlace() throws {
    var context = try SceneProbe.context()
    // Everything is taken but the lower left.
    context.obstacles = (0..<3600).map {
      Point(x: 100 + 200 * Double($0 % 60) / 60, y: 50 + 200 * Double($0 / 60) / 60)
    }.filter { !($0.x < 198 && $0.y > 152) }
    let boxes = Annotation("free", at: Position(5, 5)).elements(in: context).flatMap(\.textBounds)
    #expect(boxes.count == 1)
    #expect(boxes.allSatisfy { $0.maxX < 200 && $0.y > 150 })
  }

  @Test func aRemarkOutsideTheFrameIsNotDrawn() throws {
    let remark = Annotation("far", at: Position(20, 5))
    #expect(remark.elements(in: try SceneProbe.context()).isEmpty)
  }
}
