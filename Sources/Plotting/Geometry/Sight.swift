/// Which places on a height field the eye can see, and which ones the field itself hides.
struct Sight {
  let field: ScalarField
  let zRange: ClosedRange<Double>
  let camera: Camera

  /// How far apart the looks along a ray are, in half sides of the box.
  private static let step = 0.02
  /// What the field may stand above a ray before it hides anything: what a flat cell of the mesh
  /// may differ from the field, in half heights of the box.
  private static let tolerance = 0.01

  /// Whether nothing of the field stands between the eye and a place on it; places that the field
  /// does not have count as seen, because nothing is drawn there.
  func isClear(_ place: Position) -> Bool {
    guard let start = point(place) else { return true }
    let way = camera.ray(from: start)
    let length = max(abs(way.u), abs(way.v))
    guard length > 0 else { return true }
    var distance = Self.step
    while distance <= 2.1 {
      let ray = start + (distance / length) * way
      guard max(abs(ray.u), abs(ray.v)) <= 1, ray.w <= 1 else { return true }
      if let height = height(ray.u, ray.v), height > ray.w + Self.tolerance { return false }
      distance += Self.step
    }
    return true
  }

  private func point(_ place: Position) -> BoxPoint? {
    guard let xs = field.xExtent, let ys = field.yExtent, let value = field.value(at: place) else {
      return nil
    }
    return BoxPoint(
      Scale(domain: xs, start: -1, end: 1)(place.x), Scale(domain: ys, start: -1, end: 1)(place.y),
      boxed(value))
  }

  /// The field's height over a place of the box's floor.
  private func height(_ u: Double, _ v: Double) -> Double? {
    guard let xs = field.xExtent, let ys = field.yExtent else { return nil }
    let place = Position(
      Scale(domain: -1...1, start: xs.lowerBound, end: xs.upperBound)(u),
      Scale(domain: -1...1, start: ys.lowerBound, end: ys.upperBound)(v))
    return field.value(at: place).map(boxed)
  }

  private func boxed(_ value: Double) -> Double {
    Scale(domain: zRange, start: -1, end: 1)(value).clamped(to: -1...1)
  }
}

extension Surface {
  /// The elevations that are tried, in degrees; from higher up a bowl looks flat.
  private static let elevations = stride(from: 28.0, through: 60, by: 4)

  /// The surface seen from the lowest elevation at which its drop line's top and its path are in
  /// sight, turned by quarters if that is what it takes; otherwise as most of them are.
  public func inSight() -> Surface {
    let places = placesToSee
    var best = (seen: -1, surface: self)
    for elevation in Self.elevations {
      for turn in [0.0, 90, 270, 180] {
        var turned = self
        turned.azimuth = azimuth + turn
        turned.elevation = elevation
        let seen = turned.seen(places)
        if seen == places.count { return turned }
        if seen > best.seen { best = (seen, turned) }
      }
    }
    return best.surface
  }

  /// How many places nothing of the surface hides.
  func seen(_ places: [Position]) -> Int {
    let sight = Sight(
      field: field, zRange: zRange, camera: Camera(azimuth: azimuth, elevation: elevation))
    return places.count { sight.isClear($0) }
  }

  /// The path, and the minimum with what is around it, or its mark would stand on an edge.
  var placesToSee: [Position] {
    guard let drop, let xs = field.xExtent, let ys = field.yExtent else { return path }
    let (width, height) = (xs.upperBound - xs.lowerBound, ys.upperBound - ys.lowerBound)
    let around = [(0.0, 0.0), (1, 0), (-1, 0), (0, 1), (0, -1)].map {
      Position(drop.x + 0.09 * width * $0.0, drop.y + 0.09 * height * $0.1)
    }
    return path + around
  }
}
