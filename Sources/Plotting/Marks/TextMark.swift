public import Typesetting

/// A remark about a place, with a leader to it when it must stand apart.
public struct TextMark: Mark {
  /// What it says.
  public var label: Label
  /// What the remark is about, in data coordinates.
  public var place: Position
  /// The colour of the letters.
  public var paint: Paint
  /// The size of the letters in px.
  public var size: Double
  /// Directions that are tried first, in degrees counter-clockwise from the right.
  public var preferredAngles: [Double]
  /// How far the text stays from the place at least, in px.
  public var clearance: Double
  /// Lower numbers are placed first.
  public var priority: Int
  /// What stands for it in the legend if there is no free place; nil if it may then be left out.
  public var symbol: LegendEntry.Symbol?
  /// What the legend then says; nil for the label itself.
  public var legendLabel: Label?

  /// A remark in ink that may stand on any side and may be left out, unless told otherwise.
  public init(
    _ label: Label, at place: Position, paint: Paint = Paint(.ink), size: Double = 11,
    preferredAngles: [Double] = [], clearance: Double = 5, priority: Int = 6,
    symbol: LegendEntry.Symbol? = nil, legendLabel: Label? = nil
  ) {
    self.label = label
    self.place = place
    self.paint = paint
    self.size = size
    self.preferredAngles = preferredAngles
    self.clearance = clearance
    self.priority = priority
    self.symbol = symbol
    self.legendLabel = legendLabel
  }

  /// Refuses an infinite place.
  public func check() throws(PlottingError) { try checkPositions([place]) }

  /// Nothing: the panel places and draws the remark.
  public func elements(in context: PanelContext) -> [Scene.Element] { [] }

  /// The remark itself, if its place has one in the picture.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let anchor = context.place(place) else { return [] }
    return [
      LabelRequest(
        label, anchor: anchor, paint: paint, size: size, priority: priority,
        preferredAngles: preferredAngles, clearance: clearance, symbol: symbol,
        legendLabel: legendLabel)
    ]
  }
}
