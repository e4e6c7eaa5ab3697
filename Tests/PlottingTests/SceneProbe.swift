import Typesetting

@testable import Plotting

/// What tests ask a mark's elements.
struct SceneProbe {
  /// Every path with its paints, groups opened and copies and cells lowered.
  private(set) var paths: [(path: Path, fill: Paint?, stroke: Stroke?)] = []
  private(set) var texts: [String] = []
  private(set) var clips: [Rect] = []

  init(_ elements: [Scene.Element]) { elements.forEach { add($0, depth: 0) } }

  private mutating func add(_ element: Scene.Element, depth: Int) {
    switch element {
    case .path(let path, let fill, let stroke): paths.append((path, fill, stroke))
    case .text(let line, _, _, _, _): texts.append(line.plainText)
    case .group(_, let clip, let parts):
      if let clip { clips.append(clip) }
      parts.forEach { add($0, depth: depth + 1) }
    case .copies, .cells: add(element.lowered, depth: depth + 1)
    }
  }

  /// The boxes of all closed straight contours of a path.
  static func boxes(_ path: Path) -> [Rect] {
    var boxes: [Rect] = []
    var points: [Point] = []
    for segment in path.segments {
      switch segment {
      case .move(let point): points = [point]
      case .line(let point): points.append(point)
      case .curve: points = []
      case .close:
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let low = ys.max()
        else { continue }
        boxes.append(Rect(x: left, y: top, width: right - left, height: low - top))
      }
    }
    return boxes
  }

  /// The ends of all segments of a path.
  static func points(_ path: Path) -> [Point] {
    path.segments.compactMap { segment in
      switch segment {
      case .move(let point), .line(let point), .curve(_, _, let point): point
      case .close: nil
      }
    }
  }

  /// A panel of 200 by 200 px at (100, 50) that shows 0 to 10 on both axes.
  static func context(
    x: ClosedRange<Double> = 0...10, y: ClosedRange<Double> = 0...10,
    xKind: Axis.Kind = .linear, yKind: Axis.Kind = .linear
  ) throws -> PanelContext {
    PanelContext(
      x: Scale(kind: xKind, domain: x, start: 100, end: 300),
      y: Scale(kind: yKind, domain: y, start: 250, end: 50),
      frame: Rect(x: 100, y: 50, width: 200, height: 200), typesetter: try Typesetter())
  }
}
