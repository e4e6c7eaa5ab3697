import Plotting
import Typesetting

struct LegendPlate: Plate {
  init() {}
  var name: String { "legend-and-notes" }
  var chapter: Chapter { .guides }
  var lookFor: String { "Title, subtitle, legend and note begin on one line and wrap, never cut." }
  var figure: Figure {
    let points = Samples.line(12)
    return Figure(
      title: "The title says what was found, in one sentence that may be long enough to wrap",
      subtitle: "what is shown: units, $N$ = 12, seed 0",
      note: "A note below the panels tells what was left out, and wraps as the title does.",
      description: "A legend.",
      panels: [
        Panel(
          x: Axis("$x$"), y: Axis("$y$"),
          marks: [
            Dots(points), Rule(.vertical(4), label: "a rule"),
            Arrow(from: Position(2, 6), to: Position(5, 4), paint: Paint(.training)),
          ],
          legend: [
            LegendEntry(.dot(Paint(.ink)), "data"),
            LegendEntry(.line(Stroke(Paint(.training), width: 2)), "a step of descent"),
            LegendEntry(.ring(Paint(.gradientOfAverage)), "the gradient of the average"),
            LegendEntry(.swatch(Paint(.averageOfGradients, opacity: 0.3)), "an area"),
          ])
      ], size: Size(width: 680, height: 340))
  }
}
