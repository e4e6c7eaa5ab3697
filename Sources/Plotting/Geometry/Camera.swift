import Typesetting

/// A place in the unit box that surfaces are drawn in: all coordinates from -1 to 1.
struct BoxPoint: Sendable {
  var u, v, w: Double
  init(_ u: Double, _ v: Double, _ w: Double) {
    self.u = u
    self.v = v
    self.w = w
  }
  func dot(_ other: BoxPoint) -> Double { u * other.u + v * other.v + w * other.w }
  static func - (a: BoxPoint, b: BoxPoint) -> BoxPoint { BoxPoint(a.u - b.u, a.v - b.v, a.w - b.w) }
  static func * (s: Double, a: BoxPoint) -> BoxPoint { BoxPoint(s * a.u, s * a.v, s * a.w) }
  static func + (a: BoxPoint, b: BoxPoint) -> BoxPoint { BoxPoint(a.u + b.u, a.v + b.v, a.w + b.w) }
  func cross(_ o: BoxPoint) -> BoxPoint {
    BoxPoint(v * o.w - w * o.v, w * o.u - u * o.w, u * o.v - v * o.u)
  }
  var unit: BoxPoint {
    let length = dot(self).squareRoot()
    return length > 0 ? (1 / length) * self : BoxPoint(0, 0, 1)
  }
}

/// An eye that looks at the middle of the unit box, with a mild perspective.
struct Camera {
  /// Towards the eye, to the right, and upwards, as the eye sees it.
  let eye, right, up: BoxPoint
  private var scale = 1.0
  private var center = Point(x: 0, y: 0)

  /// The eye's distance from the box's middle, in half sides of the box.
  private static let distance = 6.5
  /// The box's height as a part of its width.
  private static let height = 0.62

  /// - Parameters:
  ///   - azimuth: In degrees, counter-clockwise from the x axis.
  ///   - elevation: In degrees above the floor; held to 5...85.
  init(azimuth: Double, elevation: Double) {
    let a = (azimuth.isFinite ? azimuth : -50) * .pi / 180
    let e = (elevation.isFinite ? elevation : 28).clamped(to: 5...85) * .pi / 180
    eye = BoxPoint(cosine(e) * cosine(a), cosine(e) * sine(a), sine(e))
    right = BoxPoint(-sine(a), cosine(a), 0)
    up = BoxPoint(-sine(e) * cosine(a), -sine(e) * sine(a), cosine(e))
  }

  func project(_ point: BoxPoint) -> Point {
    let place = BoxPoint(point.u, point.v, Self.height * point.w)
    let zoom = scale * Self.distance / (Self.distance - place.dot(eye))
    return Point(x: center.x + zoom * place.dot(right), y: center.y - zoom * place.dot(up))
  }

  /// The way from a place towards the eye, whose length in no unit means anything.
  func ray(from point: BoxPoint) -> BoxPoint {
    let place = BoxPoint(point.u, point.v, Self.height * point.w)
    let way = Self.distance * eye - place
    return BoxPoint(way.u, way.v, way.w / Self.height)
  }

  /// The box's eight corners.
  static let corners: [BoxPoint] = [-1.0, 1].flatMap { u in
    [-1.0, 1].flatMap { v in [-1.0, 1].map { BoxPoint(u, v, $0) } }
  }

  /// Fits the box's picture into a rectangle.
  mutating func fit(_ rect: Rect) {
    scale = 1
    center = Point(x: 0, y: 0)
    let places = Self.corners.map(project)
    guard let xs = finiteExtent(places.map(\.x)), let ys = finiteExtent(places.map(\.y)) else {
      return
    }
    scale = max(
      1,
      min(
        rect.width / (xs.upperBound - xs.lowerBound), rect.height / (ys.upperBound - ys.lowerBound))
    )
    center = Point(
      x: rect.center.x - scale * (xs.lowerBound + xs.upperBound) / 2,
      y: rect.center.y - scale * (ys.lowerBound + ys.upperBound) / 2)
  }
}
