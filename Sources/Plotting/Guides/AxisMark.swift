import Typesetting

/// The numbers or names along one side of a panel, and short lines to them.
public struct AxisMark: Mark {
  /// The side of the panel.
  public enum Side: Sendable, Hashable { case bottom, left }
  /// Where the axis stands.
  public var side: Side
  /// Whether short lines lead from the frame to the numbers.
  public var hasTicks: Bool
  /// Whether there are numbers.
  public var hasLabels: Bool

  /// An axis with lines and numbers unless told otherwise.
  public init(_ side: Side, ticks: Bool = true, labels: Bool = true) {
    self.side = side
    hasTicks = ticks
    hasLabels = labels
  }

  static let tickLength = 4.0
  static let bottomGap = 6.0
  static let leftGap = 8.0
  static var line: Stroke { Stroke(Paint(.axis), width: 1, cap: .butt) }

  private func ticks(in context: PanelContext) -> [AxisTicks.Tick] {
    let ticks = side == .bottom ? context.xTicks : context.yTicks
    return hasLabels ? ticks.ticks : []
  }

  /// Room for the numbers, and for the halves of those at the ends of a horizontal axis.
  public func protrusion(in context: PanelContext) -> Insets {
    let ticks = ticks(in: context)
    guard !ticks.isEmpty else { return Insets(bottom: side == .bottom ? Self.tickLength : 0) }
    switch side {
    case .left: return Insets(left: (ticks.map(\.line.width).max() ?? 0) + Self.leftGap)
    case .bottom:
      let reaches = ticks.map { tick in
        let place = context.x(tick.value)
        return (
          left: context.frame.x - place + tick.line.width / 2,
          right: place + tick.line.width / 2 - context.frame.maxX
        )
      }
      let height = ticks.map { $0.line.ascent + $0.line.descent }.max() ?? 0
      return Insets(
        left: max(reaches.map(\.left).max() ?? 0, 0),
        right: max(reaches.map(\.right).max() ?? 0, 0),
        bottom: Self.tickLength + Self.bottomGap + height)
    }
  }

  /// The short lines, then the numbers.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    switch side {
    case .bottom: bottom(context)
    case .left: left(context)
    }
  }

  private func bottom(_ context: PanelContext) -> [Scene.Element] {
    let frame = context.frame
    let labelled = ticks(in: context)
    let ascent = labelled.map(\.line.ascent).max() ?? 0
    let lines = (hasTicks ? context.xTicks.lines : []).map { value -> Scene.Element in
      let place = context.x(value)
      return Self.tick(
        Point(x: place, y: frame.maxY), Point(x: place, y: frame.maxY + Self.tickLength))
    }
    return lines
      + labelled.map { tick in
        let origin = Point(
          x: context.x(tick.value) - tick.line.width / 2,
          y: frame.maxY + Self.tickLength + Self.bottomGap + ascent)
        return .text(tick.line, at: origin, angle: 0, paint: Paint(.muted), halo: false)
      }
  }

  private func left(_ context: PanelContext) -> [Scene.Element] {
    let frame = context.frame
    let lines = (hasTicks ? context.yTicks.lines : []).map { value -> Scene.Element in
      let place = context.y(value)
      return Self.tick(Point(x: frame.x - Self.tickLength, y: place), Point(x: frame.x, y: place))
    }
    return lines
      + ticks(in: context).map { tick in
        let origin = Point(
          x: frame.x - Self.leftGap - tick.line.width,
          y: context.y(tick.value) + 0.36 * AxisTicks.size)
        return .text(tick.line, at: origin, angle: 0, paint: Paint(.muted), halo: false)
      }
  }

  private static func tick(_ a: Point, _ b: Point) -> Scene.Element {
    .path(.polyline([a, b]), fill: nil, stroke: line)
  }
}
