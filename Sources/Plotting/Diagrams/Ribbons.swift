public import Typesetting

/// Flows between the boxes of a diagram: bands as wide as their magnitudes, all in one scale.
///
/// A flow leaves its box on the side that faces the other box. The flows on one side of a box stand
/// one beside the other, in the order of the places they go to. Wide ones lie below narrow ones.
public struct Ribbons: Mark {
  /// One band.
  public struct Flow: Sendable {
    /// The boxes' names.
    public var start, end: String
    /// The signed amount; the band's width is proportional to its size. NaN and 0 are not drawn.
    public var magnitude: Double
    /// Its colour, drawn at 55 %; nil for blue if positive and vermilion if negative.
    public var paint: Paint?
    /// Whether a head shows where it goes.
    public var hasHead: Bool
    /// Stands near its middle, where there is room; nil for none.
    public var label: Label?

    /// A band with a head, coloured by its sign, without a label unless told otherwise.
    public init(
      from start: String, to end: String, magnitude: Double, paint: Paint? = nil,
      head: Bool = true, label: Label? = nil
    ) {
      self.start = start
      self.end = end
      self.magnitude = magnitude
      self.paint = paint
      hasHead = head
      self.label = label
    }

    var color: Paint { paint ?? Paint(magnitude < 0 ? .training : .gradientOfAverage) }
  }

  /// Bands that lie on one another show through.
  private static let opacity = 0.55

  /// In no particular order.
  public var flows: [Flow]
  /// The boxes that they join; draw them as a mark of its own above.
  public var boxes: DiagramBoxes
  /// The width of the widest band in px, where the boxes have so much room.
  public var greatestWidth: Double

  /// Flows of at most 22 px unless told otherwise.
  public init(_ flows: [Flow], between boxes: DiagramBoxes, greatestWidth: Double = 22) {
    self.flows = flows
    self.boxes = boxes
    self.greatestWidth = greatestWidth
  }

  /// Refuses infinite magnitudes and names that no box has.
  public func check() throws(PlottingError) {
    try checkValues(flows.map(\.magnitude))
    let known = Set(boxes.items.map(\.id))
    for id in flows.flatMap({ [$0.start, $0.end] }) where !known.contains(id) {
      throw PlottingError(mark: name, "there is no box \"\(id)\"; name one of the diagram's boxes")
    }
  }

  private func bands(in context: PanelContext) -> [RibbonBand] {
    let plan = DiagramPlan(boxes.items, in: context.frame, context.typesetter)
    let pairs = zip(boxes.items.map(\.id), plan.boxes.map(\.rect))
    let rects = Dictionary(pairs) { first, _ in first }
    return RibbonPlan(flows, rects: rects, greatestWidth: greatestWidth).bands
  }

  /// One path a band, the widest first.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let bands = bands(in: context).enumerated().sorted {
      ($1.element.width, $0.offset) < ($0.element.width, $1.offset)
    }
    let elements = bands.flatMap { _, band -> [Scene.Element] in
      let color = flows[band.flow].color
      let paint = Paint(color.role, opacity: Self.opacity * color.opacity)
      let head = band.head.map { Scene.Element.path($0, fill: color, stroke: nil) }
      // Without its outline a thin band could not be seen.
      let edge = Stroke(color, width: band.width < 2 ? 1.5 : 0.75)
      return [.path(band.outline, fill: paint, stroke: edge)] + [head].compactMap(\.self)
    }
    return elements.isEmpty ? [] : [.group(label: "ribbons", clip: nil, elements)]
  }

  /// Points along the middle and both edges of every band.
  public func occupied(in context: PanelContext) -> [Point] {
    bands(in: context).flatMap { band in
      [-0.5, 0, 0.5].flatMap { context.samples(along: band.line(offset: $0 * band.width)) }
    }
  }

  /// One beside the middle of each band that has a label.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    bands(in: context).compactMap { band in
      guard let label = flows[band.flow].label else { return nil }
      let color = flows[band.flow].color
      return LabelRequest(
        label, anchor: band.point(at: 0.5), paint: Paint(color.role.forText), size: 10.5,
        priority: 5, preferredAngles: [90, 270], clearance: band.width / 2 + 4,
        symbol: .swatch(Paint(color.role, opacity: Self.opacity * color.opacity)))
    }
  }
}
