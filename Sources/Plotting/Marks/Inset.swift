public import Typesetting

/// A small panel inside a panel, with its own axes, on a ground of paper.
public struct Inset: Mark {
  /// A rectangle of the parent's data that the small panel shows enlarged.
  public struct Region: Sendable, Hashable {
    /// In data coordinates of the parent.
    public var x, y: ClosedRange<Double>
    /// The rectangle between two intervals.
    public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
      self.x = x
      self.y = y
    }
  }
  /// What the small panel shows.
  public var panel: Panel
  /// Where it stands.
  public var corner: Corner
  /// Width and height with its guides, as parts of the parent's frame.
  public var size: Size
  /// Outlined in the parent and joined to the small panel by two thin lines; nil for none.
  public var region: Region?

  /// A panel of 42 by 42 % in the emptiest corner unless told otherwise.
  public init(
    _ panel: Panel, corner: Corner = .automatic, size: Size = Size(width: 0.42, height: 0.42),
    region: Region? = nil
  ) {
    self.panel = panel
    self.corner = corner
    self.size = size
    self.region = region
  }

  private static let margin = 8.0
  private static let padding = 6.0
  /// Smaller panels cannot show anything, in px.
  private static let least = Size(width: 110, height: 90)

  /// Passes on to the marks of the small panel.
  public func check() throws(PlottingError) {
    for mark in panel.marks { try mark.check() }
  }

  private func outer(in context: PanelContext) -> Rect {
    let frame = context.frame
    func length(_ part: Double, of whole: Double, least: Double) -> Double {
      let most = max(whole - 2 * Self.margin, 1)
      return part.isFinite ? min(max(part * whole, least), most) : min(least, most)
    }
    let outer = Size(
      width: length(size.width, of: frame.width, least: Self.least.width),
      height: length(size.height, of: frame.height, least: Self.least.height))
    return CornerPlaces(outer, corner: corner, in: frame, margin: Self.margin)
      .place(among: context.obstacles) { markerPoints($0, in: context) }
  }

  /// The small panel, measured until its guides and its frame fit into the rectangle together.
  private func layout(in outer: Rect, _ typesetter: Typesetter) -> PanelLayout? {
    let plan = PanelPlan(panel, typesetter: typesetter)
    let room = outer.inset(by: Self.padding)
    var insets = Insets()
    for _ in 0..<6 {
      let inner = Size(
        width: room.width - insets.left - insets.right,
        height: room.height - insets.top - insets.bottom)
      guard inner.width >= 16, inner.height >= 16 else { return nil }
      let measured = plan.measured(inner: inner, cellWidth: room.width)
      let wanted = insets.union(measured.insets.roundedUp)
      if wanted == insets {
        let frame = Rect(
          x: room.x + insets.left, y: room.y + insets.top, width: inner.width,
          height: inner.height)
        return PanelLayout(measured, room: frame, left: insets.left, top: insets.top)
      }
      insets = wanted
    }
    return nil
  }

  /// The outlined region with its lines, then the small panel with its labels on its ground; nothing
  /// where there is no room for it.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let outer = outer(in: context)
    guard let layout = layout(in: outer, context.typesetter) else { return [] }
    let inside = layout.elements
    let canvas = Size(width: outer.maxX + 4, height: outer.maxY + 4)
    var placer = LabelPlacer(size: canvas, elements: inside)
    let labels = placer.place(layout, legend: panel.legend).elements
    let line = Stroke(Paint(.axis), width: 0.75, cap: .butt)
    let ground = Scene.Element.path(.rectangle(outer), fill: Paint(.paper), stroke: line)
    let group = Scene.Element.group(label: "inset", clip: nil, [ground] + inside + labels)
    return context.clipped("region", marker(outer, line, in: context)) + [group]
  }

  private func marker(_ outer: Rect, _ line: Stroke, in context: PanelContext) -> [Scene.Element] {
    guard let region, let rect = place(region, in: context) else { return [] }
    let outline = Scene.Element.path(.rectangle(rect), fill: nil, stroke: line)
    return [outline]
      + Self.joints(rect, outer).map { .path(.polyline([$0, $1]), fill: nil, stroke: line) }
  }

  /// Two lines between corners of one name that cross neither rectangle.
  private static func joints(_ rect: Rect, _ outer: Rect) -> [(Point, Point)] {
    let clear = zip(corners(rect), corners(outer)).filter { start, end in
      !(1..<40).contains { step in
        let point = start + Double(step) / 40 * (end - start)
        return [rect, outer].contains { $0.inset(by: 0.5).contains(point) }
      }
    }
    return Array(clear.prefix(2))
  }

  /// Points along the outline of the region and the lines to it.
  private func markerPoints(_ outer: Rect, in context: PanelContext) -> [Point] {
    guard let region, let rect = place(region, in: context) else { return [] }
    let corners = Self.corners(rect)
    let outline = [corners[0], corners[1], corners[3], corners[2], corners[0]]
    return context.samples(along: outline)
      + Self.joints(rect, outer).flatMap { context.samples(along: [$0, $1]) }
  }

  private func place(_ region: Region, in context: PanelContext) -> Rect? {
    guard let a = context.place(Position(region.x.lowerBound, region.y.upperBound)),
      let b = context.place(Position(region.x.upperBound, region.y.lowerBound))
    else { return nil }
    return Rect(x: a.x, y: a.y, width: b.x - a.x, height: b.y - a.y)
  }

  private static func corners(_ rect: Rect) -> [Point] {
    [(rect.x, rect.y), (rect.maxX, rect.y), (rect.x, rect.maxY), (rect.maxX, rect.maxY)].map {
      Point(x: $0.0, y: $0.1)
    }
  }

  /// All of its rectangle, and the lines to the region.
  public func occupiedLater(in context: PanelContext) -> [Point] {
    let outer = outer(in: context)
    return layout(in: outer, context.typesetter) == nil
      ? [] : CornerPlaces.points(in: outer) + markerPoints(outer, in: context)
  }

  /// The sentences of the small panel's marks; that it had no room, if that is so.
  public func notes(in context: PanelContext) -> [Label] {
    guard let layout = layout(in: outer(in: context), context.typesetter) else {
      return ["An inset is left out here, because it has no room."]
    }
    return layout.notes
  }
}

extension Insets {
  /// Whole pixels: the search for insets that agree with themselves then ends.
  fileprivate var roundedUp: Insets {
    Insets(
      left: left.rounded(.up), top: top.rounded(.up), right: right.rounded(.up),
      bottom: bottom.rounded(.up))
  }
}
