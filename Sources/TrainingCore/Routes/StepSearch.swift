/// The search for a step of finite differences, from a long one to shorter ones.
///
/// A long step may jump over all that happens near the point, and then several of about its length
/// agree with each other on what is not there. So a step counts only if a much shorter one does not
/// contradict it.
enum StepSearch {
  /// Each step is so many times shorter than the one before.
  private static let ratio = 64.0
  /// More than this many steps in a row that are no better come from rounding.
  private static let patience = 2

  /// The best of the differences that are not contradicted by those with shorter steps.
  /// - Parameters:
  ///   - start: The longest step.
  ///   - shortest: The shortest that a parameter can take.
  ///   - tries: How many steps are tried at most.
  ///   - difference: What a step finds; nil if that is no number.
  ///   - error: How far that may be off.
  ///   - isFine: Whether that is good enough, so that one shorter step may confirm it.
  ///   - contradicts: Whether a shorter step (second) cannot be true together with a longer one.
  static func best<Found>(
    start: Double, shortest: Double, tries: Int, difference: (Double) -> Found?,
    error: (Found) -> Double, isFine: (Found) -> Bool, contradicts: (Found, Found) -> Bool
  ) -> Found? {
    var best: Found?
    var step = start
    var failures = 0
    for _ in 0..<tries {
      step = max(step, shortest)
      if let found = difference(step) {
        if let longer = best, !contradicts(longer, found) {
          let isBetter = error(found) < error(longer)
          if isBetter { best = found }
          failures = isBetter ? 0 : failures + 1
          if isFine(longer) || failures == patience { return best }
        } else {
          best = found
          failures = 0
        }
      }
      if step <= shortest { break }
      step /= ratio
    }
    return best
  }
}
