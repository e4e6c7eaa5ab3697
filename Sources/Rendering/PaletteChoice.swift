/// Chooses at most 256 colours that stand for all colours of a picture.
///
/// Boxes of colours are split where they vary most, at their mean (after P. Heckbert, Color image
/// quantization for frame buffer display, SIGGRAPH 1982, and X. Wu, Graphics Gems II, 1991).
/// A colour weighs as the root of its number of pixels, so that thin lines and small letters keep
/// their colours beside large areas.
struct PaletteChoice {
  /// One colour of the picture, and how many pixels have it.
  private struct Entry {
    var color: SIMD3<Float>
    var count: Int
    var weight: Float
  }

  /// A range of entries with the sum of their squared distances from their mean.
  private struct Box {
    var range: Range<Int>
    var mean: SIMD3<Float>
    var spread: SIMD3<Float>
    var error: Float { spread.sum() }
  }

  /// The chosen colours, as 0xRRGGBB, in ascending order.
  let colors: [UInt32]
  /// Which of the chosen colours stands for each colour of the picture.
  let indices: [UInt32: UInt8]

  /// - Parameters:
  ///   - counts: How many pixels have each colour (0xRRGGBB); each colour once, in ascending order.
  ///   - limit: The most colours that are chosen.
  init(_ counts: [(color: UInt32, count: Int)], limit: Int = 256) {
    var entries = counts.map {
      Entry(
        color: Self.vector($0.color), count: $0.count, weight: Float($0.count).squareRoot())
    }
    guard !entries.isEmpty else {
      (colors, indices) = ([], [:])
      return
    }
    // Up to the limit every colour ends in a box of its own.
    var boxes = [Self.box(entries, entries.indices)]
    while boxes.count < limit {
      guard let widest = boxes.indices.max(by: { boxes[$0].error < boxes[$1].error }),
        boxes[widest].error > 0, let halves = Self.split(&entries, boxes[widest])
      else { break }
      boxes[widest] = halves.0
      boxes.append(halves.1)
    }
    let chosen = boxes.map { Self.representative(entries[$0.range], mean: $0.mean) }
    colors = Set(chosen).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(colors, 0..<limit))
    var indices: [UInt32: UInt8] = [:]
    for (box, color) in zip(boxes, chosen) {
      for entry in entries[box.range] {
        indices[Self.number(entry.color)] = UInt8(truncatingIfNeeded: places[color] ?? 0)
      }
    }
    self.indices = indices
  }

  private static func vector(_ color: UInt32) -> SIMD3<Float> {
    SIMD3(Float(color >> 16 & 255), Float(color >> 8 & 255), Float(color & 255))
  }

  /// 0xRRGGBB of whole components.
  private static func number(_ color: SIMD3<Float>) -> UInt32 {
    UInt32(color.x) << 16 | UInt32(color.y) << 8 | UInt32(color.z)
  }

  private static func box(_ entries: [Entry], _ range: Range<Int>) -> Box {
    var total: Float = 0
    var sum = SIMD3<Float>()
    for entry in entries[range] {
      total += entry.weight
      sum += entry.weight * entry.color
    }
    let mean = sum / total
    var spread = SIMD3<Float>()
    for entry in entries[range] {
      let difference = entry.color - mean
      spread += entry.weight * difference * difference
    }
    return Box(range: range, mean: mean, spread: spread)
  }

  /// Both sides of the mean along the axis of the greatest spread; nil if all are on one side.
  private static func split(_ entries: inout [Entry], _ box: Box) -> (Box, Box)? {
    let axis = (0..<3).reduce(0) { box.spread[$1] > box.spread[$0] ? $1 : $0 }
    let middle = entries[box.range].partition { $0.color[axis] > box.mean[axis] }
    guard box.range.lowerBound < middle, middle < box.range.upperBound else { return nil }
    return (
      Self.box(entries, box.range.lowerBound..<middle),
      Self.box(entries, middle..<box.range.upperBound)
    )
  }

  /// The colour of most pixels if it is that of more than half of them, so that areas of one colour
  /// keep it; else the mean.
  private static func representative(
    _ entries: ArraySlice<Entry>, mean: SIMD3<Float>
  ) -> UInt32 {
    let pixels = entries.reduce(0) { $0 + $1.count }
    let most = entries.max { ($0.count, $1.color.x) < ($1.count, $0.color.x) }
    let color = if let most, 2 * most.count > pixels { most.color } else { mean }
    return number(color.rounded(.toNearestOrAwayFromZero))
  }
}
