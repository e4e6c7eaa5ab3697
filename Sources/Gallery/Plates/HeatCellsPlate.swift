import Glibc
import Plotting
import Typesetting

struct HeatCellsPlate: Plate {
  init() {}
  var name: String { "heat-cells" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "No seams between cells; numbers can be read on every colour; a missing cell is empty."
  }
  var figure: Figure {
    let small = (0..<36).map { index -> Double in
      index == 14 ? .nan : cos(Double(index % 6) * 0.7) * cos(Double(index / 6) * 0.9)
    }
    let large = (0..<1600).map { index -> Double in
      let (column, row) = (Double(index % 40), Double(index / 40))
      let offset = (column - 25) * (column - 25) / 90
      return exp(-offset - row / 20)
    }
    let numbered = HeatCells(small, columns: 6, rows: 6, ramp: .diverging, hasNumbers: true)
    let plain = HeatCells(large, columns: 40, rows: 40, ramp: .viridis)
    return Figure(
      title: "Cells of colour: signed with their numbers, and many", description: "Heat cells.",
      panels: [
        Panel(
          x: Axis("$i$"), y: Axis("$j$"), frame: .box, marks: [numbered],
          colorBar: numbered.colorBar("cosine")),
        Panel(
          x: Axis("$x$"), y: Axis("$y$"), frame: .box, marks: [plain],
          colorBar: plain.colorBar("density")),
      ], columns: 2, size: Size(width: 680, height: 330), leastPanelWidth: 200)
  }
}
