import Glibc
import Plotting
import Typesetting

struct BandPlate: Plate {
  init() {}
  var name: String { "band-and-step" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "The band is pale and has no edge; steps are square; names stand clear of both."
  }
  var figure: Figure {
    let x = (0...60).map { Double($0) / 3 }
    let middle = x.map { 2.5 * exp(-$0 / 6) + 0.4 }
    let spread = x.map { 0.5 * exp(-$0 / 9) + 0.1 * abs(sin($0)) }
    let rates = (0...8).map { Position(2.5 * Double($0), pow(2, -Double($0))) }
    return Figure(
      title: "A band around a median, and a rate that falls in steps", description: "A band.",
      panels: [
        Panel(
          title: "median and 5–95 % of 20 runs", x: Axis("step"), y: Axis("loss"),
          marks: [
            Band(
              x: x, lower: zip(middle, spread).map { $0 - $1 },
              upper: zip(middle, spread).map { $0 + $1 }, label: "5–95 %"),
            Line(Position.pairs(x, middle), endLabel: "median"),
          ]),
        Panel(
          title: "the step size", x: Axis("step"), y: Axis("$\\eta$"),
          marks: [Step(rates, endLabel: "$\\eta_t$")]),
      ], columns: 2, size: Size(width: 680, height: 320))
  }
}
