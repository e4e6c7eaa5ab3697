import Plotting
import Testing
import Typesetting

/// Traps that plots of others have fallen into, as far as the library as a whole has to avoid them.
@Suite struct TrapTests {
  /// Many fonts for words lack the nabla, some even the minus sign.
  @Test func theNablaAndTheMinusAreSetInAFaceThatHasThem() throws {
    let typesetter = try Typesetter()
    for label: Label in ["$\\nabla J$", "∇J", "\u{2212}1.5", "$-1$", "∂ℓ/∂m"] {
      let line = typesetter.line(label, size: 12)
      #expect(typesetter.missingCharacters(in: label).isEmpty)
      let outlines = line.runs.map { typesetter.outline(of: $0).segments.count }
      #expect(outlines.allSatisfy { $0 > 0 }, "\(label.plainText): \(outlines)")
    }
  }

  /// Two panels whose end labels would run into each other across the gap.
  @Test func endLabelsOfNeighbouringPanelsStayApart() throws {
    let panel = Panel(
      x: Axis("x", domain: 0...1_000_000), y: Axis("y"), frame: .box,
      marks: [Line([Position(0, 0), Position(1_000_000, 1)])])
    for count in 2...4 {
      let figure = Figure(
        title: "t", description: "d", panels: Array(repeating: panel, count: count),
        columns: count, size: Size(width: 680, height: 300), leastPanelWidth: 60)
      let boxes = try figure.layout(typesetter: Typesetter()).allTextBounds
      for (index, box) in boxes.enumerated() {
        for other in boxes.dropFirst(index + 1) {
          #expect(!box.intersects(other), "\(count) panels: \(box) on \(other)")
        }
      }
    }
  }

  /// A label that finds no place on a crowded panel goes to the legend instead of onto the data.
  @Test func aLabelNeverCrossesACurve() throws {
    let lines = (0..<24).map { row in
      Line([Position(0, Double(row)), Position(1, Double(row) + 0.3)])
    }
    let label = Label(verbatim: "a label that needs room")
    let dots = Dots([Position(0.5, 12.15)], label: label)
    let figure = Figure(
      title: "t", description: "d",
      panels: [Panel(x: Axis(), y: Axis(), frame: .box, marks: lines + [dots])],
      size: Size(width: 400, height: 200))
    let scene = try figure.layout(typesetter: Typesetter())
    let index = try #require(scene.allText.firstIndex(of: "a label that needs room"))
    let top = scene.allTextBounds[index]
    // The panel begins below its legend.
    let numbers = zip(scene.allText, scene.allTextBounds).filter { Double($0.0) != nil }.map(\.1.y)
    let highest = try #require(numbers.min())
    #expect(top.maxY < highest, "the label stands in the legend row")
  }
}
