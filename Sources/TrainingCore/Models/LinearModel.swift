/// A line, plane or hyperplane over any number of inputs.
struct LinearModel: NamedModel {
  let name = "linear"
  let summary = "linear in one or more inputs: b + m1*x1 + m2*x2 and so on"

  /// More terms than this are grouped in parentheses, for a formula's tree may not be taller than
  /// ``FormulaLimits/height``.
  private let longestSum = 100

  func formula(inputs: [String]) -> String? {
    guard !inputs.isEmpty else { return nil }
    let terms = inputs.enumerated().map { "m\($0.offset + 1)*\($0.element)" }
    guard terms.count > longestSum else { return (["b"] + terms).joined(separator: " + ") }
    let groups = stride(from: 0, to: terms.count, by: longestSum).map { start in
      "(" + terms[start..<min(start + longestSum, terms.count)].joined(separator: " + ") + ")"
    }
    return (["b"] + groups).joined(separator: " + ")
  }
}
