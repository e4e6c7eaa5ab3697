import Glibc
import Plotting
import Typesetting

struct AxesPlate: Plate {
  init() {}
  var name: String { "axes" }
  var chapter: Chapter { .guides }
  var lookFor: String {
    "Round ticks everywhere, true minus signs, powers of ten with their exponents."
  }
  var figure: Figure {
    func panel(_ title: Label, x: Axis, y: Axis, _ points: [Position]) -> Panel {
      Panel(
        title: title, x: x, y: y, frame: .box, marks: [Line(points), Dots(points, radius: 2.5)])
    }
    let steps = (0...12).map(Double.init)
    return Figure(
      title: "Linear, logarithmic, asinh and named axes", description: "Axes.",
      panels: [
        panel("linear", x: Axis("step"), y: Axis("offset"), steps.map { Position($0, 3e6 + $0) }),
        panel(
          "logarithmic", x: Axis("batch", kind: .log), y: Axis("error", kind: .log),
          steps.dropFirst().map { Position(pow(2, $0), 3 / pow(2, $0 / 2)) }),
        panel(
          "asinh", x: Axis("step"), y: Axis("gradient", kind: .asinh(width: 0.01)),
          steps.map { Position($0, ($0 - 6) * abs($0 - 6) * abs($0 - 6)) }),
        panel(
          "names", x: Axis("optimizer", kind: .band(["SGD", "Adam", "momentum"])), y: Axis("loss"),
          [Position(0, 1), Position(1, 0.4), Position(2, 0.7)]),
      ], columns: 2, size: Size(width: 680, height: 560))
  }
}
