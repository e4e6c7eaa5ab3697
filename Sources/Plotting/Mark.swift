public import Typesetting

/// Something a panel shows: it knows its data, announces its extent, and lowers to scene elements.
///
/// To add one, put a file into `Marks/`. A mark clips itself to ``PanelContext/frame`` where it
/// may reach beyond, and leaves out what has no finite place. Only ``elements(in:)`` must be
/// written; a mark that says nothing else asks for no room, hides nothing and has no label.
/// Guides such as axes and grids are marks as well; ``Panel/Guides`` says which a panel has.
public protocol Mark: Sendable {
  /// What messages call the mark: its type's name unless told otherwise.
  var name: String { get }
  /// The interval of data x values the mark wants to be seen, or nil if it does not care.
  ///
  /// It counts only where the axis has no ``Axis/domain`` of its own.
  var xExtent: ClosedRange<Double>? { get }
  /// The same for y.
  var yExtent: ClosedRange<Double>? { get }
  /// Whether the mark fills the panel up to its frame, as fields do; the axes then have no padding.
  var fillsFrame: Bool { get }
  /// How far in px the mark reaches beyond the panel's frame, as numbers along an axis do and labels
  /// at the ends of lines; the frame then has a preliminary size.
  func protrusion(in context: PanelContext) -> Insets
  /// The mark as paths and texts in px, in drawing order; empty if nothing of it can be seen.
  func elements(in context: PanelContext) -> [Scene.Element]
  /// What the mark occupies, so that labels stay away from it: points along its ink, in px.
  func occupied(in context: PanelContext) -> [Point]
  /// The same for a mark that chooses its place by what the others occupy, which then are the
  /// context's obstacles.
  func occupiedLater(in context: PanelContext) -> [Point]
  /// How high the panel's inside must be at least, in px, when it is so wide; 0 if any height will do.
  func leastHeight(width: Double, typesetter: Typesetter) -> Double
  /// Labels that want a place near an anchor; the panel finds one where nothing is covered.
  func labels(in context: PanelContext) -> [LabelRequest]
  /// What readers must know about the drawing, such as that points were counted in cells; shown
  /// below the panels.
  func notes(in context: PanelContext) -> [Label]
  /// Refuses data that have no picture: infinite values. NaN is a gap.
  /// - Throws: ``PlottingError`` with the mark's name and the place of what is wrong.
  func check() throws(PlottingError)
}

extension Mark {
  /// The name of the type.
  public var name: String { String(describing: Self.self) }
  /// Nil: the mark fits itself to what the others want to be seen.
  public var xExtent: ClosedRange<Double>? { nil }
  /// The same for y.
  public var yExtent: ClosedRange<Double>? { nil }
  /// The mark keeps away from the frame.
  public var fillsFrame: Bool { false }
  /// No room outside the frame.
  public func protrusion(in context: PanelContext) -> Insets { Insets() }
  /// No points: labels may stand on the mark.
  public func occupied(in context: PanelContext) -> [Point] { [] }
  /// No points: the mark has its place whatever the others do.
  public func occupiedLater(in context: PanelContext) -> [Point] { [] }
  /// Any height.
  public func leastHeight(width: Double, typesetter: Typesetter) -> Double { 0 }
  /// No labels.
  public func labels(in context: PanelContext) -> [LabelRequest] { [] }
  /// No notes.
  public func notes(in context: PanelContext) -> [Label] { [] }
  /// Accepts everything: for marks without data.
  public func check() throws(PlottingError) {}
}

/// A label that is placed by its panel, never on top of anything else.
public struct LabelRequest: Sendable {
  /// What it says.
  public var label: Label
  /// The point that the label names, in px.
  public var anchor: Point
  /// The colour of the letters.
  public var paint: Paint
  /// The size of the letters in px.
  public var size: Double
  /// Lower numbers are placed first.
  public var priority: Int
  /// Directions from the anchor that are tried before all others, in degrees counter-clockwise
  /// from the right.
  public var preferredAngles: [Double]
  /// How far the label stays from its anchor at least, in px; with 0 it may stand on it.
  public var clearance: Double
  /// What stands for the label's object in the legend when no place is free; nil to drop the label.
  public var symbol: LegendEntry.Symbol?
  /// What the legend then says; nil for the label itself.
  public var legendLabel: Label?
  /// Whether the anchor is the right end of a line; such labels stand in a column beside the lines.
  public var isLineEnd: Bool
  /// Whether the label belongs into the legend at once, because no single place of its mark says which
  /// it is.
  public var isForLegend: Bool

  /// A request for a label in ink that may stand on any side of its anchor and may be dropped.
  public init(
    _ label: Label, anchor: Point, paint: Paint = Paint(.ink), size: Double = 11,
    priority: Int = 10, preferredAngles: [Double] = [], clearance: Double = 5,
    symbol: LegendEntry.Symbol? = nil, legendLabel: Label? = nil, isLineEnd: Bool = false,
    isForLegend: Bool = false
  ) {
    self.label = label
    self.anchor = anchor
    self.paint = paint
    self.size = size
    self.priority = priority
    self.preferredAngles = preferredAngles
    self.clearance = clearance
    self.symbol = symbol
    self.legendLabel = legendLabel
    self.isLineEnd = isLineEnd
    self.isForLegend = isForLegend
  }
}

/// What a mark may ask while it draws itself: where data lie in the picture, and how wide text is.
public struct PanelContext: Sendable {
  /// From data to px; on `y` larger values lie higher in the picture.
  public var x, y: Scale
  /// The panel's inside, in px.
  public var frame: Rect
  /// Measures text.
  public var typesetter: Typesetter
  /// What all marks of the panel occupy, in px; for marks that place text among them.
  public var obstacles: [Point]
  /// The labelled ticks of both axes, for guides; empty where an axis has none.
  var xTicks = AxisTicks()
  var yTicks = AxisTicks()

  /// The surroundings of a mark; without obstacles, text among the marks may stand anywhere.
  public init(
    x: Scale, y: Scale, frame: Rect, typesetter: Typesetter, obstacles: [Point] = []
  ) {
    self.x = x
    self.y = y
    self.frame = frame
    self.typesetter = typesetter
    self.obstacles = obstacles
  }

  /// The place of a data point in the picture; not finite if the axes have no such place.
  public func point(_ x: Double, _ y: Double) -> Point { Point(x: self.x(x), y: self.y(y)) }

  /// The place of a data point, or nil if it has none; far away places are drawn nearer, because
  /// renderers compute with fewer digits than we do.
  public func place(_ position: Position) -> Point? {
    guard position.isFinite else { return nil }
    let point = point(position.x, position.y)
    guard point.isFinite else { return nil }
    return Point(x: point.x.clamped(to: -1e5...1e5), y: point.y.clamped(to: -1e5...1e5))
  }

  /// The places of data points, in pieces: a point without a place ends one piece.
  public func pieces(_ positions: [Position]) -> [[Point]] {
    var pieces: [[Point]] = [[]]
    for position in positions {
      if let place = place(position) {
        pieces[pieces.count - 1].append(place)
      } else if pieces.last?.isEmpty == false {
        pieces.append([])
      }
    }
    return pieces.filter { !$0.isEmpty }
  }

  /// The part of a straight line that can be seen, with a margin in which heads and caps are cut
  /// off by the frame; nil if there is none.
  func visible(_ start: Point, _ end: Point) -> (Point, Point)? {
    Segment(start, end).clipped(to: frame.inset(by: -16))?.ends
  }

  /// A group that shows only what lies in the panel's frame; no element gives no group.
  /// - Parameter label: What the group is called where groups can be named, as in an inline picture.
  public func clipped(_ label: String?, _ elements: [Scene.Element]) -> [Scene.Element] {
    elements.isEmpty ? [] : [.group(label: label, clip: frame, elements)]
  }

  /// Points along a polyline, at most 3 px apart and within 4 px of the frame, for
  /// ``Mark/occupied(in:)``.
  public func samples(along points: [Point]) -> [Point] {
    let near = frame.inset(by: -4)
    var samples = points.prefix(1).filter(near.contains)
    for (a, b) in zip(points, points.dropFirst()) {
      guard let (a, b) = Segment(a, b).clipped(to: near)?.ends else { continue }
      let count = (a.distance(to: b) / 3).rounded(.up).integer(in: 1...4000)
      for step in 0...count { samples.append(a + Double(step) / Double(count) * (b - a)) }
    }
    return samples
  }
}
