/// A place in a picture, in px (1/96 inch) from the top left corner; y grows downwards.
public struct Point: Sendable, Hashable, Codable {
  /// How far the place is from the left and the upper edge.
  public var x, y: Double

  /// The place at the given coordinates.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// A width and a height in px.
public struct Size: Sendable, Hashable, Codable {
  /// How far the thing reaches to the right and downwards.
  public var width, height: Double

  /// A size with the given sides.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle in px, given by its top left corner and its size.
public struct Rect: Sendable, Hashable, Codable {
  /// The left and the upper edge, and the sides.
  public var x, y, width, height: Double

  /// A rectangle by its top left corner and its sides.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge.
  public var maxX: Double { x + width }
  /// The lower edge.
  public var maxY: Double { y + height }
  /// The middle.
  public var center: Point { Point(x: x + width / 2, y: y + height / 2) }

  /// Whether the insides of the two rectangles share a point.
  public func intersects(_ other: Rect) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  /// The rectangle with every side moved inwards by `margin` px (outwards if negative).
  public func inset(by margin: Double) -> Rect {
    Rect(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }
}

/// An outline: straight lines and cubic Bézier curves, in px.
public struct Path: Sendable, Hashable, Codable {
  /// One piece of an outline.
  public enum Segment: Sendable, Hashable, Codable {
    /// Starts a new contour.
    case move(Point)
    /// A straight line to a point.
    case line(Point)
    /// A cubic Bézier curve with two control points, and its end.
    case curve(Point, Point, Point)
    /// A straight line back to the contour's start.
    case close
  }
  /// The pieces in the order in which they are drawn.
  public var segments: [Segment]

  /// A path of the given pieces.
  public init(_ segments: [Segment] = []) { self.segments = segments }
}
