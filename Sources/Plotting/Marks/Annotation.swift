public import Typesetting

/// A remark about a place or an interval, in lines of a given width, with a pointer to it.
///
/// With an offset it stands where it is told, but for what would leave the frame. Without one it
/// looks for the free place nearest to what it is about; it does not see other remarks that do the
/// same, so give remarks that are near to each other offsets, or use ``TextMark`` for short ones.
public struct Annotation: Mark {
  /// What leads from the remark to its place.
  public enum Pointer: Sendable, Hashable {
    /// Nothing.
    case none
    /// A thin line.
    case line
    /// A thin arrow.
    case arrow
    /// A bracket along the way to another place, in data coordinates.
    case bracket(to: Position)
  }
  /// What it says.
  public var label: Label
  /// What the remark is about, in data coordinates.
  public var place: Position
  /// Where the nearest point of the text is seen from the place, in px to the right and downwards;
  /// nil for a free place.
  public var offset: Point?
  /// The greatest width of a line in px; 0.6 of the frame at most.
  public var width: Double
  /// What leads to the place.
  public var pointer: Pointer
  /// The colour of the letters.
  public var paint: Paint
  /// The size of the letters in px.
  public var size: Double
  /// How far the pointer ends from the place, in px.
  public var clearance: Double

  /// A remark in ink with lines of 150 px, which points with a thin line, unless told otherwise.
  public init(
    _ label: Label, at place: Position, offset: Point? = nil, width: Double = 150,
    pointer: Pointer = .line, paint: Paint = Paint(.ink), size: Double = 11,
    clearance: Double = 6
  ) {
    self.label = label
    self.place = place
    self.offset = offset
    self.width = width
    self.pointer = pointer
    self.paint = paint
    self.size = size
    self.clearance = clearance
  }

  /// Refuses infinite places and offsets.
  public func check() throws(PlottingError) {
    try checkPositions([place])
    if case .bracket(let other) = pointer { try checkPositions([other]) }
    if let offset { try checkValues([offset.x, offset.y]) }
  }

  /// A remark with its place: text, alignment from 0 (left) to 1, and pointer.
  private struct Layout {
    var block: TextBlock
    var box: Rect
    var alignment: Double
    /// The way from the text to the place, or the bracket's corners.
    var pointer: [Point]
  }

  /// Text and pointer.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard let layout = layout(in: context) else { return [] }
    let x = layout.box.x + layout.alignment * layout.box.width
    return pointerElements(layout.pointer)
      + layout.block.elements(
        x: x, top: layout.box.y, alignment: layout.alignment, paint: paint, halo: true)
  }

  /// The pointer, if the remark has an offset; letters keep others away by themselves.
  public func occupied(in context: PanelContext) -> [Point] {
    guard offset != nil, let layout = layout(in: context) else { return [] }
    return context.samples(along: layout.pointer)
  }

  private func pointerElements(_ points: [Point]) -> [Scene.Element] {
    guard points.count > 1 else { return [] }
    let muted = Paint(.muted)
    if pointer == .arrow {
      return ArrowShape(from: points[0], to: points[1], width: 1).elements(paint: muted, halo: true)
    }
    let cap: Stroke.Cap = pointer == .line ? .round : .butt
    return [
      .path(.polyline(points), fill: nil, stroke: Stroke(Paint(.paper), width: 3, cap: cap)),
      .path(.polyline(points), fill: nil, stroke: Stroke(muted, width: 1, cap: cap)),
    ]
  }

  private static let gaps = [10.0, 18, 28, 40, 56, 76]
  private static let angles: [Double] = [
    45, 135, 315, 225, 90, 0, 180, 270, 22.5, 157.5, 67.5, 112.5, 337.5, 202.5, 292.5, 247.5,
  ]

  private func layout(in context: PanelContext) -> Layout? {
    let inside = context.frame.inset(by: -3)
    guard let first = context.place(place), inside.contains(first) else { return nil }
    let room = width.isFinite ? min(max(width, 20), 0.6 * context.frame.width) : 150
    let block = TextBlock(label, size: size, width: room, typesetter: context.typesetter)
    guard !block.lines.isEmpty else { return nil }
    if case .bracket(let other) = pointer, let second = context.place(other),
      first.distance(to: second) > 2
    {
      return bracket(first, second, block, context)
    }
    if let offset, offset.isFinite { return beside(first, offset, block, context) }
    let candidates = Self.gaps.flatMap { gap in
      Self.angles.map { angle -> Layout in
        let radians = angle * .pi / 180
        let reach = clearance + gap
        let way = Point(x: reach * cosine(radians), y: -reach * sine(radians))
        return beside(first, way, block, context)
      }
    }
    return Self.freest(candidates, away: first, context)
  }

  /// The text with its nearest point a way from a place.
  private func beside(
    _ anchor: Point, _ way: Point, _ block: TextBlock, _ context: PanelContext
  ) -> Layout {
    let length = way.length
    let unit = length > 0 ? (1 / length) * way : Point(x: 0, y: 0)
    let free = Self.box(block, anchor: anchor, way: way)
    let box = Self.held(free, to: context.frame.inset(by: 3))
    let alignment = unit.x > 0.35 ? 0 : unit.x < -0.35 ? 1 : 0.5
    let leader = pointer == .none ? nil : Leader(from: box, to: anchor, clearance: clearance)
    let points = leader.map { $0.length > 3 ? [$0.start, $0.end] : [] } ?? []
    return Layout(block: block, box: box, alignment: alignment, pointer: points)
  }

  private static func box(_ block: TextBlock, anchor: Point, way: Point) -> Rect {
    let unit = way.length > 0 ? (1 / way.length) * way : Point(x: 0, y: 0)
    let near = anchor + way
    return Rect(
      x: near.x - block.width * (1 - unit.x) / 2, y: near.y - block.height * (1 - unit.y) / 2,
      width: block.width, height: block.height)
  }

  /// The bracket beside the way between two places, and the text at its middle.
  private func bracket(
    _ first: Point, _ second: Point, _ block: TextBlock, _ context: PanelContext
  ) -> Layout? {
    let along = (1 / first.distance(to: second)) * (second - first)
    let normals = [Point(x: along.y, y: -along.x), Point(x: -along.y, y: along.x)]
      .sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    let candidates = normals.map { normal -> Layout in
      let away = offset.map { max($0.dot(normal), 0) } ?? clearance
      let (low, high) = (max(away - 5, 0) * normal, away * normal)
      let middle = 0.5 * (first + second) + high
      let free = Self.box(block, anchor: middle, way: 5 * normal)
      var layout = beside(middle, 5 * normal, block, context)
      // A bracket stays with its text where that has to stay in the frame.
      let push = (layout.box.center - free.center).dot(normal) * normal
      layout.pointer = [first + low, first + high, second + high, second + low].map { $0 + push }
      return layout
    }
    if let offset { return offset.dot(normals[0]) >= 0 ? candidates.first : candidates.last }
    return Self.freest(candidates, away: first, context)
  }

  /// The first candidate that covers nothing, or the one that covers least.
  private static func freest(
    _ candidates: [Layout], away anchor: Point, _ context: PanelContext
  ) -> Layout? {
    var best: (layout: Layout, cost: Int)?
    for candidate in candidates {
      let box = candidate.box.inset(by: -3)
      var cost = context.obstacles.count(where: box.contains)
      if candidate.box.contains(anchor) { cost += 1000 }
      if candidate.pointer.count == 2 {
        let (a, b) = (candidate.pointer[0], candidate.pointer[1])
        cost += context.obstacles.count {
          $0.distance(to: anchor) > 9 && $0.distance(toSegment: a, b) < 2.5
        }
      }
      if cost == 0 { return candidate }
      if best.map({ cost < $0.cost }) ?? true { best = (candidate, cost) }
    }
    return best?.layout
  }

  private static func held(_ box: Rect, to frame: Rect) -> Rect {
    Rect(
      x: max(min(box.x, frame.maxX - box.width), frame.x),
      y: max(min(box.y, frame.maxY - box.height), frame.y), width: box.width, height: box.height)
  }
}
