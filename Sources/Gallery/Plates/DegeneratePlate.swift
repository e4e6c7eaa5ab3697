import Plotting
import Typesetting

struct DegeneratePlate: Plate {
  init() {}
  var name: String { "degenerate" }
  var chapter: Chapter { .hardCases }
  var lookFor: String {
    "One point, none, all equal, only gaps, negative logarithms: sensible axes all the same."
  }
  var figure: Figure {
    func panel(_ title: Label, _ points: [Position], kind: Axis.Kind = .linear) -> Panel {
      Panel(
        title: title, x: Axis("$x$", kind: kind), y: Axis("$y$", kind: kind),
        marks: [Line(points), Dots(points)])
    }
    return Figure(
      title: "Data that have no extent", description: "Degenerate data.",
      panels: [
        panel("one point", [Position(3, -7)]), panel("no point", []),
        panel("all equal", Array(repeating: Position(2, 2), count: 50)),
        panel("only gaps", [Position(.nan, 1), Position(1, .nan)]),
        panel("negative logarithms", [Position(-1, -2), Position(-3, 0)], kind: .log),
        panel("some negative", [Position(-1, 0.1), Position(10, 5), Position(100, 2)], kind: .log),
      ], columns: 3, size: Size(width: 680, height: 460), leastPanelWidth: 150)
  }
}
