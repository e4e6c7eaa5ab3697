import Typesetting

/// The straight way from a label to what it names, drawn as a thin line where it is long.
struct Leader {
  /// Farther away a label would belong to nothing that the eye sees, in px.
  static let greatestLength = 40.0

  /// At the label, and at the named thing's edge.
  var start, end: Point
  /// What is named, and how much ink around it is its own.
  private let anchor: Point
  private let reach: Double

  /// - Parameter clearance: How far the label stays from its anchor at least.
  init?(from box: Rect, to anchor: Point, clearance: Double) {
    let near = Point(
      x: anchor.x.clamped(to: box.x...box.maxX), y: anchor.y.clamped(to: box.y...box.maxY))
    let away = anchor - near
    guard away.length > clearance + 1 else { return nil }
    self.init(
      near + (2 / away.length) * away, anchor - (clearance / away.length) * away, anchor: anchor,
      reach: clearance)
  }

  init(_ start: Point, _ end: Point, anchor: Point, reach: Double) {
    self.start = start
    self.end = end
    self.anchor = anchor
    self.reach = reach + Self.ownInk
  }

  /// Beyond the clearance the anchor's own ink may be as thick as this, in px.
  private static let ownInk = 3.0

  var length: Double { start.distance(to: end) }

  /// Points a px apart.
  var points: [Point] {
    let steps = length.rounded(.up).integer(in: 1...4000)
    return (0...steps).map { start + (Double($0) / Double(steps)) * (end - start) }
  }

  /// Where no other thing's ink may be.
  var pointsAwayFromAnchor: [Point] { points.filter { $0.distance(to: anchor) > reach } }

  /// Whether two leaders cross or touch.
  func crosses(_ other: Leader) -> Bool {
    func side(_ point: Point, of line: Leader) -> Double {
      let (a, b) = (line.end - line.start, point - line.start)
      return a.x * b.y - a.y * b.x
    }
    return side(start, of: other) * side(end, of: other) <= 0
      && side(other.start, of: self) * side(other.end, of: self) <= 0
  }

  /// The thin line.
  func elements(_ paint: Paint = Paint(.muted)) -> [Scene.Element] {
    [.path(.polyline([start, end]), fill: nil, stroke: Stroke(paint, width: 1))]
  }
}
