import Plotting
import Typesetting

extension Scene.Element {
  /// A box in px that holds all that the element shows, or nil if it is not known or shows nothing.
  var inkBounds: Rect? {
    switch self {
    case .path(let path, _, let stroke): path.bounds(margin: stroke.map(Self.margin) ?? 0)
    case .text(let line, let origin, _, _, let halo):
      // Whichever way the line is turned.
      line.reach(margin: halo ? ScenePlayer.haloWidth / 2 : 0).map {
        Rect(x: origin.x - $0, y: origin.y - $0, width: 2 * $0, height: 2 * $0)
      }
    case .group(_, _, let elements): elements.inkBounds
    case .copies: nil
    case .cells(_, let rect): rect
    }
  }

  /// How far a line reaches beyond its outline; cairo lets mitres be ten times as long as the line
  /// is wide.
  private static func margin(_ stroke: Stroke) -> Double {
    stroke.cap == .round ? stroke.width / 2 : 5 * stroke.width
  }
}

extension [Scene.Element] {
  /// A box in px around all elements, or nil if that of one is not known.
  var inkBounds: Rect? {
    var box: Rect?
    for element in self {
      guard let next = element.inkBounds else { return nil }
      box = box.map { $0.union(next) } ?? next
    }
    return box
  }
}

extension TextLine {
  /// How far the line's box, widened by a margin, reaches from its origin.
  fileprivate func reach(margin: Double) -> Double? {
    let (x, y) = (width + margin + size, max(ascent, descent) + margin + size)
    return (x * x + y * y).squareRoot()
  }

  /// Letters may lean out of the box, by less than their size.
  private var size: Double { runs.map(\.size).max() ?? 0 }
}

extension Path {
  fileprivate func bounds(margin: Double) -> Rect? {
    var box: Rect?
    func add(_ points: Point...) {
      for point in points {
        let next = Rect(x: point.x, y: point.y, width: 0, height: 0)
        box = box.map { $0.union(next) } ?? next
      }
    }
    for segment in segments {
      switch segment {
      case .move(let point), .line(let point): add(point)
      case .curve(let first, let second, let end): add(first, second, end)
      case .close: break
      }
    }
    return box?.inset(by: -margin)
  }
}

extension Rect {
  fileprivate func union(_ other: Rect) -> Rect {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Rect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }
}
