import Plotting
import Typesetting

/// A symbol that is a disc of one opaque colour and nothing else: many of them may overlap in any
/// order, and vector files can draw them as lines without length and with round ends.
struct OpaqueDisc {
  let circle: CircleShape
  let paint: Paint

  /// Nil for any other symbol.
  init?(_ symbol: [Scene.Element]) {
    guard symbol.count == 1, case .path(let path, let fill?, nil) = symbol[0], fill.opacity == 1,
      let circle = CircleShape(path)
    else { return nil }
    self.circle = circle
    paint = fill
  }

  /// The line whose round ends make the disc.
  var stroke: Stroke { Stroke(paint, width: 2 * circle.radius) }

  /// The middle of a copy.
  func center(at place: Point) -> Point {
    Point(x: place.x + circle.center.x, y: place.y + circle.center.y)
  }
}
