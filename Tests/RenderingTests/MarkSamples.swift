import Foundation
import Plotting
import Typesetting

/// One figure for each mark, with made-up data.
enum MarkSamples {
  /// A generator of numbers that are the same every time.
  struct Random {
    var state: UInt64
    mutating func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
  }

  static func figures() throws -> [(String, Figure)] {
    lines() + bars() + distributions() + fields() + crowds() + remarks()
  }

  private static func figure(_ title: Label, _ panels: Panel..., columns: Int = 2) -> Figure {
    Figure(title: title, description: "A sample.", panels: panels, columns: columns)
  }

  private static func lines() -> [(String, Figure)] {
    let x: [Double] = (0...60).map { Double($0) / 6 }
    let middle: [Double] = x.map { sin($0) + 0.3 * $0 }
    let low: [Double] = x.map { x -> Double in
      x > 6 && x < 6.6 ? Double.nan : sin(x) + 0.24 * x - 0.3
    }
    let high: [Double] = x.map { sin($0) + 0.4 * $0 + 0.3 }
    let steps: [Position] = (0...12).map { index -> Position in
      let height = Double((index * 7) % 5)
      return Position(Double(index), height + 0.3 * Double(index))
    }
    let band = Panel(
      title: "Band", x: Axis("$t$"), y: Axis("loss"),
      marks: [
        Band(x: x, lower: low, upper: high, label: "5–95 % of 20 runs"),
        Line(Position.pairs(x, middle), endLabel: "median"),
      ])
    let step = Panel(
      title: "Step", x: Axis("$t$ in s"), y: Axis("count"),
      marks: [
        Step(steps, endLabel: "after"),
        Step(
          steps.map { Position($0.x, $0.y + 2) }, placement: .middle,
          stroke: Stroke(Paint(.training), width: 2), endLabel: "middle"),
        Dots(steps),
      ])
    let functions = Panel(
      title: "Functions", x: Axis("$x$"), y: Axis("$y$", domain: -3...3),
      marks: [
        FunctionGraph(over: -6...6, endLabel: "tan") { tan($0) },
        FunctionGraph(
          over: -6...6, stroke: Stroke(Paint(.training), width: 2), endLabel: "$\\sqrt{x}$"
        ) { $0.squareRoot() },
        FunctionGraph(
          over: -6...6, stroke: Stroke(Paint(.averageOfGradients), width: 2), endLabel: "sinc"
        ) { $0 == 0 ? 1 : sin(4 * $0) / (4 * $0) },
      ])
    let floor = Panel(
      title: "Jumps", x: Axis("$x$", kind: .log, domain: 0.01...100), y: Axis("$y$"),
      marks: [
        FunctionGraph(over: 0.01...100, endLabel: "floor") { log10($0).rounded(.down) },
        FunctionGraph(
          over: 0.01...100, stroke: Stroke(Paint(.training), width: 2), endLabel: "steep"
        ) { 2 * tanh(1000 * log10($0)) },
      ])
    return [
      ("band", figure("Bands, steps", band, step)),
      ("function", figure("Functions", functions, floor)),
    ]
  }

  private static func bars() -> [(String, Figure)] {
    let names: [Label] = ["mean", "sum", "clip", "scale", "none"]
    let first = [3.2, -1.4, 4.8, 0.6, 2.25]
    let second = [2.1, -0.5, 5.3, 1.4, -0.9]
    let grouped = Panel(
      title: "Grouped", x: Axis(kind: .band(names)), y: Axis("change"),
      marks: [
        Bars(first, width: 0.4, offset: -0.2, numbers: .values, label: "with batch"),
        Bars(
          second, width: 0.4, offset: 0.2, paint: Paint(.training), numbers: .values,
          label: "without"),
      ])
    let lying = Panel(
      title: "Lying", x: Axis("time in ms"), y: Axis(kind: .band(names)),
      marks: [
        Bars(
          [12, 83, 45, 3, 140], direction: .horizontal, width: 0.7, numbers: .values,
          hasNumbersWithin: true)
      ])
    return [("bars", figure("Bars", grouped, lying))]
  }

  private static func distributions() -> [(String, Figure)] {
    var random = Random(state: 4)
    let sample = (0..<400).map { _ in 12 + 3 * random.normal() }
    let whole = (0..<200).map { _ in (3 + 1.5 * random.normal()).rounded() }
    let few = (0..<60).map { _ in random.normal() }
    let more = (0..<60).map { _ in 0.8 + 1.5 * random.normal() }
    let ecdf = Panel(
      title: "ECDF", x: Axis("residual"), y: Axis("part of the sample"),
      marks: [
        ECDF(few, alpha: 0.05, label: "batch 1"),
        ECDF(more, stroke: Stroke(Paint(.training), width: 2), hasRug: false, label: "batch 2"),
      ])
    let many = Panel(
      title: "400 values", x: Axis("gradient"), y: Axis("count"),
      marks: [Histogram(sample), Rule(.vertical(12), label: "mean")])
    let integers = Panel(
      title: "Whole numbers", x: Axis("steps"), y: Axis("density"),
      marks: [Histogram(whole, heights: .density, paint: Paint(.averageOfGradients), label: "run")])
    return [
      ("histogram", figure("Histograms", many, integers)), ("ecdf", figure("ECDF", ecdf)),
    ]
  }

  private static func numbers(_ ramp: ColorRole.Ramp) -> Panel {
    let values: [Double] = (0..<64).map { Double($0 * 3) }
    let cells = HeatCells(values, columns: 8, rows: 8, ramp: ramp, hasNumbers: true)
    let axis = Axis(domain: -0.5...7.5)
    return Panel(x: axis, y: axis, frame: .box, marks: [cells], colorBar: cells.colorBar("n"))
  }

  private static func fields() -> [(String, Figure)] {
    let labels: [Label] = ["a", "b", "c", "d", "e", "f"]
    let matrix: [Double] = (0..<36).map { index -> Double in
      let distance = Double(index % 6 - index / 6)
      return index == 9 ? Double.nan : cos(distance) * exp(-0.3 * abs(distance))
    }
    let cells = HeatCells(matrix, columns: 6, rows: 6, ramp: .diverging, hasNumbers: true)
    let correlation = Panel(
      title: "Correlation", x: Axis(kind: .band(labels)), y: Axis(kind: .band(labels)),
      frame: .box, marks: [cells], colorBar: cells.colorBar("r"))
    let waves: [Double] = (0..<3600).map { index -> Double in
      let (i, j) = (Double(index % 60), Double(index / 60))
      return sin(i / 9) * cos(j / 7) + 1
    }
    let fine = HeatCells(
      waves, columns: 60, rows: 60, x: 0...6, y: 0...6, ramp: .viridis)
    let map = Panel(
      title: "Field", x: Axis("$x$", domain: 0...6), y: Axis("$y$", domain: 0...6), frame: .box,
      marks: [fine],
      colorBar: fine.colorBar("$z$"))
    let grid: [Position] = (0..<121).map { index -> Position in
      let (i, j) = (index % 11 - 5, index / 11 - 5)
      return Position(Double(i), Double(j))
    }
    let swirl: [Position] = grid.map { place -> Position in
      let y: Double = place.x + 0.2 * place.y
      return Position(-place.y, y)
    }
    let quiver = Quiver(swirl, at: grid, key: Quiver.Key(5, "5 m/s"))
    let colored = Quiver(swirl, at: grid, length: .squareRoot, ramp: .sequential)
    let plain = Panel(
      title: "Quiver", x: Axis("$x$"), y: Axis("$y$"), aspect: .equal, frame: .box, marks: [quiver])
    let bar = Panel(
      title: "In colour", x: Axis("$x$"), y: Axis("$y$"), aspect: .equal, frame: .box,
      marks: [colored], colorBar: colored.colorBar("m/s"))
    return [
      ("cells", figure("Cells", correlation, map)),
      ("numbers", figure("Numbers", numbers(.sequential), numbers(.cividis))),
      ("quiver", figure("Quiver", plain, bar)),
    ]
  }

  private static func crowds() -> [(String, Figure)] {
    var random = Random(state: 9)
    let points: [Position] = (0..<100_000).map { _ -> Position in
      let x: Double = random.normal()
      let noise: Double = 0.5 * random.normal()
      return Position(x, 0.6 * x + noise + 0.2 * x * x)
    }
    let cloud: [Position] = (0..<300).map { _ -> Position in
      let x: Double = random.normal()
      let noise: Double = 0.5 * random.normal()
      return Position(2 + x, 1 + 0.7 * x + noise)
    }
    let density = Panel(
      title: "Density", x: Axis("$x$", domain: -3...3), y: Axis("$y$"), marks: [Dots(points)])
    let thin = Panel(
      title: "Thinned", x: Axis("$x$"), y: Axis("$y$"),
      marks: [Dots(points, radius: 1.75, halo: false, crowd: .thin(1500, seed: 7))])
    let ellipse = Panel(
      title: "Ellipse", x: Axis("$x$"), y: Axis("$y$"), aspect: .equal, frame: .box,
      marks: [
        Dots(cloud, paint: Paint(.sample, opacity: 0.6), radius: 2, halo: false),
        CovarianceEllipse(of: cloud, label: "50 and 95 %"),
      ])
    let flat = Panel(
      title: "Flat", x: Axis("$x$", domain: -3...3), y: Axis("$y$", domain: -3...3),
      aspect: .equal, frame: .box,
      marks: [
        CovarianceEllipse(
          mean: Position(0, 0), covariance: Covariance2(xx: 1, xy: 0.5, yy: 0.25),
          paint: Paint(.training), label: "no width"),
        CovarianceEllipse(
          mean: Position(0, 1), covariance: Covariance2(xx: 0.5, xy: -0.3, yy: 0.4),
          paint: Paint(.averageOfGradients)),
      ])
    return [
      ("crowd", figure("Crowds", density, thin)), ("ellipse", figure("Ellipses", ellipse, flat)),
    ]
  }

  private static func remarks() -> [(String, Figure)] {
    let curve: [Position] = (0...100).map { index -> Position in
      let x = Double(index) / 10
      let wave: Double = exp(-0.4 * x) * cos(2 * x)
      return Position(x, wave + 0.02 * x)
    }
    let automatic = Panel(
      title: "Free places", x: Axis("epoch"), y: Axis("loss"),
      marks: [
        Line(curve),
        Annotation("The loss falls below zero for the first time", at: curve[12], pointer: .arrow),
        Annotation("rises once more", at: curve[31], pointer: .line),
        Dots([curve[12], curve[31]]),
      ])
    let told = Panel(
      title: "Told places", x: Axis("epoch"), y: Axis("loss"),
      marks: [
        Line(curve),
        Annotation(
          "warm-up", at: Position(0, 1), offset: Point(x: 0, y: -6),
          pointer: .bracket(to: Position(2.2, 1))),
        Annotation(
          "from here on the steps are shorter than the noise of the gradient", at: curve[60],
          offset: Point(x: 20, y: -70), width: 120, pointer: .arrow),
      ])
    return [("remark", figure("Annotations", automatic, told))]
  }
}
