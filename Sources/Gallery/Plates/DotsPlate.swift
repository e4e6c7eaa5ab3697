import Plotting
import Typesetting

struct DotsPlate: Plate {
  init() {}
  var name: String { "dots" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Discs keep apart where they overlap; rings stay open; residuals lie below."
  }
  var figure: Figure {
    let points = Samples.line(60)
    let fit = [Position(0, 1), Position(10, 7)]
    let feet = points.map { Position($0.x, 0.6 * $0.x + 1) }
    return Figure(
      title: "Dots, residuals and a fitted line", subtitle: "60 points", description: "Dots.",
      panels: [
        Panel(
          x: Axis("$x$"), y: Axis("$y$"),
          marks: [
            Segments(from: feet, to: points), Dots(points, label: "data"),
            Line(
              fit, stroke: Stroke(Paint(.training), width: 2), halo: true,
              endLabel: "$f(x) = m x + b$"),
          ]),
        Panel(
          x: Axis("$x$"), y: Axis("$y$"),
          marks: [
            Dots(Array(points.prefix(20)), paint: Paint(.gradientOfAverage), label: "filled"),
            Dots(
              Array(points.dropFirst(20).prefix(20)), paint: Paint(.averageOfGradients),
              style: .ring, label: "rings"),
          ]),
      ], columns: 2, size: Size(width: 680, height: 320))
  }
}
