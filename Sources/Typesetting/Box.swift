/// Set text with its measures in px, from which lines are put together; its origin is the left end
/// of its baseline and y grows downwards.
struct Box: Equatable {
  var runs: [TextRun] = []
  var rules: [Rect] = []
  var width = 0.0
  /// How far the ink reaches above the baseline; negative when all of it lies below.
  var ascent = 0.0
  /// How far the ink reaches below the baseline; negative when all of it lies above.
  var descent = 0.0

  var isEmpty: Bool { runs.isEmpty && rules.isEmpty }

  /// Adds what another box shows, its origin put at (x, y); the width stays as it was.
  mutating func add(_ other: Box, x: Double, y: Double = 0) {
    guard !other.isEmpty else { return }
    (ascent, descent) =
      isEmpty
      ? (other.ascent - y, other.descent + y)
      : (max(ascent, other.ascent - y), max(descent, other.descent + y))
    for var run in other.runs {
      run.origin.x += x
      run.origin.y += y
      runs.append(run)
    }
    for var rule in other.rules {
      rule.x += x
      rule.y += y
      rules.append(rule)
    }
  }

  /// Adds another box at the right end.
  mutating func append(_ other: Box) {
    add(other, x: width)
    width += other.width
  }
}
