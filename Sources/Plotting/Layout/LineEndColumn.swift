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
    let lines = ordered.map { typesetter.line($0.label, size: $0.size) }
    let heights = lines.map { max(Self.rowHeight, $0.ascent + $0.descent) }
    let wanted = zip(ordered, heights).map { request, height in
      max(min(request.anchor.y, bottom - height / 2), top + height / 2)
    }
    let places = Self.pooled(wanted, heights: heights)
    // A column that still leaves the panel is pushed back as a whole.
    let over = max(0, (places.last ?? 0) + (heights.last ?? 0) / 2 - bottom)
    let under = max(0, top - ((places.first ?? 0) - (heights.first ?? 0) / 2 - over))
    let moved = zip(ordered, places).contains { abs($0.anchor.y - $1) > 5 }
    for ((request, line), place) in zip(zip(ordered, lines), places) {
      let left = x + (moved ? 15 : 7)
      guard left + line.width <= right else { continue }
      let center = place - over + under
      // Tall lines are centred by their ink, others by their small letters, which all end alike.
      let isTall = line.ascent + line.descent > Self.rowHeight
      let top =
        isTall
        ? center - (line.ascent + line.descent) / 2 : center + 0.36 * request.size - line.ascent
      let box = Rect(
        x: left, y: top, width: line.width, height: line.ascent + line.descent)
      items.append(Item(request: request, line: line, box: box))
    }
  }

  /// Ascending middles, as near as possible to the wanted ones by least squares, so that neighbours
  /// of the given heights do not overlap: the pool-adjacent-violators algorithm.
  static func pooled(_ wanted: [Double], heights: [Double]) -> [Double] {
    // How far each middle is below the first one in a column without gaps.
    var offsets: [Double] = []
    for index in heights.indices {
      offsets.append(
        index == 0 ? 0 : offsets[index - 1] + (heights[index - 1] + heights[index]) / 2)
    }
    var blocks: [(sum: Double, count: Int)] = []
    for (place, offset) in zip(wanted, offsets) {
      blocks.append((place - offset, 1))
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
    return zip(shifted, offsets).map { $0 + $1 }
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
