import Typesetting

/// A banded colour bar beside a panel.
struct ColorBarGuide {
  static let gap = 18.0
  static let width = 12.0

  var levels: [Double]
  var lines: [TextLine]
  var format: TickFormat

  init(_ bar: ColorBar, typesetter: Typesetter) {
    levels = bar.levels.filter(\.isFinite)
    let step = zip(levels, levels.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 1
    format = TickFormat(values: levels, step: step)
    lines = levels.map { [format] level in
      typesetter.line(Label(verbatim: format.compact(level)), size: AxisTicks.size)
    }
  }

  /// How far the guide reaches to the right of the panel's frame.
  var protrusion: Double {
    levels.count < 2 ? 0 : Self.gap + Self.width + 8 + (lines.map(\.width).max() ?? 0)
  }

  func elements(beside frame: Rect) -> [Scene.Element] {
    guard levels.count >= 2 else { return [] }
    let bands = levels.count - 1
    let left = frame.maxX + Self.gap
    let height = frame.height / Double(bands)
    var elements: [Scene.Element] = (0..<bands).map { band in
      let box = Rect(
        x: left, y: frame.maxY - Double(band + 1) * height, width: Self.width, height: height)
      let paint = Paint(.field(FilledContours.position(ofBand: band, of: bands)))
      return .path(.rectangle(box), fill: paint, stroke: nil)
    }
    let stroke = Stroke(Paint(.axis), width: 1, cap: .butt)
    let box = Rect(x: left, y: frame.y, width: Self.width, height: frame.height)
    elements.append(.path(.rectangle(box), fill: nil, stroke: stroke))
    // On short bars every second or third level has a label.
    let stride = max(
      1, (1.3 * AxisTicks.size / max(height, 0.1)).rounded(.up).integer(in: 1...1000))
    for (index, line) in lines.enumerated() where index % stride == 0 {
      let y = frame.maxY - Double(index) * height
      let tick = [Point(x: left + Self.width, y: y), Point(x: left + Self.width + 4, y: y)]
      elements.append(.path(.polyline(tick), fill: nil, stroke: stroke))
      let origin = Point(x: left + Self.width + 8, y: y + 0.36 * AxisTicks.size)
      elements.append(.text(line, at: origin, angle: 0, paint: Paint(.muted), halo: false))
    }
    return elements
  }
}
