import Plotting
import Typesetting

struct QuiverPlate: Plate {
  init() {}
  var name: String { "quiver" }
  var chapter: Chapter { .marks }
  var lookFor: String { "Arrows do not touch; the shortest are dots; all point down the bowl." }
  var figure: Figure {
    let places = (0..<15).flatMap { i in
      (0..<11).map { j in Position(-1.8 + Double(i) * 0.33, -1.8 + Double(j) * 0.46) }
    }
    let slopes = places.map { place -> Position in
      let (a, b) = (place.x - 1, place.y - 0.5)
      return Position(-(1.4 * a + 0.5 * b), -(0.5 * a + 2.6 * b))
    }
    return Figure(
      title: "The negative gradient over the loss", description: "A quiver.",
      panels: [
        Panel(
          x: Axis("$m$"), y: Axis("$b$"), frame: .box,
          marks: [
            FilledContours(Samples.field, levels: Samples.levels),
            Quiver(slopes, at: places, length: .squareRoot),
          ], colorBar: ColorBar("loss", levels: Samples.levels))
      ], size: Size(width: 680, height: 440))
  }
}
