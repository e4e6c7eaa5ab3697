import Typesetting

/// Labels of line ends in one column, each as near to its line as the others allow.
struct LineEndColumn {
  struct Item {
    var request: LabelRequest
    var line: TextLine
    /// The label's box.
    var box: Rect
  }
  private(set) var items: [Item] = []

  /// What a label needs beside its own width, in px.
  static let room = 20.0
  private static let rowHeight = 14.0

  /// - Parameters:
  ///   - requests: Whose labels fit between the frame's right edge and `right`.
  ///   - top: Where the column may begin.
  ///   - bottom: Where it must end if it is not too long.
  init(
    _ requests: [LabelRequest], top: Double, bottom: Double, right: Double, typesetter: Typesetter
  ) {
    guard let x = requests.map(\.anchor.x).max() else { return }
    let ordered = requests.enumerated().sorted {
      ($0.element.anchor.y, $0.offset) < ($1.element.anchor.y, $1.offset)
    }.map(\.element)
    let half = Self.rowHeight / 2
    let places = Self.pooled(ordered.map(\.anchor.y), gap: Self.rowHeight).map { $0 }
    // A column that leaves the panel is pushed back as a whole.
    let over = max(0, (places.last ?? 0) + half - bottom)
    let under = max(0, top - ((places.first ?? 0) - half - over))
    let moved = zip(ordered, places).contains { abs($0.anchor.y - $1) > 5 }
    for (request, place) in zip(ordered, places) {
      let line = typesetter.line(request.label, size: request.size)
      let left = x + (moved ? 15 : 7)
      guard left + line.width <= right else { continue }
      let center = place - over + under
      let box = Rect(
        x: left, y: center + 0.36 * request.size - line.ascent, width: line.width,
        height: line.ascent + line.descent)
      items.append(Item(request: request, line: line, box: box))
    }
  }

  /// Ascending places, as near as possible to the wanted ones by least squares, so that neighbours
  /// keep a gap: the pool-adjacent-violators algorithm.
  static func pooled(_ wanted: [Double], gap: Double) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    for (index, place) in wanted.enumerated() {
      blocks.append((place - gap * Double(index), 1))
      while blocks.count > 1 {
        let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard before.sum / Double(before.count) > last.sum / Double(last.count) else { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (before.sum + last.sum, before.count + last.count)
      }
    }
    let shifted = blocks.flatMap { block in
      Array(repeating: block.sum / Double(block.count), count: block.count)
    }
    return shifted.enumerated().map { $0.element + gap * Double($0.offset) }
  }

  /// The line from where a line ends to its label, when the label had to move.
  static func leader(_ item: Item) -> Leader? {
    let anchor = item.request.anchor
    let end = Point(x: item.box.x - 3, y: item.box.center.y)
    guard abs(end.y - anchor.y) > 5 else { return nil }
    return Leader(
      end, Point(x: anchor.x + 3, y: anchor.y), anchor: anchor, reach: item.request.clearance)
  }
}
