import Testing
import Typesetting

@testable import Plotting

@Suite struct DiagramTests {
  private func context(_ width: Double = 400, _ height: Double = 300) throws -> PanelContext {
    PanelContext(
      x: Scale(domain: 0...10, start: 20, end: 20 + width),
      y: Scale(domain: 0...10, start: 10 + height, end: 10),
      frame: Rect(x: 20, y: 10, width: width, height: height), typesetter: try Typesetter())
  }

  @Test(arguments: DiagramSamples.cases.indices, [680.0, 360])
  func textStaysOnTheCanvasAndApart(_ index: Int, _ width: Double) throws {
    let sample = DiagramSamples.cases[index].figure
    let typesetter = try Typesetter()
    let size = Size(width: width, height: width == 680 ? sample.size.height : 0.8 * width)
    let scene = try sample.layout(size: size, typesetter: typesetter)
    #expect(scene.isFinite)
    LayoutTests().expectOrderly(scene)
    #expect(try sample.layout(size: size, typesetter: typesetter) == scene)
    let canvas = Rect(x: 0, y: 0, width: scene.size.width, height: scene.size.height)
    #expect(scene.elements.flatMap(Self.points).allSatisfy(canvas.contains))
  }

  /// All points of all paths, those that a clip hides left out.
  static func points(_ element: Scene.Element) -> [Point] {
    switch element {
    case .group(_, nil, let parts): parts.flatMap(points)
    case .path(let path, _, _): path.segments.flatMap(points)
    default: []
    }
  }

  private static func points(_ segment: Path.Segment) -> [Point] {
    switch segment {
    case .move(let a), .line(let a): [a]
    case .curve(let a, let b, let c): [a, b, c]
    case .close: []
    }
  }

  private static func paths(_ element: Scene.Element) -> [(path: Path, fill: Paint?)] {
    switch element {
    case .group(_, _, let parts): parts.flatMap(paths)
    case .path(let path, let fill, _): [(path, fill)]
    default: []
    }
  }

  // MARK: Tables

  @Test func decimalPointsStandBelowEachOther() throws {
    let typesetter = try Typesetter()
    let numbers = [1.5, -123.25, 0, .nan, 7.125].map {
      TableNumber($0, decimals: 3, size: 11, typesetter)
    }
    let texts = numbers.map(\.line.plainText)
    #expect(texts == ["1.500", "\u{2212}123.250", "0.000", "–", "7.125"])
    // The power of ten makes what follows the point of one of them wider than of the others.
    let values = [1.5, -123.25, 1.1e-9, 7.125]
    let table = TableBars([TableBars.Column("n", .numbers(values, decimals: 3))])
    let starts = table.elements(in: try context()).flatMap(\.textBounds).dropFirst().map(\.x)
    try #require(starts.count == 4)
    let points = zip(starts, values).map {
      $0 + TableNumber($1, decimals: 3, size: 11, typesetter).point
    }
    #expect(points.allSatisfy { abs($0 - points[0]) < 1e-9 })
    // Figures are equally wide: only the number with three characters more begins further left.
    #expect(Set(starts).count == 2)
  }

  @Test func smallAndLargeNumbersAreNeverWrittenAsZerosOrRowsOfDigits() throws {
    let typesetter = try Typesetter()
    let texts = [1.1e-16, -2.5e9, 9.999e-9, 4.94e-300, 1.7e308].map {
      TableNumber($0, decimals: 2, size: 11, typesetter).line.plainText
    }
    let mantissas = texts.map { $0.prefix { !$0.isWhitespace && $0 != "×" } }
    #expect(mantissas == ["1.10", "\u{2212}2.50", "1.00", "4.94", "1.70"])
    #expect(texts.allSatisfy { $0.contains("10") && $0.count < 14 })
  }

  @Test func barsAreProportionalToTheirNumbersAroundOneZero() throws {
    let values = [4.0, -2, .nan, 0, 1]
    let table = TableBars([
      TableBars.Column("n", .numbers(values, decimals: 1), bars: Paint(.training))
    ])
    let bars = table.elements(in: try context()).flatMap(Self.paths).filter {
      $0.fill == Paint(.training, opacity: 0.35)
    }.map { Self.box($0.path) }
    try #require(bars.count == 3)
    #expect(abs(bars[0].width / bars[1].width - 2) < 1e-9)
    #expect(abs(bars[0].width / bars[2].width - 4) < 1e-9)
    #expect(abs(bars[0].x - bars[1].maxX) < 1e-9 && abs(bars[0].x - bars[2].x) < 1e-9)
    #expect(bars.allSatisfy { abs($0.height - 8) < 1e-9 })
  }

  private static func box(_ path: Path) -> Rect {
    let points = path.segments.flatMap(Self.points)
    let (x, y) = (points.map(\.x), points.map(\.y))
    let (left, top) = (x.min() ?? 0, y.min() ?? 0)
    return Rect(x: left, y: top, width: (x.max() ?? 0) - left, height: (y.max() ?? 0) - top)
  }

  @Test func aPanelGrowsToTheRowsOfItsTable() throws {
    let typesetter = try Typesetter()
    let figure = DiagramSamples.figure([.table(DiagramSamples.table(rows: 40))])
    let scene = try figure.layout(typesetter: typesetter)
    #expect(scene.size.height > 800)
    #expect(!scene.allText.contains { $0.contains("no room") })
    // In a context that did not ask, what is left out is said.
    let table = DiagramSamples.table(rows: 40)
    #expect(table.notes(in: try context(400, 106)).count == 1)
    #expect(table.notes(in: try context(90, 900)).count == 1)
  }

  @Test func infiniteNumbersAreRefusedAndNaNIsADash() throws {
    let bad = TableBars([TableBars.Column("n", .numbers([1, .infinity], decimals: 1))])
    #expect(throws: PlottingError.self) { try bad.check() }
    let boxes = DiagramBoxes([DiagramBoxes.Item("a", column: 0, row: 0, label: "a")])
    let flow = Ribbons.Flow(from: "a", to: "a", magnitude: -.infinity)
    #expect(throws: PlottingError.self) { try Ribbons([flow], between: boxes).check() }
    #expect(throws: PlottingError.self) {
      try Ribbons([Ribbons.Flow(from: "a", to: "b", magnitude: 1)], between: boxes).check()
    }
    #expect(throws: PlottingError.self) {
      try Inset(Panel(x: Axis(), y: Axis(), marks: [bad])).check()
    }
    #expect(throws: PlottingError.self) {
      try DiagramBoxes([
        DiagramBoxes.Item("a", column: .nan, row: 0, label: "a")
      ]).check()
    }
  }

  // MARK: Boxes and ribbons

  @Test(arguments: [168.0, 330, 640]) func boxesStayApartAndHoldTheirTexts(_ width: Double) throws {
    let panel = DiagramSamples.network(DiagramSamples.long)
    let boxes = try #require(panel.marks.last as? DiagramBoxes)
    let typesetter = try Typesetter()
    let height = boxes.leastHeight(width: width, typesetter: typesetter)
    let frame = Rect(x: 5, y: 5, width: width, height: height)
    let plan = DiagramPlan(boxes.items, in: frame, typesetter)
    for (index, box) in plan.boxes.enumerated() {
      #expect(frame.inset(by: -1e-9).contains(box.rect))
      #expect(box.texts.flatMap(\.textBounds).allSatisfy(box.rect.contains), "\(index)")
      #expect(!box.texts.isEmpty)
      for other in plan.boxes[..<index] {
        #expect(!box.rect.inset(by: -4).intersects(other.rect))
      }
      for case .text(let line, _, _, _, _) in box.texts {
        #expect(line.runs.filter { $0.face == .regular }.allSatisfy { $0.size >= 9.5 })
      }
    }
  }

  @Test func ribbonsAreAsWideAsTheirMagnitudesAndStayOnTheirBoxes() throws {
    let panel = DiagramSamples.network()
    let ribbons = try #require(panel.marks.first as? Ribbons)
    let frame = Rect(x: 0, y: 0, width: 640, height: 300)
    let plan = DiagramPlan(ribbons.boxes.items, in: frame, try Typesetter())
    let rects = Dictionary(
      uniqueKeysWithValues: zip(ribbons.boxes.items.map(\.id), plan.boxes.map(\.rect)))
    let bands = RibbonPlan(ribbons.flows, rects: rects, greatestWidth: 22).bands
    #expect(bands.count == ribbons.flows.count)
    let unit = bands[0].width / abs(ribbons.flows[0].magnitude)
    for band in bands {
      let flow = ribbons.flows[band.flow]
      #expect(abs(band.width - unit * abs(flow.magnitude)) < 1e-9)
      let (start, end) = try (#require(rects[flow.start]), #require(rects[flow.end]))
      #expect(band.start.x == start.x && band.end.x == end.maxX)
      #expect(band.start.y - band.width / 2 >= start.y)
      #expect(band.end.y + band.width / 2 <= end.maxY)
    }
    // Those that end at the shared weight do not overlap there.
    let edges = bands.filter { ribbons.flows[$0.flow].end == "w" }.sorted { $0.end.y < $1.end.y }
    #expect(edges.count == 4)
    for (upper, lower) in zip(edges, edges.dropFirst()) {
      #expect(upper.end.y + upper.width / 2 < lower.end.y - lower.width / 2)
    }
  }

  @Test func wideRibbonsLieBelowNarrowOnesAndNothingIsDrawnForNothing() throws {
    let boxes = DiagramBoxes([
      DiagramBoxes.Item("a", column: 0, row: 0, label: "a"),
      DiagramBoxes.Item("b", column: 1, row: 0, label: "b"),
    ])
    let flows = [1, 3, 0, .nan, -2].map {
      Ribbons.Flow(from: "a", to: "b", magnitude: $0, head: false)
    }
    let drawn = Ribbons(flows, between: boxes).elements(in: try context()).flatMap(Self.paths)
    let widths = drawn.map { path, _ -> Double in
      guard case .move(let a) = path.segments[0], case .curve(_, _, let b) = path.segments[3]
      else { return 0 }
      return b.y - a.y
    }
    try #require(widths.count == 3)
    #expect(abs(widths[0] / widths[2] - 3) < 1e-9 && abs(widths[1] / widths[2] - 2) < 1e-9)
    #expect(drawn[1].fill == Paint(.training, opacity: 0.55))
  }

  // MARK: Insets, legends, formulas

  @Test func whatChoosesItsCornerChoosesAnEmptyOne() throws {
    let typesetter = try Typesetter()
    let diagonal = Dots((0...20).map { Position(Double($0) / 2, Double($0) / 2) })
    let small = Panel(x: Axis(), y: Axis(), frame: .box, marks: [diagonal])
    let legend = LegendMark([LegendEntry(.dot(Paint(.ink)), "points")])
    let panel = Panel(
      x: Axis(domain: 0...10), y: Axis(domain: 0...10), marks: [diagonal, Inset(small), legend])
    let plan = PanelPlan(panel, typesetter: typesetter)
    let measured = plan.measured(inner: Size(width: 400, height: 300), cellWidth: 440)
    let layout = PanelLayout(
      measured, room: Rect(x: 40, y: 10, width: 400, height: 300), left: 30, top: 8)
    func middle(_ mark: some Mark) throws -> Point {
      let points = mark.occupiedLater(in: layout.context)
      try #require(!points.isEmpty)
      // The same place while it is asked for, and once it stands there.
      #expect(Set(points).isSubset(of: Set(layout.context.obstacles)))
      return (1 / Double(points.count)) * points.reduce(Point(x: 0, y: 0), +)
    }
    let (a, b) = (try middle(Inset(small)), try middle(legend))
    let center = layout.frame.center
    #expect(a.x < center.x && a.y < center.y)
    #expect(b.x > center.x && b.y > center.y)
  }

  @Test func aLegendFindsAFreePlaceBetweenFullCorners() throws {
    var context = try context(300, 200)
    let full = [(20.0, 10.0), (220, 10), (20, 130), (220, 130)].map {
      Rect(x: $0.0, y: $0.1, width: 100, height: 80)
    }
    context.obstacles = full.flatMap(CornerPlaces.points)
    context.obstacles += CornerPlaces.points(in: Rect(x: 120, y: 10, width: 40, height: 200))
    let legend = LegendMark([LegendEntry(.dot(Paint(.ink)), "a")])
    let points = legend.occupiedLater(in: context)
    #expect(!points.isEmpty)
    #expect(points.allSatisfy { $0.y > 90 && $0.y < 130 && $0.x > 160 || $0.x > 160 && $0.x < 220 })
    context.obstacles += points
    #expect(legend.occupiedLater(in: context) == points)
  }

  @Test func aFormulaIsDisplayedAndShrinksIntoItsFrame() throws {
    let typesetter = try Typesetter()
    let sum = MathMark("\\sum_{i=1}^{N} J_i", size: 16)
    let inText = typesetter.line(Label(tex: "\\sum_{i=1}^{N} J_i"), size: 16)
    let bounds = sum.elements(in: try context()).flatMap(\.textBounds)
    #expect((bounds.first?.height ?? 0) > inText.ascent + inText.descent + 5)
    let narrow = try context(60, 200)
    let wide = MathMark([MathMark.Part("a + b + c + d"), MathMark.Part("= e + f + g")])
    let boxes = wide.elements(in: narrow).flatMap(\.textBounds)
    #expect(boxes.count == 2)
    #expect(
      boxes.allSatisfy { $0.x >= narrow.frame.x - 1e-9 && $0.maxX <= narrow.frame.maxX + 1e-9 })
  }

  @Test func aNoteIsPrintedBelowThePanels() throws {
    let panel = Panel(x: Axis(), y: Axis(), marks: [NoteMark("Bars begin at 0.")])
    let figure = DiagramSamples.figure([panel, panel], columns: 2)
    let scene = try figure.layout(typesetter: try Typesetter())
    #expect(scene.allText.filter { $0 == "Bars begin at 0." }.count == 1)
  }
}
