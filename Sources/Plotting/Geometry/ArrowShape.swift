import Typesetting

/// The outline of an arrow with a filled, notched head.
struct ArrowShape {
  /// From the tail to the head's notch; empty for an arrow too short to be seen.
  private(set) var shaft: [Point] = []
  private(set) var head = Path()
  /// Of the shaft, in px; smaller than asked on short arrows.
  private(set) var width: Double
  /// Whether the arrow is a dot, because it is shorter than 2 px.
  private(set) var isDot = false

  /// - Parameter width: Of the shaft in px. The head is 5, 8 and 12 px long at 1, 1.75 and 3 px.
  init(from start: Point, to end: Point, width: Double) {
    self.width = width
    let length = start.distance(to: end)
    guard length >= 2 else {
      head = .circle(end, radius: max(1, width / 2 + 0.5))
      isDot = true
      return
    }
    let full = width <= 1.75 ? 5 + 4 * (width - 1) : 8 + 3.2 * (width - 1.75)
    let headLength = min(max(full, 3), 0.45 * length)
    if headLength < full { self.width = max(width * headLength / full, min(width, 0.75)) }
    let along = (1 / length) * (end - start)
    let across = Point(x: -along.y, y: along.x)
    let back = end - headLength * along
    let notch = end - 0.82 * headLength * along
    let half = 0.36 * headLength
    head = .polyline([end, back + half * across, notch, back - half * across], closed: true)
    shaft = [start, notch]
  }

  /// The arrow, on a halo of paper if wanted.
  func elements(paint: Paint, halo: Bool) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let shaftPath = Path.polyline(shaft)
    if halo {
      let paper = Paint(.paper)
      if !shaft.isEmpty {
        elements.append(.path(shaftPath, fill: nil, stroke: Stroke(paper, width: width + 2.5)))
      }
      elements.append(.path(head, fill: nil, stroke: Stroke(paper, width: 2.5)))
    }
    if !shaft.isEmpty {
      let stroke = Stroke(paint, width: width, cap: .butt)
      elements.append(.path(shaftPath, fill: nil, stroke: stroke))
    }
    elements.append(.path(head, fill: paint, stroke: nil))
    return elements
  }
}
