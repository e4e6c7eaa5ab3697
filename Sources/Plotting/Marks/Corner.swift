import Typesetting

/// Where in its panel's frame a mark stands that has no place in the data.
public enum Corner: Sendable, Hashable, CaseIterable {
  /// The corner where the other marks occupy least, the upper right one first; or the middle of a
  /// side, if less is occupied there.
  ///
  /// Of two such marks in a panel the first chooses first. They must not have exactly the same size.
  case automatic
  /// A given corner.
  case topRight, topLeft, bottomRight, bottomLeft
}

/// Rectangles of one size in the four corners of a frame and at the middles of its sides.
struct CornerPlaces {
  private let places: [Rect]
  private let corner: Corner

  /// - Parameters:
  ///   - margin: What stays free between rectangle and frame, in px.
  ///   - isFree: Whether the rectangle may also stand anywhere between, if less is occupied there.
  init(_ size: Size, corner: Corner, in frame: Rect, margin: Double, isFree: Bool = false) {
    self.corner = corner
    let (right, bottom) = (frame.maxX - margin - size.width, frame.maxY - margin - size.height)
    let (left, top) = (min(frame.x + margin, right), min(frame.y + margin, bottom))
    let (middle, half) = ((left + right) / 2, (top + bottom) / 2)
    var between: [(Double, Double)] = []
    for row in 0...4 where isFree {
      let y = top + Double(row) / 4 * (bottom - top)
      for column in 0...8 { between.append((right - Double(column) / 8 * (right - left), y)) }
    }
    let ends: [(Double, Double)] = [
      (right, top), (left, top), (right, bottom), (left, bottom), (middle, top), (right, half),
      (left, half), (middle, bottom),
    ]
    places = (ends + between).map {
      Rect(x: $0.0, y: $0.1, width: size.width, height: size.height)
    }
  }

  /// The given corner's place, or the one with the fewest obstacles; the mark's own points, which
  /// are among the obstacles once it has chosen, do not count.
  /// - Parameter more: What the mark occupies beside its rectangle.
  func place(among obstacles: [Point], more: (Rect) -> [Point] = { _ in [] }) -> Rect {
    switch corner {
    case .topRight: return places[0]
    case .topLeft: return places[1]
    case .bottomRight: return places[2]
    case .bottomLeft: return places[3]
    case .automatic: break
    }
    let own = Set(places.flatMap { Self.points(in: $0) + more($0) })
    let others = obstacles.filter { !own.contains($0) }
    let counts = places.map { place in
      let near = place.inset(by: -4)
      return others.count { near.contains($0) }
    }
    return zip(counts, places).enumerated().min {
      ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
    }?.element.1 ?? places[0]
  }

  /// Points all over a rectangle, at most 3 px apart.
  static func points(in place: Rect) -> [Point] {
    guard place.isFinite else { return [] }
    let columns = (place.width / 3).rounded(.up).integer(in: 1...1000)
    let rows = (place.height / 3).rounded(.up).integer(in: 1...1000)
    return (0...rows).flatMap { row in
      (0...columns).map { column in
        Point(
          x: place.x + place.width * Double(column) / Double(columns),
          y: place.y + place.height * Double(row) / Double(rows))
      }
    }
  }
}
