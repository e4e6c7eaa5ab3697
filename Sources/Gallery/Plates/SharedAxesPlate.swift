import Glibc
import Plotting
import Typesetting

struct SharedAxesPlate: Plate {
  init() {}
  var name: String { "facets" }
  var chapter: Chapter { .guides }
  var lookFor: String {
    "Twelve panels share their axes: numbers stand once a row and once a column."
  }
  var figure: Figure {
    let panels = (1...12).map { index -> Panel in
      let wave = (0...320).map { step -> Position in
        let x = Double(step) / 32
        return Position(x, exp(-x / 6) * cos(x * Double(index) / 3))
      }
      return Panel(
        title: Label(tex: "\\omega = \\frac{\(index)}{3}"), x: Axis("time"), y: Axis("value"),
        marks: [Line(wave)])
    }
    return Figure(
      title: "Twelve panels on shared axes", subtitle: "a damped wave of rising frequency",
      description: "Facets.", panels: panels, columns: 4, size: Size(width: 680, height: 560),
      leastPanelWidth: 100, sharing: [.x, .y])
  }
}
