import Glibc
import Plotting
import Typesetting

struct LinePlate: Plate {
  init() {}
  var name: String { "line" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Names stand at the ends in the lines' colours; a gap where data are missing."
  }
  var figure: Figure {
    let series: [(Label, ColorRole, [Double])] = [
      ("plain", .gradientOfAverage, []), ("dashed", .training, [6, 4]),
      ("momentum", .averageOfGradients, []), ("broken", .wrong, []),
    ]
    let lines = series.enumerated().map { index, series -> Line in
      let points = (0...200).map { step -> Position in
        let x = Double(step) / 20
        let gap = index == 3 && (80..<100).contains(step)
        return Position(x, gap ? .nan : 3 * exp(-x / Double(2 + index)) + 0.3 * Double(index))
      }
      return Line(
        points, stroke: Stroke(Paint(series.1), width: 2, dash: series.2), endLabel: series.0)
    }
    return Figure(
      title: "Lines with their names at their ends", description: "Lines.",
      panels: [
        Panel(
          x: Axis("step"), y: Axis("loss"),
          marks: lines + [Rule(.horizontal(0.5), label: "a limit")])
      ], size: Size(width: 680, height: 340))
  }
}
