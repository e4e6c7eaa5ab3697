import Typesetting

/// Finds places for labels where nothing is covered: the first free one in a fixed order, so that
/// the same figure always looks the same.
struct LabelPlacer {
  private var ink: Occupancy
  private var texts: [Rect]
  private var leaders: [Leader] = []
  private let canvas: Rect

  private static let gaps = [0.0, 5, 12, 20, 28, 36, 42]
  /// A label as near as this needs no line to its anchor, in px.
  private static let leaderless = 12.0
  private static let angles: [Double] = [
    45, 0, 315, 135, 90, 180, 225, 270, 22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 292.5, 337.5,
  ]

  init(size: Size, elements: [Scene.Element]) {
    ink = Occupancy(size)
    texts = elements.flatMap(\.textBounds)
    canvas = Rect(x: 0, y: 0, width: size.width, height: size.height).inset(by: 4)
  }

  /// Places the labels of one panel, the most important first.
  /// - Parameter legend: The figure's own; what it names needs no label.
  mutating func place(
    _ layout: PanelLayout, legend: [LegendEntry]
  ) -> (elements: [Scene.Element], dropped: [LegendEntry]) {
    for point in layout.context.obstacles { ink.cover(point) }
    if layout.measured.plan.panel.frame == .box { coverOutline(of: layout.frame) }
    let known = Set((layout.legend + legend).map(\.label))
    let requests = layout.requests.filter { !known.contains($0.legendLabel ?? $0.label) }
    var (elements, placed) = placeLineEnds(requests, in: layout)
    let order = requests.enumerated().filter { !placed.contains($0.offset) }.sorted {
      ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset)
    }
    var dropped: [LegendEntry] = []
    for (_, request) in order {
      if let found = place(request, in: layout) {
        elements += found
      } else if let symbol = request.symbol {
        dropped.append(LegendEntry(symbol, request.legendLabel ?? request.label))
      }
    }
    return (elements, dropped)
  }

  /// Puts the labels of line ends beside the frame, if they end near it.
  /// - Returns: What was drawn, and the indices of the requests that are done.
  private mutating func placeLineEnds(
    _ requests: [LabelRequest], in layout: PanelLayout
  ) -> ([Scene.Element], Set<Int>) {
    let frame = layout.frame
    let near = requests.enumerated().filter {
      $0.element.isLineEnd && $0.element.anchor.x > frame.maxX - 0.1 * frame.width
    }
    // In an open frame a base line runs below the labels, which their halos would break.
    let bottom = layout.measured.plan.panel.frame == .box ? frame.maxY + 2 : frame.maxY - 2
    let column = LineEndColumn(
      near.map(\.element), top: frame.y - 6, bottom: bottom,
      right: frame.maxX + layout.measured.insets.right, typesetter: layout.context.typesetter)
    var elements: [Scene.Element] = []
    var done: Set<Int> = []
    for item in column.items where canvas.contains(item.box) && isFree(item.box) {
      guard
        let index = near.first(where: {
          !done.contains($0.offset) && $0.element.label == item.request.label
            && $0.element.anchor == item.request.anchor
        })?.offset
      else { continue }
      let leader = LineEndColumn.leader(item)
      guard leader.map(isClear) ?? true else { continue }
      done.insert(index)
      texts.append(item.box)
      let origin = Point(x: item.box.x, y: item.box.y + item.line.ascent)
      if let leader { elements += draw(leader, Paint(.axis)) }
      elements.append(
        .text(item.line, at: origin, angle: 0, paint: item.request.paint, halo: true))
    }
    return (elements, done)
  }

  private mutating func place(_ request: LabelRequest, in layout: PanelLayout) -> [Scene.Element]? {
    let line = layout.context.typesetter.line(request.label, size: request.size)
    guard line.width > 0 else { return [] }
    guard !request.isForLegend else { return nil }
    let frame = layout.frame
    // Beside a box stands its colour bar; beside an open frame there may be room for a label.
    let beside = layout.measured.plan.panel.frame == .box ? -3 : layout.measured.insets.right
    let region = Rect(
      x: frame.x, y: frame.y - 4, width: frame.width + beside, height: frame.height + 4)
    for gap in Self.gaps {
      for angle in request.preferredAngles + Self.angles {
        let box = Self.box(line, request: request, gap: gap, angle: angle)
        guard canvas.contains(box), region.contains(box), isFree(box) else { continue }
        let way = Leader(from: box, to: request.anchor, clearance: request.clearance)
        // A label that another line parts from its anchor seems to name that line.
        guard way.map(isClear) ?? true else { continue }
        let leader = gap > Self.leaderless ? way.flatMap { $0.length > 4 ? $0 : nil } : nil
        texts.append(box)
        let origin = Point(x: box.x, y: box.y + line.ascent)
        let text = Scene.Element.text(line, at: origin, angle: 0, paint: request.paint, halo: true)
        return (leader.map { draw($0) } ?? []) + [text]
      }
    }
    return nil
  }

  /// The label's box when it lies in a direction from its anchor: its nearest point is a gap away.
  private static func box(_ line: TextLine, request: LabelRequest, gap: Double, angle: Double)
    -> Rect
  {
    let size = Size(width: line.width, height: line.ascent + line.descent)
    guard request.clearance + gap > 0 else {
      // Without any distance to keep, the label stands on its anchor: in the middle of an area.
      return Rect(
        x: request.anchor.x - size.width / 2, y: request.anchor.y - size.height / 2,
        width: size.width, height: size.height)
    }
    let distance = request.clearance + gap
    let radians = angle * .pi / 180
    let direction = Point(x: cosine(radians), y: -sine(radians))
    let height = line.ascent + line.descent
    let near = request.anchor + distance * direction
    return Rect(
      x: near.x - line.width * (1 - direction.x) / 2, y: near.y - height * (1 - direction.y) / 2,
      width: line.width, height: height)
  }

  private func isFree(_ box: Rect) -> Bool {
    let padded = Rect(x: box.x - 3, y: box.y - 1.5, width: box.width + 6, height: box.height + 3)
    return ink.isFree(box.inset(by: -1)) && !texts.contains { $0.intersects(padded) }
  }

  /// Whether the eye can follow a leader: it is short, meets no text and no other leader, and no ink
  /// but that around its own anchor.
  private func isClear(_ leader: Leader) -> Bool {
    leader.length <= Leader.greatestLength
      && !leader.pointsAwayFromAnchor.contains(where: ink.isCovered)
      && !leaders.contains(where: leader.crosses)
      && !leader.points.contains { point in texts.contains { $0.contains(point) } }
  }

  private mutating func draw(
    _ leader: Leader, _ paint: Paint = Paint(.muted)
  ) -> [Scene.Element] {
    for point in leader.points { ink.cover(point) }
    leaders.append(leader)
    return leader.elements(paint)
  }

  private mutating func coverOutline(of frame: Rect) {
    for x in stride(from: frame.x, through: frame.maxX, by: 3) {
      ink.cover(Point(x: x, y: frame.y))
      ink.cover(Point(x: x, y: frame.maxY))
    }
    for y in stride(from: frame.y, through: frame.maxY, by: 3) {
      ink.cover(Point(x: frame.x, y: y))
      ink.cover(Point(x: frame.maxX, y: y))
    }
  }
}
