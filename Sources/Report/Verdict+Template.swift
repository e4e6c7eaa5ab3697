import Figures
import TrainingCore

extension Comparison {
  /// What templates ask about a comparison: its verdict as conditions, and its numbers.
  var values: TemplateObject {
    [
      "equal": .flag(verdict == .equal), "different": .flag(verdict == .different),
      "proportional": .optional(verdict.factor.map { ["factor": .number($0)] }),
      "indistinguishable": .optional(verdict.why.map { ["why": .text($0)] }),
      "same": .flag(left == right),
      "left": .vector(left), "right": .vector(right), "gap": .vector(difference),
      "relativeDifference": .number(relativeDifference, digits: 3),
      "opposed": .flag(isOpposed), "rightIsZero": .flag(isRightZero),
      "expectedRounding": .number(expectedRounding, digits: 2),
      "timesRounding": .optional(
        expectedRounding > 0
          ? ["times": .number(relativeDifference / expectedRounding, digits: 2)] : nil),
    ]
  }
}

extension Comparison {
  /// Whether the data show that the two sides are different vectors, be it only in length.
  var isToldApart: Bool {
    switch verdict {
    case .different, .proportional: true
    case .equal, .indistinguishable: false
    }
  }
}

extension Comparison.Verdict {
  /// Why the numbers settle nothing, if so.
  var why: String? {
    if case .indistinguishable(let why) = self { why } else { nil }
  }
}
