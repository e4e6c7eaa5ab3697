import Typesetting

/// Thin lines at the ticks of one axis.
public struct GridMark: Mark {
  /// How the lines run.
  public enum Direction: Sendable, Hashable { case horizontal, vertical }
  /// How the lines run: horizontal ones stand at the ticks of the y axis.
  public var direction: Direction

  /// Lines of one direction.
  public init(_ direction: Direction) { self.direction = direction }

  /// One line a tick.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let stroke = Stroke(Paint(.grid), width: 1, cap: .butt)
    switch direction {
    case .horizontal:
      return context.yTicks.lines.map { context.horizontal(context.y($0), stroke: stroke) }
    case .vertical:
      return context.xTicks.lines.map { value in
        let place = context.x(value)
        let ends = [Point(x: place, y: context.frame.y), Point(x: place, y: context.frame.maxY)]
        return .path(.polyline(ends), fill: nil, stroke: stroke)
      }
    }
  }
}

/// A line where y is zero, if that lies in the panel and not close to its lower edge, where a second
/// dark line would only confuse.
public struct ZeroLine: Mark {
  /// The line.
  public init() {}

  /// The line, or nothing.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard context.y.hasZero, context.y.domain.contains(0), context.frame.maxY - context.y(0) > 12
    else { return [] }
    return [context.horizontal(context.y(0), stroke: AxisMark.line)]
  }
}

/// The panel's lower edge, below the marks, so that it crosses no dot that stands on it.
public struct BaseLine: Mark {
  /// The line.
  public init() {}

  /// The line; nothing without ticks, when it would only look like a floor.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    context.xTicks.ticks.isEmpty
      ? [] : [context.horizontal(context.frame.maxY, stroke: AxisMark.line)]
  }
}

/// A line around the panel.
public struct FrameBox: Mark {
  /// The line.
  public init() {}

  /// The four sides as one path.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    [.path(.rectangle(context.frame), fill: nil, stroke: AxisMark.line)]
  }
}

extension PanelContext {
  /// A line across the panel.
  fileprivate func horizontal(_ y: Double, stroke: Stroke) -> Scene.Element {
    let ends = [Point(x: frame.x, y: y), Point(x: frame.maxX, y: y)]
    return .path(.polyline(ends), fill: nil, stroke: stroke)
  }
}

extension Scale {
  /// Whether zero is a number among others on this scale.
  var hasZero: Bool {
    switch kind {
    case .linear, .asinh: true
    case .log, .band: false
    }
  }
}
