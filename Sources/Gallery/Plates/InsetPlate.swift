import Glibc
import Plotting
import Typesetting

struct InsetPlate: Plate {
  init() {}
  var name: String { "inset" }
  var chapter: Chapter { .guides }
  var lookFor: String {
    "The inset stands where nothing is, with its own axes; lines lead to what it enlarges."
  }
  var figure: Figure {
    let steps = (0...60).map(Double.init)
    let loss = steps.map { Position($0, 80 * exp(-$0 / 6) + 1 + 0.4 * sin($0)) }
    let line = Line(loss, stroke: Stroke(Paint(.training), width: 2))
    let closeUp = Panel(
      x: Axis(domain: 40...60), y: Axis(domain: 0.4...1.6), frame: .box, marks: [line])
    return Figure(
      title: "An inset enlarges the end of training", description: "An inset.",
      panels: [
        Panel(
          x: Axis("step"), y: Axis("loss"),
          marks: [
            line,
            Inset(
              closeUp, size: Size(width: 0.5, height: 0.5),
              region: Inset.Region(x: 40...60, y: 0.4...1.6)),
            LegendMark([
              LegendEntry(.line(Stroke(Paint(.training), width: 2)), "descent")
            ]),
            NoteMark("A note may come from a mark."),
          ])
      ], size: Size(width: 680, height: 360))
  }
}
