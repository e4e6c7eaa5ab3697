import Testing
import Typesetting

@testable import Plotting

/// Figures of the marks that explain: tables, diagrams, insets, formulas.
enum DiagramSamples {
  static let long = LayoutTests.long

  static func table(rows: Int) -> TableBars {
    let names = ["y-intercept b", "slope m", "learning rate after warm-up"]
    let values = (0..<rows).map { (row: Int) -> Double in
      let whole: Int = (row * 37) % 19 - 9
      return row % 7 == 5 ? .nan : Double(whole) * 1.375
    }
    let labels = (0..<rows).map { $0 % 5 == 4 ? long : Label(verbatim: names[$0 % 3]) }
    let gaps = values.map { -$0 / 3 }
    let errors = (0..<rows).map { 1.1e-16 * Double($0 % 4) }
    typealias Column = TableBars.Column
    return TableBars([
      Column("parameter", .names(labels)),
      Column("$\\nabla\\bar J$", .numbers(values, decimals: nil)),
      Column("gap", .numbers(gaps, decimals: 2), bars: Paint(.training)),
      Column("rounding", .numbers(errors, decimals: 3), bars: Paint(.gradientOfAverage)),
    ])
  }

  /// Four lanes of a network: the seed 1/N enters each, and they add at the shared weight.
  static func network(_ label: Label = "$\\delta_i = \\hat y_i - y_i$") -> Panel {
    var items = [
      DiagramBoxes.Item("w", column: 0, row: 1.5, span: 3, label: "$m$", caption: "weight"),
      DiagramBoxes.Item("J", column: 3, row: 1.5, span: 3, label: "$J$", caption: "mean loss"),
    ]
    var flows: [Ribbons.Flow] = []
    for (index, gradient) in [4.0, -2, 6, 1].enumerated() {
      let row = Double(index)
      items.append(
        DiagramBoxes.Item(
          "a\(index)", column: 1, row: row, label: Label(tex: "a_\(index + 1)"), caption: "stored",
          paint: Paint(.averageOfGradients)))
      items.append(
        DiagramBoxes.Item(
          "l\(index)", column: 2, row: row, label: label, paint: Paint(.gradientOfAverage)))
      flows += [
        Ribbons.Flow(
          from: "J", to: "l\(index)", magnitude: 2, paint: Paint(.wrong),
          label: index == 0 ? "seed $1/N$" : nil),
        Ribbons.Flow(from: "l\(index)", to: "a\(index)", magnitude: gradient),
        Ribbons.Flow(from: "a\(index)", to: "w", magnitude: gradient),
      ]
    }
    return .diagram(DiagramBoxes(items), ribbons: flows, title: "Backward pass")
  }

  static func inset(corner: Corner = .automatic) -> Panel {
    let points = (0...60).map { Position(Double($0), 100 / (1 + Double($0))) }
    let small = Panel(
      x: Axis(domain: 30...60), y: Axis(domain: 1...4), frame: .box,
      marks: [Line(points, stroke: Stroke(Paint(.training), width: 1.5))])
    return Panel(
      title: "Loss", x: Axis("step"), y: Axis("loss"),
      marks: [
        Line(points, stroke: Stroke(Paint(.training), width: 2)),
        Inset(
          small, corner: corner, size: Size(width: 0.5, height: 0.5),
          region: Inset.Region(x: 30...60, y: 1...4)),
        LegendMark([
          LegendEntry(.line(Stroke(Paint(.training), width: 2)), "training"),
          LegendEntry(.dot(Paint(.sample)), "samples"),
        ]),
        NoteMark("The inset shows the last steps."),
      ])
  }

  static func formula(_ more: String = "") -> Panel {
    .formula(
      MathMark([
        MathMark.Part("\\nabla \\bar J", paint: Paint(.gradientOfAverage)), MathMark.Part("="),
        MathMark.Part(
          "\\frac{1}{N} \\sum_{i=1}^{N} \\nabla J_i", paint: Paint(.averageOfGradients)),
        MathMark.Part("= \\sqrt{\\frac{\\hat y_i}{\\bar x}}" + more),
      ]))
  }

  static func figure(_ panels: [Panel], columns: Int = 1, height: Double = 300) -> Figure {
    Figure(
      title: "One scalar carries all samples", description: "d", panels: panels, columns: columns,
      size: Size(width: 680, height: height))
  }

  static let cases: [(name: String, figure: Figure)] = [
    ("table", figure([.table(table(rows: 8), title: "Gradients")])),
    ("table0", figure([.table(table(rows: 0))])),
    ("table1", figure([.table(table(rows: 1))])),
    ("table40", figure([.table(table(rows: 40)), .table(table(rows: 3))], columns: 2)),
    ("network", figure([network()], height: 340)),
    ("network-long", figure([network(long)])),
    ("inset", figure([inset()])),
    ("inset-corner", figure([inset(corner: .bottomLeft)])),
    ("insets", figure([inset(), inset(corner: .topLeft)], columns: 2)),
    ("formula", figure([formula(), formula(" + \\sum_{k=1}^{K} \\frac{a_k}{b_k}")], height: 200)),
  ]
}
