import Plotting
import Typesetting

struct AnnotationPlate: Plate {
  init() {}
  var name: String { "annotation" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Leaders touch what they name and cross nothing; a bracket spans its distance."
  }
  var figure: Figure {
    let points = Samples.descent.enumerated().map {
      Position(Double($0.offset), Samples.bowl($0.element.x, $0.element.y))
    }
    return Figure(
      title: "Remarks with a line, an arrow and a bracket", description: "Annotations.",
      panels: [
        Panel(
          x: Axis("step"), y: Axis("loss"),
          marks: [
            Line(points), Dots(points, radius: 2.5),
            Annotation("the first step pays most", at: points[1], offset: Point(x: 60, y: -20)),
            Annotation(
              "from here on the curvature along the valley decides", at: points[6],
              offset: Point(x: 70, y: -60), width: 160, pointer: .arrow),
            Annotation("six steps", at: points[12], pointer: .bracket(to: points[18])),
          ])
      ], size: Size(width: 680, height: 340))
  }
}
