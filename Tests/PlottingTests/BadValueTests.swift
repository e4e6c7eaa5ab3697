import Foundation
import Testing
import Typesetting

@testable import Plotting

/// Infinite values are refused by the mark's name; NaN is a gap.
@Suite struct BadValueTests {
  struct Bad: CustomTestStringConvertible {
    var mark: any Mark
    var place: String
    var testDescription: String { mark.name }
    init(_ mark: any Mark, _ place: String) {
      self.mark = mark
      self.place = place
    }
  }

  static let infinite = [Position(0, 1), Position(2, .infinity)]
  static let field = ScalarField(x: [0, 1], y: [0, 1], values: [0, 1, 2, -.infinity])
  static let cases = [
    Bad(Dots(infinite), "index 1"), Bad(Line(infinite), "index 1"),
    Bad(TrajectoryMark(infinite), "index 1"),
    Bad(Segments(from: infinite, to: infinite), "index 1"),
    Bad(Arrow(from: Position(0, 0), to: Position(-.infinity, 0)), "index 1"),
    Bad(VectorSum([Position(.infinity, 0)]), "index 0"), Bad(Rule(.vertical(.infinity)), "index 0"),
    Bad(Rectangles([.init(from: Position(0, 0), to: Position(0, .infinity))]), "index 1"),
    Bad(TextMark("a", at: Position(.infinity, 0)), "index 0"),
    Bad(FilledContours(field, levels: [0, 1]), "column 1, row 1"),
    Bad(ContourLines(field, levels: [0, 1]), "column 1, row 1"),
    Bad(ContourLine(field), "column 1, row 1"), Bad(Surface(field), "column 1, row 1"),
  ]

  private func figure(_ mark: any Mark) -> Figure {
    Figure(title: "t", description: "d", panels: [Panel(x: Axis(), y: Axis(), marks: [mark])])
  }

  @Test(arguments: cases) func anInfiniteValueIsRefusedByTheMarksName(_ bad: Bad) throws {
    let typesetter = try Typesetter()
    let error = try #require(throws: PlottingError.self) {
      try figure(bad.mark).layout(typesetter: typesetter)
    }
    #expect(error.description.hasPrefix(bad.mark.name + ": infinite value"))
    #expect(error.description.contains(bad.place), "\(error)")
  }

  @Test func notANumberIsAGap() throws {
    let line = Line([Position(0, 0), Position(1, .nan), Position(2, 2)])
    #expect(try figure(line).layout(typesetter: Typesetter()).isFinite)
  }

  @Test func anEmptyDomainStillGivesAxesWithNumbers() throws {
    for mark in [Dots([]), Dots([Position(3, 3)]), Dots([Position(.nan, .nan)])] {
      let texts = try figure(mark).layout(typesetter: Typesetter()).allText
      #expect(texts.filter { Double($0.replacing("\u{2212}", with: "-")) != nil }.count >= 4)
    }
  }

  @Test func pointsThatALogarithmicAxisLeavesOutAreCounted() throws {
    let points = [Position(-1, 1), Position(0, 2), Position(10, 5), Position(.nan, 1)]
    func texts(_ kind: Axis.Kind) throws -> String {
      let panel = Panel(x: Axis(kind: kind), y: Axis(), marks: [Line(points), Dots(points)])
      let figure = Figure(title: "t", description: "d", panels: [panel])
      return try figure.layout(typesetter: Typesetter()).allText.joined(separator: "|")
    }
    let note = "2 points are not positive and have no place on the logarithmic axis."
    #expect(try texts(.log).components(separatedBy: note).count == 2, "said once")
    #expect(try !texts(.linear).contains("not positive"))
  }

  @Test func aPanelWithoutVisibleDataSaysSo() throws {
    for mark in [Dots([]), Dots([Position(.nan, 1)])] {
      let texts = try figure(mark).layout(typesetter: Typesetter()).allText
      #expect(texts.contains("no data in view"))
    }
    let texts = try figure(Dots([Position(1, 1)])).layout(typesetter: Typesetter()).allText
    #expect(!texts.contains("no data in view"))
  }
}
