import Typesetting

/// A height field as flat, lit quadrilaterals, far ones first.
///
/// The grid is walked from its far to its near corner, so that what is nearer is drawn later; for a
/// height field seen from above no sorting by depth is needed.
struct HeightMesh {
  let field: ScalarField
  let zRange: ClosedRange<Double>
  let camera: Camera

  /// A mesh whose cells are not much smaller than six px, since smaller ones cannot be told apart.
  /// - Parameter width: Of the frame that the surface fills, in px.
  init(_ field: ScalarField, zRange: ClosedRange<Double>, camera: Camera, width: Double) {
    // Every fourth line is a wire, so the number of cells is a multiple of four.
    let cells = 4 * (width / 24).integer(in: 4...14)
    self.field = field.sampled(atMost: cells + 1)
    self.zRange = zRange
    self.camera = camera
  }

  /// The place of grid point (i, j) in the unit box; heights beyond the range are held to it.
  private func place(_ i: Int, _ j: Int) -> BoxPoint {
    let (xs, ys) = (field.xExtent ?? 0...1, field.yExtent ?? 0...1)
    let height = Scale(domain: zRange, start: -1, end: 1)(field[i, j])
    return BoxPoint(
      Scale(domain: xs, start: -1, end: 1)(field.x[i]),
      Scale(domain: ys, start: -1, end: 1)(field.y[j]), height.clamped(to: -1...1))
  }

  var elements: [Scene.Element] {
    guard !field.isEmpty else { return [] }
    let columns = Array(0..<(field.columns - 1))
    let rows = Array(0..<(field.rows - 1))
    let orderedRows = camera.eye.v >= 0 ? rows : rows.reversed()
    let orderedColumns = camera.eye.u >= 0 ? columns : columns.reversed()
    return orderedRows.flatMap { j in orderedColumns.flatMap { i in quad(i, j) } }
  }

  private func quad(_ i: Int, _ j: Int) -> [Scene.Element] {
    let heights = [field[i, j], field[i + 1, j], field[i + 1, j + 1], field[i, j + 1]]
    guard heights.allSatisfy(\.isFinite), heights.contains(where: { $0 <= zRange.upperBound })
    else {
      return []
    }
    let corners = [place(i, j), place(i + 1, j), place(i + 1, j + 1), place(i, j + 1)]
    let points = corners.map(camera.project)
    let paint = Paint(role(of: corners))
    var elements: [Scene.Element] = [
      .path(.polyline(points, closed: true), fill: paint, stroke: Stroke(paint, width: 0.6))
    ]
    let wire = wires(i, j, points)
    if !wire.segments.isEmpty {
      let stroke = Stroke(Paint(.ink, opacity: 0.35), width: 0.5)
      elements.append(.path(wire, fill: nil, stroke: stroke))
    }
    return elements
  }

  /// The sides of a quadrilateral that lie on every fourth grid line or on the border; of two
  /// neighbours the nearer one draws the line between them, or it would be painted over.
  private func wires(_ i: Int, _ j: Int, _ points: [Point]) -> Path {
    let (lastI, lastJ) = (field.columns - 2, field.rows - 2)
    let isFromLow = (u: camera.eye.u >= 0, v: camera.eye.v >= 0)
    var sides: [(Int, Int)] = []
    if isFromLow.v ? j.isMultiple(of: 4) : j == 0 { sides.append((0, 1)) }
    if isFromLow.u ? i == lastI : i == lastI || (i + 1).isMultiple(of: 4) { sides.append((1, 2)) }
    if isFromLow.v ? j == lastJ : j == lastJ || (j + 1).isMultiple(of: 4) { sides.append((2, 3)) }
    if isFromLow.u ? i.isMultiple(of: 4) : i == 0 { sides.append((3, 0)) }
    return Path(sides.flatMap { [.move(points[$0.0]), .line(points[$0.1])] })
  }

  /// The colour of the mean height under a light from the upper left; in few enough steps that
  /// files can name each colour once.
  private func role(of corners: [BoxPoint]) -> ColorRole {
    let mean = corners.map(\.w).reduce(0, +) / 4
    let normal = (corners[2] - corners[0]).cross(corners[3] - corners[1]).unit
    let light = (0.5 * camera.eye + (-0.55) * camera.right + 0.67 * camera.up).unit
    let brightness = (0.35 + 0.65 * max(0, normal.dot(light))).clamped(to: 0...1)
    let position = ((mean + 1) / 2).clamped(to: 0...1)
    return .surface((position * 48).rounded() / 48, light: (brightness * 24).rounded() / 24)
  }
}
