import Plotting
import Typesetting

struct RectanglesPlate: Plate {
  init() {}
  var name: String { "rectangles" }
  var chapter: Chapter { .marks }
  var lookFor: String { "Hatching lines up across neighbours; names stand inside where they fit." }
  var figure: Figure {
    Figure(
      title: "Rectangles as areas: filled, outlined and hatched", description: "Rectangles.",
      panels: [
        Panel(
          x: Axis("$a$"), y: Axis("$\\delta$"), frame: .box,
          marks: [
            Rectangles([.init(from: Position(0, 0), to: Position(3, -4))], label: "$\\delta a$"),
            Rectangles(
              [.init(from: Position(3, 0), to: Position(5, -2))], fill: nil,
              hatch: Stroke(Paint(.wrong), width: 1), stroke: Stroke(Paint(.wrong), width: 1.5),
              label: "covariance"),
            Rectangles(
              [.init(from: Position(-2, 0), to: Position(-0.5, 2))],
              fill: Paint(.training, opacity: 0.2), stroke: Stroke(Paint(.training), width: 1.5)),
          ])
      ], size: Size(width: 680, height: 320))
  }
}
