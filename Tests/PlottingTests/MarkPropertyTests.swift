import Testing
import Typesetting

@testable import Plotting

/// What holds for every mark, whatever its data.
@Suite struct MarkPropertyTests {
  /// Data of every kind that is hard to draw.
  static let samples: [[Double]] = [
    [], [.nan], [0], [3, 3, 3], [1e-300, 2e-300], [-1e300, 1e300], [.nan, 1, .nan, 2],
    [1e300, 1e-300, 0, -5], [1, 2, 3, 4, 5, 6, 7, 8, 9],
  ]

  static func marks(_ values: [Double]) -> [any Mark] {
    let places = values.indices.map { Double($0) }
    let points = Position.pairs(places, values) + Position.pairs(values, places)
    let columns = max(values.count, 1)
    return [
      Step(points, placement: .middle, halo: true, endLabel: "a"), Step(points, placement: .before),
      Band(x: places, lower: values, upper: values.map { $0 + 1 }, label: "b"),
      Band(x: values, lower: places, upper: places.map { -$0 }),
      Bars(values, at: places, numbers: .values, label: "c"),
      Bars(values, at: values, direction: .horizontal, numbers: .values, hasNumbersWithin: true),
      Histogram(values, label: "d"), Histogram(values, heights: .density),
      Histogram(values, edges: values), ECDF(values, alpha: 0.05, label: "e"),
      HeatCells(values, columns: columns, rows: 1, hasNumbers: true),
      HeatCells(values, columns: 1, rows: columns, ramp: .diverging, kind: .asinh(width: 1)),
      HeatCells(values, columns: columns, rows: 1, ramp: .viridis, kind: .log),
      Quiver(points, at: points, length: .asinh, ramp: .cividis, halo: true, label: "f"),
      Quiver(points.reversed(), at: points, key: Quiver.Key(1, "one")),
      CovarianceEllipse(of: points, label: "g"), Dots(points, label: "h"),
      Dots(points, label: "i", limit: 1), Dots(points, crowd: .thin(2, seed: 1), limit: 1),
      FunctionGraph(over: -3...3, endLabel: "k") {
        values.first.map { 1 / ($0 * $0) } ?? .nan / $0
      },
      Annotation("a remark of some words", at: Position(1, 2), width: 40, pointer: .arrow),
      Annotation(
        "a", at: points.first ?? Position(.nan, 0), offset: Point(x: 9, y: 9),
        pointer: .bracket(to: points.last ?? Position(1, 1))),
    ]
  }

  static let kinds: [Axis.Kind] = [.linear, .log, .asinh(width: 0.1)]

  /// A kind of axes for each sample in turn; a layout of all marks takes its time.
  @Test(arguments: zip(samples, kinds + kinds + kinds))
  func whateverIsGivenThePictureIsFinite(values: [Double], kind: Axis.Kind) throws {
    let panel = Panel(
      x: Axis("x", kind: kind), y: Axis("y", kind: kind), frame: .box, marks: Self.marks(values))
    let figure = Figure(title: "t", description: "d", panels: [panel])
    let scene = try figure.layout(typesetter: try Typesetter())
    #expect(scene.isFinite)
    let canvas = Rect(x: -1, y: -1, width: scene.size.width + 2, height: scene.size.height + 2)
    for (text, box) in zip(scene.allText, scene.allTextBounds) {
      #expect(canvas.contains(box), "\(text)")
    }
  }

  /// Coordinates that are no numbers are dropped by the layout; marks should not need that.
  @Test(arguments: samples) func everyElementIsFinite(values: [Double]) throws {
    for domain in [0.0...10, -1e300...1e300, 1e-300...2e-300, 0.1...10] {
      let kind: Axis.Kind =
        domain.lowerBound > 0 ? .log : domain.upperBound > 1e9 ? .asinh(width: 1) : .linear
      let context = try SceneProbe.context(x: domain, y: domain, xKind: kind, yKind: kind)
      for mark in Self.marks(values) {
        #expect(mark.elements(in: context).allSatisfy { $0.isFinite }, "\(mark.name) \(domain)")
        #expect(mark.occupied(in: context).allSatisfy { $0.isFinite }, "\(mark.name) \(domain)")
        for extent in [mark.xExtent, mark.yExtent].compactMap(\.self) {
          #expect(extent.lowerBound.isFinite && extent.upperBound.isFinite, "\(mark.name)")
        }
      }
    }
  }

  @Test func whatLiesBeyondTheFrameIsClipped() throws {
    let context = try SceneProbe.context()
    let wide = (0..<40).map { Double($0) - 15 }
    for mark in Self.marks(wide) where !(mark is Dots) && !(mark is Annotation) {
      for element in mark.elements(in: context) {
        guard case .group(_, let clip, _) = element else { continue }
        #expect(clip == context.frame, "\(mark.name)")
      }
    }
    for element in Dots(Position.pairs(wide, wide)).elements(in: context) {
      for path in SceneProbe([element]).paths {
        for point in SceneProbe.points(path.path) {
          #expect(context.frame.inset(by: -5).contains(point))
        }
      }
    }
  }

  @Test func infiniteDataAreRefusedByTheMarksName() {
    for mark in Self.marks([1, .infinity, 2])
    where !(mark is FunctionGraph) && !(mark is Annotation) {
      let error = #expect(throws: PlottingError.self, "\(mark.name)") { try mark.check() }
      #expect(error?.description.hasPrefix(mark.name + ": ") == true)
    }
    #expect(throws: PlottingError.self) {
      try Annotation("a", at: Position(.infinity, 0)).check()
    }
  }
}
