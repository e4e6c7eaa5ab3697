import Plotting
import Typesetting

/// Short texts beside places of data, all on the side where they are told to stand.
///
/// For rows that are to be compared with each other; where the sides may be chosen freely,
/// `TextMark` finds a place.
struct FixedTexts: Mark {
  enum Side: Sendable { case left, right }
  struct Item: Sendable {
    var label: Label
    var place: Position
    var side: Side
    var paint: Paint

    init(_ label: Label, at place: Position, side: Side, paint: Paint) {
      self.label = label
      self.place = place
      self.side = side
      self.paint = paint
    }
  }
  var items: [Item]

  init(_ items: [Item]) { self.items = items }

  private static let size = 10.5
  /// Between the place and the text: a dot and some air.
  private static let distance = 10.0

  private func texts(
    in context: PanelContext
  ) -> [(line: TextLine, origin: Point, paint: Paint)] {
    items.compactMap { item in
      guard let place = context.place(item.place) else { return nil }
      let line = context.typesetter.line(item.label, size: Self.size)
      let x =
        item.side == .right ? place.x + Self.distance : place.x - Self.distance - line.width
      return (line, Point(x: x, y: place.y + 0.36 * Self.size), item.paint)
    }
  }

  func elements(in context: PanelContext) -> [Scene.Element] {
    texts(in: context).map { .text($0.line, at: $0.origin, angle: 0, paint: $0.paint, halo: true) }
  }

  func occupied(in context: PanelContext) -> [Point] {
    texts(in: context).flatMap { line, origin, _ in
      context.samples(along: [origin, Point(x: origin.x + line.width, y: origin.y)])
    }
  }
}
