import Plotting
import Typesetting

struct VectorSumPlate: Plate {
  init() {}
  var name: String { "vector-sum" }
  var chapter: Chapter { .marks }
  var lookFor: String { "The grey chain ends exactly where the teal mean does, inside the ring." }
  var figure: Figure {
    let vectors = [
      Position(3, 1), Position(-1, 2.5), Position(2, -2), Position(1.4, 3), Position(-0.6, -0.8),
    ]
    let mean = Position(
      vectors.map(\.x).reduce(0, +) / 5, vectors.map(\.y).reduce(0, +) / 5)
    return Figure(
      title: "Vectors head to tail, their mean, and a ring around its tip", description: "Vectors.",
      panels: [
        Panel(
          x: Axis("$\\partial J / \\partial m$"), y: Axis("$\\partial J / \\partial b$"),
          aspect: .equal, frame: .box,
          marks: [
            VectorSum(
              vectors, ring: mean, samplesLabel: "single gradients", meanLabel: "their average",
              ringLabel: "gradient of the average"),
            Arrow(
              from: Position(0, 0), to: Position(1.2, -0.3), paint: Paint(.wrong),
              label: "another"),
          ])
      ], size: Size(width: 680, height: 400))
  }
}
