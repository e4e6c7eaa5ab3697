import Glibc
import Plotting
import Typesetting

struct FunctionGraphPlate: Plate {
  init() {}
  var name: String { "function-graph" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Curves are smooth where they bend; poles are open and not joined by a line."
  }
  var figure: Figure {
    Figure(
      title: "Functions: losses of an error, and one with poles", description: "Graphs.",
      panels: [
        Panel(
          x: Axis("error $r$", domain: -3...3), y: Axis("loss", domain: 0...4.2),
          marks: [
            FunctionGraph(endLabel: "$r^2$") { $0 * $0 },
            FunctionGraph(
              stroke: Stroke(Paint(.training), width: 2), endLabel: "$|r|$"
            ) { abs($0) },
            FunctionGraph(
              stroke: Stroke(Paint(.averageOfGradients), width: 2), endLabel: "log cosh"
            ) { log(cosh($0)) },
          ]),
        Panel(
          x: Axis("$x$", domain: -5...5), y: Axis("$\\tan x$", domain: -6...6),
          marks: [FunctionGraph { tan($0) }]),
      ], columns: 2, size: Size(width: 680, height: 320))
  }
}
