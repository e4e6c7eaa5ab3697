import Plotting
import Typesetting

struct MillionPointsPlate: Plate {
  init() {}
  var name: String { "million-points" }
  var chapter: Chapter { .hardCases }
  var lookFor: String { "10^6 points are counted in cells, and the note below says so." }
  var figure: Figure {
    // Two low-discrepancy sequences turned into a cloud with a dense core.
    var points: [Position] = []
    points.reserveCapacity(1_000_000)
    var (u, v) = (0.5, 0.5)
    for _ in 0..<1_000_000 {
      u = (u + 0.754_877_666_246_692_8).truncatingRemainder(dividingBy: 1)
      v = (v + 0.569_840_290_998_053_2).truncatingRemainder(dividingBy: 1)
      let (a, b) = (2 * u - 1, 2 * v - 1)
      points.append(Position(a * a * a * (2 + b), b * b * b + 0.5 * a))
    }
    return Figure(
      title: "One million points", description: "A million points.",
      panels: [Panel(x: Axis("$x$"), y: Axis("$y$"), marks: [Dots(points, label: "points")])],
      size: Size(width: 680, height: 380))
  }
}
