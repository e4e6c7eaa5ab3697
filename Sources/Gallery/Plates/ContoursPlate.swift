import Plotting
import Typesetting

struct ContoursPlate: Plate {
  init() {}
  var name: String { "contours" }
  var chapter: Chapter { .marks }
  var lookFor: String { "Levels stand in gaps of their lines, upright, clear of the path." }
  var figure: Figure {
    Figure(
      title: "Filled contours, their values, and a path of descent", description: "Contours.",
      panels: [
        Panel(
          x: Axis("$m$"), y: Axis("$b$"), frame: .box,
          marks: [
            FilledContours(Samples.field, levels: Samples.levels),
            ContourLines(Samples.field, levels: Array(Samples.levels.dropFirst())),
            ContourLine(
              ScalarField(x: -2...3, y: -2...3) { x, y in 1.4 * (x - 1) + 0.5 * (y - 0.5) },
              label: "$\\partial J / \\partial m = 0$"),
            TrajectoryMark(
              Samples.descent, label: "descent", startLabel: "start", endLabel: "minimum"),
          ], colorBar: ColorBar("loss", levels: Samples.levels))
      ], size: Size(width: 680, height: 460))
  }
}
