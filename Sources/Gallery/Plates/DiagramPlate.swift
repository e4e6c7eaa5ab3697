import Plotting
import Typesetting

struct DiagramPlate: Plate {
  init() {}
  var name: String { "diagram" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Ribbons are as wide as what flows; where they meet at the weight they add up."
  }
  var figure: Figure {
    var items = [
      DiagramBoxes.Item("w", column: 0, row: 1.5, span: 3, label: "$m$", caption: "weight"),
      DiagramBoxes.Item("J", column: 3, row: 1.5, span: 3, label: "$J$", caption: "mean loss"),
    ]
    var flows: [Ribbons.Flow] = []
    for (index, gradient) in [4.0, -2, 6, 1].enumerated() {
      let row = Double(index)
      items += [
        DiagramBoxes.Item(
          "a\(index)", column: 1, row: row, label: Label(tex: "a_\(index + 1)"), caption: "stored",
          paint: Paint(.averageOfGradients)),
        DiagramBoxes.Item(
          "l\(index)", column: 2, row: row, label: Label(tex: "\\delta_\(index + 1)"),
          caption: "error", paint: Paint(.gradientOfAverage)),
      ]
      flows += [
        Ribbons.Flow(
          from: "J", to: "l\(index)", magnitude: 2, paint: Paint(.wrong),
          label: index == 0 ? "seed $1/N$" : nil),
        Ribbons.Flow(from: "l\(index)", to: "a\(index)", magnitude: gradient),
        Ribbons.Flow(from: "a\(index)", to: "w", magnitude: gradient),
      ]
    }
    return Figure(
      title: "Backward, each sample's gradient flows by itself and is added at the weight",
      description: "A diagram.", panels: [.diagram(DiagramBoxes(items), ribbons: flows)],
      size: Size(width: 680, height: 340))
  }
}
