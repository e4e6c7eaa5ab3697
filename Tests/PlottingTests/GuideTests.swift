import Glibc
import Testing
import Typesetting

@testable import Plotting

@Suite struct GuideTests {
  private func ticks(
    _ kind: Axis.Kind, _ domain: ClosedRange<Double>, length: Double = 300,
    direction: AxisTicks.Direction = .horizontal
  ) throws -> AxisTicks {
    AxisTicks(
      kind, domain: domain, length: length, direction: direction, typesetter: try Typesetter())
  }

  private func texts(_ axis: AxisTicks) -> [String] { axis.ticks.map(\.line.plainText) }

  @Test func anAsinhAxisHasZeroAndPowersOfTenOnBothSides() throws {
    let axis = try ticks(.asinh(width: 0.01), -200...200)
    let values = axis.ticks.map(\.value)
    #expect(values.contains(0))
    #expect(values == values.map { -$0 }.sorted())
    #expect(values.filter { $0 > 0 }.allSatisfy { abs(log10($0) - log10($0).rounded()) < 1e-9 })
    #expect(texts(axis).contains("\u{2212}100") && texts(axis).contains("100"))
  }

  @Test func anAsinhAxisOfSmallNumbersIsLinear() throws {
    #expect(try texts(ticks(.asinh(width: 10), -2...2)) == texts(ticks(.linear, -2...2)))
  }

  @Test func namedBandsHaveTheirNamesInTheMiddleAndNoLines() throws {
    let axis = try ticks(.band(["SGD", "Adam"]), -0.5...1.5)
    #expect(axis.ticks.map(\.value) == [0, 1])
    #expect(texts(axis) == ["SGD", "Adam"])
    #expect(axis.lines.isEmpty)
  }

  @Test func aLongNameIsShortenedToItsBand() throws {
    let name = Label(verbatim: "total_household_floor_area_in_square_millimetres")
    let axis = try ticks(.band([name, name, "c"]), -0.5...2.5)
    #expect(axis.ticks.allSatisfy { $0.line.width <= 92 })
    #expect(texts(axis)[0].contains("…"))
    #expect(texts(axis)[2] == "c")
  }

  @Test func numbersThatDifferOnlyInTheirLastDigitsLoseAnOffset() throws {
    let axis = try ticks(.linear, 1e9...(1e9 + 1))
    #expect(texts(axis).allSatisfy { $0.count <= 4 }, "\(texts(axis))")
    let title = axis.title("y").map { $0.plainText }
    #expect(title?.contains("\u{2212}") == true && title?.contains("10") == true, "\(title ?? "")")
    for tick in axis.ticks {
      let shown = Double(tick.line.plainText) ?? .nan
      #expect(abs(1e9 + shown - tick.value) < 1e-6)
    }
    #expect(try texts(ticks(.linear, 1000...1010)).contains("1000"))
  }

  @Test func aFieldFillsItsPanel() throws {
    let field = ScalarField(x: -2...3, y: 0...4, columns: 9, rows: 9) { $0 + $1 }
    let plan = PanelPlan(
      Panel(x: Axis(), y: Axis(), marks: [FilledContours(field, levels: [0, 1, 2])]),
      typesetter: try Typesetter())
    #expect(plan.xDomain == -2...3)
    #expect(plan.yDomain == 0...4)
  }

  /// Panels with one line each, side by side.
  private func facets(_ tops: [Double], sharing: Figure.Sharing) throws -> [String] {
    let panels = tops.map { top in
      Panel(
        x: Axis("time"), y: Axis("value"), marks: [Line([Position(0, 0), Position(1, top)])])
    }
    let figure = Figure(
      title: "t", description: "d", panels: panels, columns: 2, size: Size(width: 680, height: 500),
      sharing: sharing)
    return try figure.layout(typesetter: Typesetter()).allText
  }

  @Test func sharedAxesHaveTheirNumbersAndTitlesOnce() throws {
    let shared = try facets([1, 2, 3, 10], sharing: [.x, .y])
    #expect(shared.filter { $0 == "time" }.count == 1)
    #expect(shared.filter { $0 == "value" }.count == 1)
    // Once for each of the two rows.
    #expect(shared.filter { $0 == "10.0" }.count == 2, "\(shared)")
    let free = try facets([1, 2, 3, 10], sharing: [])
    #expect(free.filter { $0 == "value" }.count == 4)
  }

  @Test func aSharedAxisShowsTheDataOfEveryPanel() throws {
    let two = try facets([1, 2], sharing: .y)
    #expect(two.filter { $0 == "2.00" }.count == 1, "\(two)")
    #expect(try !facets([1, 1.2], sharing: []).contains("2.00"))
  }

  @Test func numbersAreSharedWithTheNextPanelOnlyNotAcrossAnother() throws {
    let domains = [0.0...1, 0...7, 0...1]
    let panels = domains.map { domain in
      Panel(x: Axis("x"), y: Axis("y", domain: domain), marks: [Dots([Position(0, 0.5)])])
    }
    let figure = Figure(
      title: "t", description: "d", panels: panels, columns: 3,
      size: Size(width: 900, height: 300), leastPanelWidth: 100)
    let texts = try figure.layout(typesetter: Typesetter()).allText
    #expect(texts.filter { $0 == "y" }.count == 3)
  }

  @Test func aPanelMayBringItsOwnGuides() throws {
    let panel = Panel(
      x: Axis("x"), y: Axis("y"), marks: [Dots([Position(0, 0), Position(1, 1)])],
      guides: Panel.Guides(above: [AxisMark(.bottom)]))
    let figure = Figure(title: "t", description: "d", panels: [panel])
    let texts = try figure.layout(typesetter: Typesetter()).allText
    let numbers = texts.filter { Double($0) != nil }
    #expect(Set(numbers).count == numbers.count, "only one axis has numbers")
  }

  @Test(arguments: [
    ColorBar("a", .ramp(.sequential, 0...400, .linear)),
    ColorBar("b", .ramp(.diverging, -1...1, .linear)),
    ColorBar("c", .ramp(.cividis, 1e-6...10, .log)), ColorBar("d", levels: [0, 1, 2, 4]),
  ])
  func aColorBarStandsBesideItsPanelWithNumbersAtItsEnds(_ bar: ColorBar) throws {
    let frame = Rect(x: 50, y: 50, width: 200, height: 300)
    let context = PanelContext(
      x: Scale(domain: 0...1, start: 50, end: 250), y: Scale(domain: 0...1, start: 350, end: 50),
      frame: frame, typesetter: try Typesetter())
    let elements = bar.elements(in: context)
    let boxes = elements.flatMap(\.textBounds)
    #expect(boxes.count >= 3)
    #expect(boxes.allSatisfy { $0.x > frame.maxX + ColorBar.gap })
    #expect(
      boxes.allSatisfy { $0.maxX <= frame.maxX + bar.protrusion(in: context).right + 0.01 })
  }
}
