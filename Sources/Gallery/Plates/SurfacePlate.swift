import Plotting
import Typesetting

struct SurfacePlate: Plate {
  init() {}
  var name: String { "surface" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "No seams between cells; hidden parts are hidden; contours lie on the floor."
  }
  var figure: Figure {
    Figure(
      title: "A surface with its contours on the floor", description: "A surface.",
      panels: [
        Panel(
          x: Axis(), y: Axis(), frame: .none,
          marks: [
            Surface(
              Samples.field, xLabel: "$m$", yLabel: "$b$", zLabel: "loss",
              floorLevels: Samples.levels, drop: Position(1, 0.5), dropLabel: "minimum",
              path: Samples.descent)
          ])
      ], size: Size(width: 680, height: 440))
  }
}
