extension Panel {
  /// The marks that a panel has beside its data: axes, grids, boxes.
  public struct Guides: Sendable {
    /// Drawn below the data.
    public var below: [any Mark]
    /// Drawn above the data.
    public var above: [any Mark]

    /// The given guides, in drawing order.
    public init(below: [any Mark] = [], above: [any Mark] = []) {
      self.below = below
      self.above = above
    }

    /// What a frame brings.
    public init(_ frame: Frame) {
      switch frame {
      case .none: self.init()
      case .open:
        self.init(
          below: [GridMark(.horizontal), ZeroLine(), BaseLine()],
          above: [AxisMark(.bottom), AxisMark(.left, ticks: false)])
      case .box:
        self.init(above: [FrameBox(), AxisMark(.bottom), AxisMark(.left)])
      }
    }
  }

  /// The panel's own guides, or those of its frame.
  var allGuides: Guides { guides ?? Guides(frame) }
}
