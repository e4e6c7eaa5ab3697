import BenchmarkData
import Formula
import TrainingCore

/// Surfaces on 101 x 101 points, of which every twentieth row is compared: slow peers evaluate no
/// more.
private func report(
  _ name: String, _ measurement: SurfaceMeasurement, _ plane: Plane, from: (Double, Double),
  to: (Double, Double), _ options: SurfaceOptions = SurfaceOptions()
) throws -> Report {
  let u = Grid.linear(from.0, to.0, count: 101)
  let v = Grid.linear(from.1, to.1, count: 101)
  return try Report("surface \(name)") { (surface: MeasuredSurface) in
    stride(from: 0, to: v.count, by: 20).flatMap { row in
      surface.surface.values[row * u.count..<(row + 1) * u.count]
    }
  } work: {
    try measurement.measure(on: plane, u: u, v: v, options: options)
  }
}

/// A model m x + b of two columns.
private func line(_ x: [Double], _ y: [Double], loss: String) throws -> SurfaceMeasurement {
  let columns = [Dataset.Column(name: "x", values: x), Dataset.Column(name: "y", values: y)]
  return SurfaceMeasurement(
    model: try Expression(parsing: "m*x + b"), loss: try Expression(parsing: loss),
    data: Dataset(name: "benchmark", sha256: "", columns: columns), inputs: ["x"], target: "y",
    parameters: ["m", "b"])
}

/// The mean squared residual of y = m x + b over ten million rows, float64.
enum LineSurface: Work {
  static let name = "surface-line"
  static let arguments = ""

  static func measure(_ argument: String) throws -> Report {
    let data = LineData(count: 10_000_000)
    return try report(
      "line", try line(data.x, data.y, loss: "(y - f)^2"), .ofParameters(0, 1, around: [0, 0]),
      from: (-1, -3), to: (4, 2))
  }
}

/// The mean of log(1 + exp(-s (m x + b))) over a hundred thousand rows with labels s of +1 and -1,
/// float64. The formula is that for targets of 1 and 0, which is the same.
enum LogisticSurface: Work {
  static let name = "surface-logistic"
  static let arguments = ""

  static func measure(_ argument: String) throws -> Report {
    let (places, noise) = (Counter(seed: 1), Counter(seed: 2))
    let x = (0..<100_000).map { 4 * places.uniform($0) - 2 }
    let y = x.enumerated().map { 1.5 * $1 - 0.5 + noise.noise($0) > 0 ? 1.0 : 0 }
    return try report(
      "logistic", try line(x, y, loss: "log1p(exp(f)) - y*f"),
      .ofParameters(0, 1, around: [0, 0]), from: (-2, -4), to: (6, 4))
  }
}

/// The mean squared residual of a 2-32-32-1 network along two directions over a thousand rows,
/// float32.
enum NetworkSurface: Work {
  static let name = "surface-mlp"
  static let arguments = "brute | spectral"

  static func measure(_ argument: String) throws -> Report {
    let choices: [String: SurfaceOptions.Choice] = ["brute": .bruteForce, "spectral": .spectral]
    guard let choice = choices[argument] else { throw UnknownArgument(argument: argument) }
    let network = unwrap(DenseNetwork(sizes: [2, 32, 32, 1]))
    let data = PlaneData(count: 1000)
    let columns = (0..<2).map { column in
      stride(from: column, to: data.inputs.count, by: 2).map { data.inputs[$0] }
    }
    let measurement = try SurfaceMeasurement(
      network: network, loss: .meanSquaredOverSamples, inputs: columns, targets: [data.targets])
    let plane = try Plane(
      origin: NetworkData.parameters(network.sizes, seed: 11),
      first: NetworkData.parameters(network.sizes, seed: 12),
      second: NetworkData.parameters(network.sizes, seed: 13))
    return try report(
      "mlp", measurement, plane, from: (-1, -1), to: (1, 1),
      SurfaceOptions(choice: choice, precision: .float32))
  }
}
