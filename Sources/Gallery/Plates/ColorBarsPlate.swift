import Plotting
import Typesetting

struct ColorBarsPlate: Plate {
  init() {}
  var name: String { "color-bars" }
  var chapter: Chapter { .guides }
  var lookFor: String { "Bands have their levels at their edges; ramps rise evenly to the eye." }
  var figure: Figure {
    func panel(_ title: Label, _ bar: ColorBar) -> Panel {
      Panel(
        title: title, x: Axis("$x$", domain: 0...1), y: Axis("$y$", domain: 0...1), frame: .box,
        marks: [], colorBar: bar)
    }
    return Figure(
      title: "Colour bars: bands and ramps", description: "Colour bars.",
      panels: [
        panel("bands", ColorBar("loss", levels: Samples.levels)),
        panel("sequential", ColorBar("count", .ramp(.sequential, 0...400, .linear))),
        panel("diverging", ColorBar("cosine", .ramp(.diverging, -1...1, .linear))),
        panel("cividis, logarithmic", ColorBar("norm", .ramp(.cividis, 1e-6...10, .log))),
      ], columns: 2, size: Size(width: 680, height: 460))
  }
}
