public import Typesetting

/// A height field in three dimensions, for a panel with frame ``Panel/Frame/none``.
public struct Surface: Mark {
  /// The values on their grid.
  public var field: ScalarField
  /// The heights of the floor and the ceiling; give several surfaces the same to compare them.
  public var zRange: ClosedRange<Double>
  /// What stands beside the axes; nil for nothing.
  public var xLabel, yLabel, zLabel: Label?
  /// Levels of the contours on the floor, in units of the field; empty for none.
  public var floorLevels: [Double]
  /// Where a drop line to the floor stands, in data coordinates, for the minimum; nil for none.
  public var drop: Position?
  /// Names the upper end of the drop line; nil for no name.
  public var dropLabel: Label?
  /// A path that runs on the surface, in data coordinates; empty for none.
  public var path: [Position]
  /// The colour of the path.
  public var pathPaint: Paint
  /// Whether numbers stand along the axes.
  public var hasTicks: Bool
  /// Where the eye is, in degrees: counter-clockwise from the x axis, and above the floor, which is
  /// held to 5...85.
  public var azimuth, elevation: Double

  /// A surface with numbers along its axes and nothing on it unless told otherwise.
  /// - Parameter zRange: Nil for the interval of the field's values; widened where it has no height,
  ///   0...1 where it is not finite.
  public init(
    _ field: ScalarField, zRange: ClosedRange<Double>? = nil, xLabel: Label? = nil,
    yLabel: Label? = nil, zLabel: Label? = nil, floorLevels: [Double] = [],
    drop: Position? = nil, dropLabel: Label? = nil, path: [Position] = [],
    pathPaint: Paint = Paint(.training), hasTicks: Bool = true, azimuth: Double = -50,
    elevation: Double = 28
  ) {
    self.field = field
    let own = zRange ?? field.valueExtent ?? 0...1
    self.zRange = AxisDomain.resolved(Axis(domain: own), extents: [])
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.zLabel = zLabel
    self.floorLevels = floorLevels
    self.drop = drop
    self.dropLabel = dropLabel
    self.path = path
    self.pathPaint = pathPaint
    self.hasTicks = hasTicks
    self.azimuth = azimuth
    self.elevation = elevation
  }

  /// Refuses infinite values of the field and infinite places on it.
  public func check() throws(PlottingError) {
    try checkField(field)
    try checkPositions(path + (drop.map { [$0] } ?? []))
  }

  /// The box's grid, the surface with what lies on it, and the axes' labels, fitted to the frame.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard !field.isEmpty else { return [] }
    let (camera, axes) = fitted(in: context)
    var elements = axes.grid
    elements += floorContours(camera)
    elements +=
      HeightMesh(
        field, zRange: zRange, camera: camera, width: context.frame.width
      ).elements
    elements += dropLine(camera) + pathElements(camera)
    return [.group(label: "surface", clip: nil, elements + axes.labels)]
  }

  /// The camera that makes the box and its labels just fill the frame.
  private func fitted(in context: PanelContext) -> (Camera, BoxAxes) {
    var camera = Camera(azimuth: azimuth, elevation: elevation)
    var room = context.frame
    let domains = [field.xExtent ?? 0...1, field.yExtent ?? 0...1, zRange]
    var axes: BoxAxes
    var round = 0
    repeat {
      camera.fit(room)
      axes = BoxAxes(
        camera: camera, domains: domains, titles: [xLabel, yLabel, zLabel], hasTicks: hasTicks,
        typesetter: context.typesetter)
      round += 1
    } while Self.shrink(&room, from: context.frame, for: axes.labels, camera) && round < 5
    return (camera, axes)
  }

  /// Makes the box's room smaller by what the labels stick out of the frame.
  private static func shrink(
    _ room: inout Rect, from frame: Rect, for labels: [Scene.Element], _ camera: Camera
  ) -> Bool {
    let boxes = labels.flatMap(\.textBounds)
    let left = frame.x - (boxes.map(\.x).min() ?? frame.x)
    let right = (boxes.map(\.maxX).max() ?? frame.maxX) - frame.maxX
    let top = frame.y - (boxes.map(\.y).min() ?? frame.y)
    let bottom = (boxes.map(\.maxY).max() ?? frame.maxY) - frame.maxY
    guard max(left, right, top, bottom) > 0.01 else { return false }
    room = Rect(
      x: room.x + max(left, 0), y: room.y + max(top, 0),
      width: max(room.width - max(left, 0) - max(right, 0), 30),
      height: max(room.height - max(top, 0) - max(bottom, 0), 30))
    return true
  }

  /// Where a place of the field lies in the unit box, on the surface unless a height is given.
  private func place(_ position: Position, height: Double? = nil) -> BoxPoint? {
    guard let xs = field.xExtent, let ys = field.yExtent,
      let value = height ?? field.value(at: position)
    else { return nil }
    let u = Scale(domain: xs, start: -1, end: 1)(position.x)
    let v = Scale(domain: ys, start: -1, end: 1)(position.y)
    let w = Scale(domain: zRange, start: -1, end: 1)(value)
    guard u.isFinite, v.isFinite, w.isFinite, abs(u) <= 1.001, abs(v) <= 1.001 else { return nil }
    return BoxPoint(u, v, w.clamped(to: -1...1))
  }

  private func onFloor(_ position: Position) -> BoxPoint? {
    place(position, height: zRange.lowerBound)
  }

  private func floorContours(_ camera: Camera) -> [Scene.Element] {
    var path = Path()
    var tracer = ContourTracer(field)
    for level in floorLevels where level.isFinite {
      for line in tracer.lines(at: level).closed {
        let points = line.compactMap(onFloor).map(camera.project)
        path.segments += Path.polyline(simplified(points)).segments
      }
    }
    guard !path.segments.isEmpty else { return [] }
    let stroke = Stroke(Paint(.muted, opacity: 0.7), width: 0.75)
    return [.path(path, fill: nil, stroke: stroke)]
  }

  private func dropLine(_ camera: Camera) -> [Scene.Element] {
    guard let drop, let onSurface = place(drop), let bottom = onFloor(drop) else { return [] }
    let (high, low) = (camera.project(onSurface), camera.project(bottom))
    let line = Path.polyline([high, low])
    let dot = Path.circle(high, radius: 4)
    let ring = Path.circle(low, radius: 3)
    let paper = Paint(.paper)
    let top: Scene.Element = .path(dot, fill: Paint(.ink), stroke: Stroke(paper, width: 1.25))
    guard high.distance(to: low) > 9 else { return [top] }
    return [
      .path(line, fill: nil, stroke: Stroke(paper, width: 3)),
      .path(line, fill: nil, stroke: Stroke(Paint(.ink), width: 1.25, dash: [4, 3], cap: .butt)),
      .path(ring, fill: paper, stroke: Stroke(Paint(.ink), width: 1.25)), top,
    ]
  }

  private func pathElements(_ camera: Camera) -> [Scene.Element] {
    let points = path.compactMap { place($0) }.map(camera.project)
    guard points.count > 1, let last = points.last, let first = points.first else { return [] }
    let line = Path.polyline(simplified(points))
    let paper = Paint(.paper)
    return [
      .path(line, fill: nil, stroke: Stroke(paper, width: 4.5)),
      .path(line, fill: nil, stroke: Stroke(pathPaint, width: 2)),
      .path(.circle(first, radius: 4), fill: Paint(.ink), stroke: Stroke(paper, width: 1.25)),
      .path(.circle(last, radius: 4.5), fill: paper, stroke: Stroke(pathPaint, width: 2)),
    ]
  }

  /// The path and the drop line: a label may stand on the bare surface.
  public func occupied(in context: PanelContext) -> [Point] {
    let camera = fitted(in: context).0
    // A label may stand on the surface, with its halo, but not on what is drawn over it.
    let line = context.samples(along: path.compactMap { place($0) }.map(camera.project))
    guard let drop, let top = place(drop), let bottom = onFloor(drop) else { return line }
    return line + context.samples(along: [camera.project(top), camera.project(bottom)])
  }

  /// One at the upper end of the drop line.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let camera = fitted(in: context).0
    guard let dropLabel, let drop, let top = place(drop) else { return [] }
    return [
      LabelRequest(
        dropLabel, anchor: camera.project(top), priority: 1, preferredAngles: [0, 330, 30, 270],
        clearance: 9, symbol: .dot(Paint(.ink)))
    ]
  }
}
