import Plotting
import Typesetting

struct EllipsePlate: Plate {
  init() {}
  var name: String { "ellipse" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Half of the points lie in the inner, 95 % in the outer ellipse; remarks point at what they name."
  }
  var figure: Figure {
    let points = (0..<120).map { index -> Position in
      let (a, b) = (Samples.normal(index), Samples.normal(index, 5, 7))
      return Position(2 + 1.5 * a, 1 + 0.8 * a + 0.7 * b)
    }
    return Figure(
      title: "Single gradients scatter around their mean",
      subtitle: "50 and 95 % of a normal cloud",
      description: "Ellipses.",
      panels: [
        Panel(
          x: Axis("$\\partial \\ell_i / \\partial m$"),
          y: Axis("$\\partial \\ell_i / \\partial b$"),
          aspect: .equal, frame: .box,
          marks: [
            Dots(points, paint: Paint(.sample), radius: 2.5),
            CovarianceEllipse(of: points, label: "50 and 95 %"),
            Annotation(
              "the mean is the gradient of the average loss", at: Position(2, 1),
              offset: Point(x: 110, y: 60), width: 120, pointer: .arrow),
          ])
      ], size: Size(width: 680, height: 420))
  }
}
