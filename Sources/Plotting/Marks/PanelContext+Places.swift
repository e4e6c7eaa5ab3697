import Typesetting

extension PanelContext {
  /// The height of a value in px, or that of the frame's edge (and a little beyond) for a number that
  /// the axis has no place for because it is too small: the part above it can still be seen.
  /// - Returns: Nil for what is no number.
  func height(orEdge value: Double) -> Double? { Self.place(value, on: y) }

  /// The same along x.
  func width(orEdge value: Double) -> Double? { Self.place(value, on: x) }

  private static func place(_ value: Double, on scale: Scale) -> Double? {
    guard value.isFinite else { return nil }
    let place = scale(value)
    if place.isFinite { return place.clamped(to: -1e5...1e5) }
    return scale.start + (scale.start > scale.end ? 4 : -4)
  }

  /// The rectangle between two corners in px, whichever of them is the upper left one.
  func box(_ a: Point, _ b: Point) -> Rect {
    Rect(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
  }

  /// The part of a rectangle that lies within the frame and a margin, or nil if there is none.
  func visible(_ rect: Rect, margin: Double = 4) -> Rect? {
    let near = frame.inset(by: -margin)
    let (left, top) = (max(rect.x, near.x), max(rect.y, near.y))
    let (right, bottom) = (min(rect.maxX, near.maxX), min(rect.maxY, near.maxY))
    guard left <= right, top <= bottom else { return nil }
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }
}

extension Scale {
  /// Whether equal steps of data are equal lengths.
  var isAffine: Bool {
    switch kind {
    case .linear, .band: true
    case .log, .asinh: false
    }
  }

  /// How many px one unit of data is long at a value.
  func slope(at value: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    switch kind {
    case .linear, .band: return (end - start) / 2 / (high / 2 - low / 2)
    case .log:
      return (end - start) / (naturalLogarithm(high) - naturalLogarithm(low)) / value
    case .asinh(let given):
      let width = Self.sane(given)
      let ratio = value / width
      let reach = inverseHyperbolicSine(high / width) - inverseHyperbolicSine(low / width)
      return (end - start) / reach / width / (1 + ratio * ratio).squareRoot()
    }
  }
}
