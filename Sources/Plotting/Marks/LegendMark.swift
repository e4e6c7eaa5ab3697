public import Typesetting

/// Samples with their names, one below the other in a corner of the panel; no box around them.
///
/// Where no corner is free ``Corner/automatic`` takes the emptiest place elsewhere in the frame.
public struct LegendMark: Mark {
  /// From top to bottom.
  public var entries: [LegendEntry]
  /// Where they stand.
  public var corner: Corner

  /// A legend in the emptiest corner unless told otherwise.
  public init(_ entries: [LegendEntry], corner: Corner = .automatic) {
    self.entries = entries
    self.corner = corner
  }

  private static let margin = 8.0

  private func row(width: Double, _ typesetter: Typesetter) -> LegendRow {
    let wanted = LegendRow.columnWidth(entries, typesetter: typesetter)
    // Names longer than that wrap; half of the panel stays free for the data.
    let most = max(0.5 * width - Self.margin, min(width - 2 * Self.margin, 100))
    return LegendRow(entries, width: min(wanted, most), typesetter: typesetter)
  }

  private func place(_ row: LegendRow, in context: PanelContext) -> Rect {
    CornerPlaces(
      Size(width: row.width, height: row.height), corner: corner, in: context.frame,
      margin: Self.margin, isFree: true
    ).place(among: context.obstacles)
  }

  /// Samples and names on halos of paper.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard !entries.isEmpty else { return [] }
    let row = row(width: context.frame.width, context.typesetter)
    let place = place(row, in: context)
    return [
      .group(label: "legend", clip: nil, row.elements(x: place.x, top: place.y, halo: true))
    ]
  }

  /// All of its rectangle.
  public func occupiedLater(in context: PanelContext) -> [Point] {
    guard !entries.isEmpty else { return [] }
    let row = row(width: context.frame.width, context.typesetter)
    return CornerPlaces.points(in: place(row, in: context))
  }

  /// Its own height and the margins.
  public func leastHeight(width: Double, typesetter: Typesetter) -> Double {
    guard !entries.isEmpty, width.isFinite else { return 0 }
    return row(width: width, typesetter).height + 2 * Self.margin
  }
}
