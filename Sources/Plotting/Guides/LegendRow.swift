import Typesetting

/// Samples with their names in a row that wraps.
struct LegendRow {
  private struct Item {
    var entry: LegendEntry
    var block: TextBlock
    var x, y: Double
  }
  private var items: [Item] = []
  private(set) var height = 0.0
  /// Of the longest row, in px.
  private(set) var width = 0.0

  private static let sampleWidth = 18.0
  private static let textOffset = 24.0
  private static let gap = 18.0
  private static let rowHeight = 17.0

  init(_ entries: [LegendEntry], width: Double, typesetter: Typesetter) {
    var x = 0.0
    var y = 0.0
    var rowHeight = 0.0
    for entry in entries {
      let room = max(width - Self.textOffset, 20)
      let block = TextBlock(entry.label, size: 11, width: room, typesetter: typesetter)
      if x > 0, x + Self.textOffset + block.width > width {
        x = 0
        y += rowHeight
        rowHeight = 0
      }
      items.append(Item(entry: entry, block: block, x: x, y: y))
      self.width = max(self.width, x + Self.textOffset + block.width)
      rowHeight = max(rowHeight, Self.rowHeight, block.height + 3)
      x += Self.textOffset + block.width + Self.gap
    }
    height = y + rowHeight
  }

  /// The width at which every entry stands in a row of its own.
  static func columnWidth(_ entries: [LegendEntry], typesetter: Typesetter) -> Double {
    let widths = entries.map { typesetter.line($0.label, size: 11).width }
    return textOffset + (widths.max() ?? 0)
  }

  /// - Parameter halo: Whether paper shows around samples and letters, for rows over other ink.
  func elements(x: Double, top: Double, halo: Bool = false) -> [Scene.Element] {
    items.flatMap { item -> [Scene.Element] in
      let origin = Point(x: x + item.x, y: top + item.y)
      let sample = sample(item.entry.symbol, at: Point(x: origin.x, y: origin.y + 7.2))
      return (halo ? sample.compactMap(Self.casing) : []) + sample
        + item.block.elements(
          x: origin.x + Self.textOffset, top: origin.y, paint: Paint(.ink), halo: halo)
    }
  }

  private static func casing(_ element: Scene.Element) -> Scene.Element? {
    guard case .path(let path, _, let stroke) = element else { return nil }
    let wide = Stroke(Paint(.paper), width: (stroke?.width ?? 0) + 4)
    return .path(path, fill: nil, stroke: wide)
  }

  private func sample(_ symbol: LegendEntry.Symbol, at left: Point) -> [Scene.Element] {
    let center = Point(x: left.x + Self.sampleWidth / 2, y: left.y)
    switch symbol {
    case .dot(let paint): return [.path(.circle(center, radius: 3.5), fill: paint, stroke: nil)]
    case .ring(let paint):
      let stroke = Stroke(paint, width: 2)
      return [.path(.circle(center, radius: 4), fill: nil, stroke: stroke)]
    case .line(let stroke):
      // Round ends stand out by half of the width.
      let cap = stroke.cap == .round ? stroke.width / 2 : 0
      let ends = [cap, Self.sampleWidth - cap].map { Point(x: left.x + $0, y: left.y) }
      return [.path(.polyline(ends), fill: nil, stroke: stroke)]
    case .swatch(let paint):
      let box = Rect(x: center.x - 6, y: center.y - 6, width: 12, height: 12)
      return [.path(.rectangle(box), fill: paint, stroke: nil)]
    }
  }
}
