import Typesetting

/// What stands above a panel's frame: its title, its legend, the y axis title, the colour bar's
/// name.
struct PanelHeader {
  private var title: TextBlock?
  private var legend: LegendRow?
  private var yTitle: TextBlock?
  private var barTitle: TextBlock?
  private var sharesRow = false
  /// Otherwise its room stays empty, so that the titles of a row of panels align.
  var showsYTitle = true
  private static let gap = 6.0

  init(
    panel: Panel, yTitle: Label?, barTitle: Label?, width: Double,
    typesetter: Typesetter
  ) {
    func block(_ label: Label?, size: Double, face: Face = .regular, width: Double) -> TextBlock? {
      guard let label else { return nil }
      let block = TextBlock(label, size: size, face: face, width: width, typesetter: typesetter)
      return block.lines.isEmpty ? nil : block
    }
    title = block(panel.title, size: 12, face: .semibold, width: width)
    if !panel.legend.isEmpty {
      legend = LegendRow(panel.legend, width: width, typesetter: typesetter)
    }
    self.yTitle = yTitle.map {
      TextBlock.axisTitle($0, size: 12, width: width, typesetter: typesetter)
    }
    self.barTitle = block(barTitle, size: 11, width: width)
    if let y = self.yTitle, let bar = self.barTitle {
      sharesRow = y.lines.count == 1 && y.width + bar.width + 16 <= width
    }
  }

  private var blocks: [Double] {
    var heights = [title?.height, legend?.height].compactMap { $0 }
    if sharesRow {
      heights.append(max(yTitle?.height ?? 0, barTitle?.height ?? 0))
    } else {
      heights += [barTitle?.height, yTitle?.height].compactMap { $0 }
    }
    return heights
  }

  /// How far the header reaches above the frame, in px.
  var height: Double {
    blocks.isEmpty ? 0 : blocks.reduce(0, +) + Self.gap * Double(blocks.count) + 3
  }

  /// - Parameters:
  ///   - bottom: The frame's upper edge.
  ///   - titleTop: Where the title begins; nil for close to the rest.
  ///   - left: Where the panel with its tick labels begins.
  ///   - right: Where the panel with its colour bar ends.
  ///   - barLeft: Where the colour bar begins.
  func elements(
    bottom: Double, titleTop: Double?, left: Double, right: Double, barLeft: Double
  ) -> [Scene.Element] {
    var top = bottom - height
    var elements: [Scene.Element] = []
    if let title {
      elements += title.elements(x: left, top: titleTop ?? top, paint: Paint(.ink))
      top += title.height + Self.gap
    }
    if let legend {
      elements += legend.elements(x: left, top: top)
      top += legend.height + Self.gap
    }
    if let barTitle {
      let fits = barLeft + barTitle.width <= right + 0.01
      elements += barTitle.elements(
        x: fits ? barLeft : right, top: sharesRow ? bottom - 9 - barTitle.height : top,
        alignment: fits ? 0 : 1, paint: Paint(.muted))
      if !sharesRow { top += barTitle.height + Self.gap }
    }
    if let yTitle, showsYTitle {
      elements += yTitle.elements(x: left, top: top, paint: Paint(.muted))
    }
    return elements
  }
}
