import Typesetting

/// Draws what stands around a panel: grid, frame, ticks and their labels.
struct AxisGuide {
  var x, y: AxisTicks
  var xScale, yScale: Scale
  var frame: Rect
  var kind: Panel.Frame

  static let tickLength = 4.0
  static let xLabelGap = 6.0
  static let yLabelGap = 8.0

  private var hairline: Stroke { Stroke(Paint(.grid), width: 1, cap: .butt) }
  private var axisLine: Stroke { Stroke(Paint(.axis), width: 1, cap: .butt) }

  /// What lies below the marks.
  var background: [Scene.Element] {
    guard kind == .open else { return [] }
    let places = y.ticks.map { yScale($0.value) }
    var elements = places.map { horizontal($0, stroke: hairline) }
    // Close to the base line a second dark line would only confuse.
    if yScale.kind == .linear, yScale.domain.contains(0), frame.maxY - yScale(0) > 12 {
      elements.append(horizontal(yScale(0), stroke: axisLine))
    }
    // Without ticks there is nothing to stand on: a base line would only look like a floor.
    guard !x.ticks.isEmpty else { return elements }
    // Below the marks, so that it crosses no dot that stands on it.
    return elements + [horizontal(frame.maxY, stroke: axisLine)]
  }

  /// What lies above the marks.
  var foreground: [Scene.Element] {
    switch kind {
    case .none: return []
    case .open: return xTicks + xLabels + yLabels
    case .box:
      let box = Scene.Element.path(.rectangle(frame), fill: nil, stroke: axisLine)
      return [box] + xTicks + yTicks + xLabels + yLabels
    }
  }

  private func horizontal(_ y: Double, stroke: Stroke) -> Scene.Element {
    line(Point(x: frame.x, y: y), Point(x: frame.maxX, y: y), stroke)
  }

  private func line(_ a: Point, _ b: Point, _ stroke: Stroke) -> Scene.Element {
    .path(.polyline([a, b]), fill: nil, stroke: stroke)
  }

  private var xTicks: [Scene.Element] {
    x.ticks.map { tick in
      let place = xScale(tick.value)
      return line(
        Point(x: place, y: frame.maxY), Point(x: place, y: frame.maxY + Self.tickLength), axisLine)
    }
  }

  private var yTicks: [Scene.Element] {
    y.ticks.map { tick in
      let place = yScale(tick.value)
      return line(
        Point(x: frame.x - Self.tickLength, y: place), Point(x: frame.x, y: place), axisLine)
    }
  }

  private var xLabels: [Scene.Element] {
    let ascent = x.ticks.map(\.line.ascent).max() ?? 0
    return x.ticks.map { tick in
      let origin = Point(
        x: xScale(tick.value) - tick.line.width / 2,
        y: frame.maxY + Self.tickLength + Self.xLabelGap + ascent)
      return .text(tick.line, at: origin, angle: 0, paint: Paint(.muted), halo: false)
    }
  }

  private var yLabels: [Scene.Element] {
    y.ticks.map { tick in
      let origin = Point(
        x: frame.x - Self.yLabelGap - tick.line.width,
        y: yScale(tick.value) + 0.36 * AxisTicks.size)
      return .text(tick.line, at: origin, angle: 0, paint: Paint(.muted), halo: false)
    }
  }
}
