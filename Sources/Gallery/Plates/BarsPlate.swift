import Plotting
import Typesetting

struct BarsPlate: Plate {
  init() {}
  var name: String { "bars" }
  var chapter: Chapter { .marks }
  var lookFor: String { "Groups stand on their names; numbers stand at the ends, also below zero." }
  var figure: Figure {
    let orders: [Label] = ["forward", "reverse", "sorted", "shuffled"]
    return Figure(
      title: "Grouped bars, and lying bars with their numbers", description: "Bars.",
      panels: [
        Panel(
          title: "rounding by order", x: Axis(kind: .band(orders)), y: Axis("ulp"),
          marks: [
            Bars([3, -2, 0.5, 1.5], width: 0.38, offset: -0.2, label: "$m$"),
            Bars(
              [1, 2.5, -0.5, -1.5], width: 0.38, offset: 0.2, paint: Paint(.training), label: "$b$"),
          ]),
        Panel(
          x: Axis("seconds"), y: Axis(kind: .band(["ours", "gnuplot", "matplotlib"])),
          marks: [
            Bars(
              [0.31, 2.14, 3.76], direction: .horizontal, paint: Paint(.averageOfGradients),
              numbers: .values)
          ]),
      ], columns: 2, size: Size(width: 680, height: 320))
  }
}
