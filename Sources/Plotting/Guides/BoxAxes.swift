import Typesetting

/// Grids on the back planes of the unit box, and labels along the edges of its silhouette.
struct BoxAxes {
  /// One axis: where it runs in the box, and what stands along it.
  private struct Edge {
    var domain: ClosedRange<Double>
    var title: Label?
    var direction: AxisTicks.Direction
    /// The place of a fraction of the way from the lower to the upper end.
    var place: @Sendable (Double) -> BoxPoint
  }

  private let camera: Camera
  private let edges: [Edge]
  private let ticks: [AxisTicks]
  private let typesetter: Typesetter

  init(
    camera: Camera, domains: [ClosedRange<Double>], titles: [Label?], hasTicks: Bool,
    typesetter: Typesetter
  ) {
    self.camera = camera
    self.typesetter = typesetter
    let nearU = camera.eye.u >= 0 ? 1.0 : -1
    let nearV = camera.eye.v >= 0 ? 1.0 : -1
    // The upright edge that the eye sees farthest to the left.
    let uprights = [(nearU, -nearV), (-nearU, nearV)]
    let isFirst =
      camera.project(BoxPoint(uprights[0].0, uprights[0].1, 0)).x
      < camera.project(BoxPoint(uprights[1].0, uprights[1].1, 0)).x
    let left = isFirst ? uprights[0] : uprights[1]
    edges = [
      Edge(domain: domains[0], title: titles[0], direction: .horizontal) {
        BoxPoint(2 * $0 - 1, nearV, -1)
      },
      Edge(domain: domains[1], title: titles[1], direction: .horizontal) {
        BoxPoint(nearU, 2 * $0 - 1, -1)
      },
      Edge(domain: domains[2], title: titles[2], direction: .vertical) {
        BoxPoint(left.0, left.1, 2 * $0 - 1)
      },
    ]
    ticks = edges.map { edge in
      guard hasTicks else { return AxisTicks() }
      let length = camera.project(edge.place(0)).distance(to: camera.project(edge.place(1)))
      return AxisTicks(
        .linear, domain: edge.domain, length: length * 0.8, direction: edge.direction,
        typesetter: typesetter)
    }
  }

  /// Lines at the ticks on the floor and on the two walls behind, and their outlines.
  var grid: [Scene.Element] {
    let farU = camera.eye.u >= 0 ? -1.0 : 1
    let farV = camera.eye.v >= 0 ? -1.0 : 1
    let places = zip(edges, ticks).map { edge, ticks in
      ticks.ticks.map { 2 * Self.fraction($0.value, in: edge.domain) - 1 }
    }
    var lines = Path()
    func add(_ points: BoxPoint...) {
      lines.segments += Path.polyline(points.map(camera.project)).segments
    }
    for u in places[0] { add(BoxPoint(u, -farV, -1), BoxPoint(u, farV, -1), BoxPoint(u, farV, 1)) }
    for v in places[1] { add(BoxPoint(-farU, v, -1), BoxPoint(farU, v, -1), BoxPoint(farU, v, 1)) }
    for w in places[2] {
      add(BoxPoint(farU, -farV, w), BoxPoint(farU, farV, w), BoxPoint(-farU, farV, w))
    }
    let grid = lines
    lines = Path()
    for w in [-1.0, 1] {
      add(BoxPoint(farU, -farV, w), BoxPoint(farU, farV, w), BoxPoint(-farU, farV, w))
    }
    add(BoxPoint(farU, -farV, -1), BoxPoint(-farU, -farV, -1), BoxPoint(-farU, farV, -1))
    for (u, v) in [(farU, -farV), (farU, farV), (-farU, farV)] {
      add(BoxPoint(u, v, -1), BoxPoint(u, v, 1))
    }
    return [
      .path(grid, fill: nil, stroke: Stroke(Paint(.grid), width: 1)),
      .path(lines, fill: nil, stroke: Stroke(Paint(.axis, opacity: 0.7), width: 1)),
    ]
  }

  /// Tick labels and titles; a label that would lie on another is left out.
  var labels: [Scene.Element] {
    var elements: [Scene.Element] = []
    var boxes: [Rect] = []
    func add(_ line: TextLine, box: Rect) {
      guard !boxes.contains(where: { $0.intersects(box.inset(by: -6)) }) else { return }
      boxes.append(box)
      let origin = Point(x: box.x, y: box.y + line.ascent)
      elements.append(.text(line, at: origin, angle: 0, paint: Paint(.muted), halo: false))
    }
    for (edge, ticks) in zip(edges, ticks) {
      let outward = outward(edge)
      var reach = 0.0
      for tick in ticks.ticks {
        let at = camera.project(edge.place(Self.fraction(tick.value, in: edge.domain)))
        let box = Self.box(tick.line, from: at, towards: outward, gap: 6)
        reach = max(reach, abs(outward.x) * box.width + abs(outward.y) * box.height)
        add(tick.line, box: box)
      }
      guard let title = ticks.title(edge.title) else { continue }
      let line = typesetter.line(title, size: 12)
      if edge.direction == .vertical {
        let top = camera.project(edge.place(1))
        var box = Self.box(line, from: top, towards: Point(x: 0, y: -1), gap: 10)
        // To the right of the corner the box's upper edge rises through the title.
        box.x = min(box.x, top.x + 4 - box.width)
        add(line, box: box)
      } else {
        let middle = camera.project(edge.place(0.5))
        add(line, box: Self.box(line, from: middle, towards: outward, gap: 12 + reach))
      }
    }
    return elements
  }

  private static func fraction(_ value: Double, in domain: ClosedRange<Double>) -> Double {
    Scale(domain: domain, start: 0, end: 1)(value)
  }

  /// Away from the box's picture, at right angles to the edge.
  private func outward(_ edge: Edge) -> Point {
    let (a, b) = (camera.project(edge.place(0)), camera.project(edge.place(1)))
    let length = max(a.distance(to: b), 1e-9)
    let across = Point(x: -(b - a).y / length, y: (b - a).x / length)
    let inside = camera.project(BoxPoint(0, 0, edge.direction == .vertical ? 0 : -1)) - a
    return across.dot(inside) > 0 ? -1 * across : across
  }

  /// The box of a line that lies in a direction from a point, a gap away.
  private static func box(
    _ line: TextLine, from point: Point, towards direction: Point, gap: Double
  ) -> Rect {
    let height = line.ascent + line.descent
    let reach = gap + abs(direction.x) * line.width / 2 + abs(direction.y) * height / 2
    let center = point + reach * direction
    return Rect(
      x: center.x - line.width / 2, y: center.y - height / 2, width: line.width, height: height)
  }
}
