import Typesetting

/// A band between two sides of boxes: straight away from both, with a smooth turn between.
struct RibbonBand {
  /// Which flow it shows.
  var flow: Int
  var start, end: Point
  /// Measured along the boxes' sides, in px.
  var width: Double
  /// Whether it joins left and right sides, not upper and lower ones.
  var isHorizontal: Bool
  var headLength: Double

  private func along(_ point: Point) -> Double { isHorizontal ? point.x : point.y }
  private func across(_ point: Point) -> Double { isHorizontal ? point.y : point.x }
  private func point(_ along: Double, _ across: Double) -> Point {
    isHorizontal ? Point(x: along, y: across) : Point(x: across, y: along)
  }
  private var sign: Double { along(end) < along(start) ? -1 : 1 }
  /// Where the head begins.
  private var neck: Double { along(end) - sign * headLength }

  var outline: Path {
    let half = width / 2
    let (a, b) = (along(start), neck)
    let (c, d) = (across(start), across(end))
    let middle = (a + b) / 2
    return Path([
      .move(point(a, c - half)),
      .curve(point(middle, c - half), point(middle, d - half), point(b, d - half)),
      .line(point(b, d + half)),
      .curve(point(middle, d + half), point(middle, c + half), point(a, c + half)), .close,
    ])
  }

  /// Nil for a band without a head.
  var head: Path? {
    guard headLength > 0 else { return nil }
    let half = width / 2 + min(3, 0.4 * headLength)
    return .polyline(
      [point(neck, across(end) - half), end, point(neck, across(end) + half)], closed: true)
  }

  /// The place on the middle line at a fraction of the curve's parameter.
  func point(at t: Double) -> Point {
    let s = 1 - t
    let middle = (along(start) + neck) / 2
    return point(
      s * s * s * along(start) + 3 * s * t * middle + t * t * t * neck,
      (s * s * s + 3 * s * s * t) * across(start) + (3 * s * t * t + t * t * t) * across(end))
  }

  /// The middle line moved across.
  func line(offset: Double) -> [Point] {
    (0...24).map { step in
      let place = point(at: Double(step) / 24)
      return point(along(place), across(place) + offset)
    }
  }
}

/// Where bands leave and reach their boxes.
struct RibbonPlan {
  private(set) var bands: [RibbonBand] = []

  private enum Side: Hashable { case left, right, top, bottom }
  private struct Port: Hashable {
    var box: String
    var side: Side
  }
  /// One end of a flow.
  private struct End {
    var flow: Int
    var isStart: Bool
    /// Where the other end's box lies along the side.
    var toward: Double
    var size: Double
  }

  init(_ flows: [Ribbons.Flow], rects: [String: Rect], greatestWidth: Double) {
    var order: [Port] = []
    var ports: [Port: [End]] = [:]
    for (index, flow) in flows.enumerated() {
      let size = abs(flow.magnitude)
      guard size.isFinite, size > 0, flow.start != flow.end, let a = rects[flow.start],
        let b = rects[flow.end]
      else { continue }
      for (isStart, id, own, other) in [(true, flow.start, a, b), (false, flow.end, b, a)] {
        let side = Self.side(of: own, toward: other)
        let isUpright = side == .left || side == .right
        let port = Port(box: id, side: side)
        if ports[port] == nil { order.append(port) }
        ports[port, default: []].append(
          End(
            flow: index, isStart: isStart, toward: isUpright ? other.center.y : other.center.x,
            size: size))
      }
    }
    let scale = Self.scale(ports, rects, greatestWidth)
    var places: [Int: (start: Point?, end: Point?)] = [:]
    for port in order {
      guard let rect = rects[port.box], let ends = ports[port] else { continue }
      Self.stack(ends, on: port.side, of: rect, scale: scale, into: &places)
    }
    bands = flows.indices.compactMap { index in
      guard let start = places[index]?.start, let end = places[index]?.end,
        let a = rects[flows[index].start], let b = rects[flows[index].end]
      else { return nil }
      let isHorizontal = [.left, .right].contains(Self.side(of: a, toward: b))
      let gap = isHorizontal ? abs(end.x - start.x) : abs(end.y - start.y)
      let width = scale * abs(flows[index].magnitude)
      let head = flows[index].hasHead ? min((0.5 * width + 4).clamped(to: 6...11), gap / 3) : 0
      return RibbonBand(
        flow: index, start: start, end: end, width: width, isHorizontal: isHorizontal,
        headLength: head)
    }
  }

  /// Sideways if the boxes stand beside each other, else up or down.
  private static func side(of own: Rect, toward other: Rect) -> Side {
    if other.x >= own.maxX { return .right }
    if other.maxX <= own.x { return .left }
    return other.center.y > own.center.y ? .bottom : .top
  }

  /// Px per unit: the widest band has the greatest width, unless a side is too short for its flows.
  private static func scale(
    _ ports: [Port: [End]], _ rects: [String: Rect], _ greatestWidth: Double
  ) -> Double {
    let largest = ports.values.joined().map(\.size).max() ?? 0
    guard largest > 0, greatestWidth.isFinite else { return 0 }
    var scale = max(greatestWidth, 0) / largest
    for (port, ends) in ports {
      guard let rect = rects[port.box] else { continue }
      let isUpright = port.side == .left || port.side == .right
      let room = max((isUpright ? rect.height : rect.width) - 8 - spacing(ends), 1)
      // Relative to the largest, so that sums of large numbers do not overflow.
      let parts = ends.reduce(0) { $0 + $1.size / largest }
      scale = min(scale, room / parts / largest)
    }
    return scale
  }

  /// Between two flows of one side; heads stand out by 3 px to both sides.
  private static let gap = 5.0

  /// What lies between the flows of one side in all, in px.
  private static func spacing(_ ends: [End]) -> Double { gap * Double(max(ends.count - 1, 0)) }

  private static func stack(
    _ ends: [End], on side: Side, of rect: Rect, scale: Double,
    into places: inout [Int: (start: Point?, end: Point?)]
  ) {
    let sorted = ends.sorted { ($0.toward, $0.flow) < ($1.toward, $1.flow) }
    let total = ends.reduce(spacing(ends)) { $0 + scale * $1.size }
    let isUpright = side == .left || side == .right
    var place = (isUpright ? rect.center.y : rect.center.x) - total / 2
    for end in sorted {
      let width = scale * end.size
      let middle = place + width / 2
      place += width + gap
      let point =
        switch side {
        case .left: Point(x: rect.x, y: middle)
        case .right: Point(x: rect.maxX, y: middle)
        case .top: Point(x: middle, y: rect.y)
        case .bottom: Point(x: middle, y: rect.maxY)
        }
      var both = places[end.flow] ?? (nil, nil)
      if end.isStart { both.start = point } else { both.end = point }
      places[end.flow] = both
    }
  }
}
