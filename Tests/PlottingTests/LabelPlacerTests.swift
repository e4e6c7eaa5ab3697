import Testing
import Typesetting

@testable import Plotting

@Suite struct LabelPlacerTests {
  /// A corridor between lines, too low for a label, and much room beyond them.
  static func corridor(_ marks: [any Mark]) -> Figure {
    let walls = [0.44, 0.452, 0.464, 0.536, 0.548, 0.56].map { y in
      Line([Position(0, y), Position(1, y)], stroke: Stroke(Paint(.ink), width: 1))
    }
    return Figure(
      title: "t", description: "d",
      panels: [
        Panel(x: Axis(domain: 0...1), y: Axis(domain: 0...1), frame: .box, marks: walls + marks)
      ], size: Size(width: 300, height: 320))
  }

  /// The box of a text in a picture, and the panel's frame.
  static func place(of text: String, in figure: Figure) throws -> (box: Rect?, frame: Rect) {
    let scene = try figure.layout(typesetter: try Typesetter())
    let index = scene.allText.firstIndex(of: text)
    return (index.map { scene.allTextBounds[$0] }, try LayoutTests.frames(of: figure)[0])
  }

  @Test func aLabelThatOnlyFitsBeyondALineGoesToTheLegend() throws {
    let mark = TextMark("remark", at: Position(0.5, 0.5), symbol: .dot(Paint(.ink)))
    let (box, frame) = try Self.place(of: "remark", in: Self.corridor([mark]))
    #expect(try #require(box).maxY < frame.y)
  }

  @Test func theEndOfAPathThatCannotBeLabelledIsNamedInTheLegend() throws {
    let path = TrajectoryMark(
      [Position(0.4, 0.5), Position(0.5, 0.5)], label: "path", startLabel: "start",
      endLabel: "loss 7")
    for text in ["start", "path", "path, loss 7"] {
      let (box, frame) = try Self.place(of: text, in: Self.corridor([path]))
      #expect(try #require(box, "\(text)").maxY < frame.y)
    }
  }

  @Test func aLabelWithoutASymbolIsLeftOutWhereItHasNoPlace() throws {
    let mark = TextMark("remark", at: Position(0.5, 0.5))
    #expect(try Self.place(of: "remark", in: Self.corridor([mark])).box == nil)
  }

  @Test func ofManyLabelsEachFindsAPlaceOrALineInTheLegend() throws {
    let marks = (0..<24).map { index in
      TextMark(
        Label(verbatim: "label \(index)"),
        at: Position(0.5 + 0.002 * Double(index), 0.7), symbol: .dot(Paint(.ink)))
    }
    let scene = try Self.corridor(marks).layout(typesetter: try Typesetter())
    for index in 0..<24 { #expect(scene.allText.contains("label \(index)")) }
  }
}
