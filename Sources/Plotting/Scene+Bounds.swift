public import Typesetting

extension Scene {
  /// The upright boxes around all lines of text in the picture, in drawing order, in px.
  public var allTextBounds: [Rect] { elements.flatMap(\.textBounds) }
  /// What all lines of text in the picture say, in drawing order.
  public var allText: [String] { allLines.map(\.plainText) }
  /// All lines of text in the picture, in drawing order.
  public var allLines: [TextLine] { elements.flatMap(\.lines) }
  /// Whether every coordinate in the picture is a number.
  public var isFinite: Bool { elements.allSatisfy(\.isFinite) }
}

extension Scene.Element {
  /// The upright boxes around the element's lines of text, in px.
  var textBounds: [Rect] {
    switch self {
    case .path, .copies, .cells: []
    case .text(let line, let origin, let angle, _, _): [line.bounds(at: origin, angle: angle)]
    case .group(_, _, let elements): elements.flatMap(\.textBounds)
    }
  }

  var lines: [TextLine] {
    switch self {
    case .path, .copies, .cells: []
    case .text(let line, _, _, _, _): [line]
    case .group(_, _, let elements): elements.flatMap(\.lines)
    }
  }

  /// Whether every coordinate of the element is a number.
  var isFinite: Bool {
    switch self {
    case .path(let path, _, let stroke):
      path.segments.allSatisfy(\.isFinite) && stroke?.width.isFinite != false
    case .text(let line, let origin, let angle, _, _):
      origin.isFinite && angle.isFinite && line.width.isFinite
    case .group(_, _, let elements): elements.allSatisfy(\.isFinite)
    case .copies(let elements, let places):
      elements.allSatisfy(\.isFinite) && places.allSatisfy(\.isFinite)
    case .cells(_, let rect): rect.isFinite
    }
  }

  /// The element without the parts that have coordinates which are no numbers.
  var finitePart: Scene.Element? {
    guard !isFinite else { return self }
    switch self {
    case .group(let label, let clip, let elements):
      return .group(label: label, clip: clip, elements.compactMap(\.finitePart))
    case .copies(let elements, let places):
      return .copies(elements.compactMap(\.finitePart), at: places.filter(\.isFinite))
    case .path, .text, .cells: return nil
    }
  }
}

extension Path.Segment {
  var isFinite: Bool {
    switch self {
    case .move(let point), .line(let point): point.isFinite
    case .curve(let a, let b, let c): a.isFinite && b.isFinite && c.isFinite
    case .close: true
    }
  }
}

extension TextLine {
  /// The upright box around the line when it is turned about its origin.
  /// - Parameter angle: In degrees, counter-clockwise.
  func bounds(at origin: Point, angle: Double) -> Rect {
    guard angle != 0 else { return bounds(at: origin) }
    let box = Box(self, at: origin, angle: angle)
    let xs = box.corners.map(\.x)
    let ys = box.corners.map(\.y)
    let left = xs.min() ?? origin.x
    let top = ys.min() ?? origin.y
    return Rect(
      x: left, y: top, width: (xs.max() ?? origin.x) - left, height: (ys.max() ?? origin.y) - top)
  }
}

/// The turned rectangle around a line of text.
struct Box {
  var corners: [Point]
  init(_ line: TextLine, at origin: Point, angle: Double) {
    let radians = angle * .pi / 180
    let along = Point(x: cosine(radians), y: -sine(radians))
    let down = Point(x: -along.y, y: along.x)
    corners = [
      (0, -line.ascent), (line.width, -line.ascent), (line.width, line.descent), (0, line.descent),
    ].map { origin + $0.0 * along + $0.1 * down }
  }
}

extension Scene {
  /// The number of paths and texts, those within groups included and copies counted one by one.
  public var elementCount: Int { elements.reduce(0) { $0 + $1.count } }
}

extension Scene.Element {
  fileprivate var count: Int {
    switch self {
    case .path, .text, .cells: 1
    case .group(_, _, let elements): elements.reduce(0) { $0 + $1.count }
    case .copies(let elements, let places): elements.reduce(0) { $0 + $1.count } * places.count
    }
  }
}
