import BenchmarkData
import Plotting

/// Many points of noise in two dimensions, the same as in `peers/render.py`.
enum Scatter {
  /// Points of sequences 51 and 52, held to [-4, 4]; radius 1.5 px, 40 % opaque.
  static func figure(count: Int) -> Figure {
    let (x, y) = (Counter(seed: 51), Counter(seed: 52))
    let points = (0..<count).map {
      Position(max(-4, min(4, x.noise($0))), max(-4, min(4, y.noise($0))))
    }
    return Figure(
      title: Label(verbatim: "\(count) points"), description: "Noise in two dimensions.",
      panels: [
        Panel(
          x: Axis(domain: -4...4), y: Axis(domain: -4...4),
          marks: [
            Dots(
              points, paint: Paint(.gradientOfAverage, opacity: 0.4), radius: 1.5, halo: false)
          ])
      ])
  }
}
