import Plotting
import Typesetting

struct ExtremesPlate: Plate {
  init() {}
  var name: String { "extremes" }
  var chapter: Chapter { .hardCases }
  var lookFor: String {
    "Numbers of 1e-300 and 1e300, a tiny step on a large offset: one exponent an axis."
  }
  var figure: Figure {
    func panel(_ title: Label, _ points: [Position], kind: Axis.Kind = .linear) -> Panel {
      Panel(
        title: title, x: Axis("$x$", kind: kind), y: Axis("$y$", kind: kind), frame: .box,
        marks: [Line(points), Dots(points)])
    }
    return Figure(
      title: "Very small, very large, and nearly equal", description: "Extremes.",
      panels: [
        panel("1e−300", [Position(1e-300, 2e-300), Position(4e-300, 1e-300)]),
        panel("1e300", [Position(-1e300, 1e300), Position(1e300, 2e300)]),
        panel("offset", [Position(1e9, 1e9), Position(1e9 + 1, 1e9 + 1e-3)]),
        panel("600 decades", [Position(1e-300, 1e-9), Position(1e300, 1)], kind: .log),
      ], columns: 2, size: Size(width: 680, height: 520))
  }
}
