import BenchmarkData
import Plotting

extension Dots {
  /// Dots with colours of their own, as one mark for each of at most 65 steps of the ramp.
  /// - Parameter positions: Of each point on the ramp, from 0 to 1.
  static func shaded(
    _ points: [Position], positions: [Double], radius: Double
  ) -> [any Mark] {
    var groups: [Int: [Position]] = [:]
    for (point, position) in zip(points, positions) {
      let step = Int((64 * position).rounded())
      groups[step, default: []].append(point)
    }
    return groups.sorted { $0.key < $1.key }.map { step, points in
      Dots(
        points, paint: Paint(.ramp(.viridis, Double(step) / 64)), radius: radius,
        halo: false)
    }
  }
}

extension Run {
  /// The path as places.
  var positions: [Position] { path.map { Position($0) } }

  /// The colour of the run in every figure.
  var paint: Paint {
    switch name {
    case "GD": Paint(.training)
    case "SGD": Paint(.gradientOfAverage)
    default: Paint(.wrong)
    }
  }
}

extension Double {
  /// The number with so many decimals and a true minus sign.
  func text(decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let units = Int((magnitude * Double(scale)).rounded())
    let fraction = String(units % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(self < 0 && units > 0 ? "\u{2212}" : "")\(units / scale).\(zeros)\(fraction)"
  }
}
