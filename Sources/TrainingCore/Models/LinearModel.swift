/// A line, plane or hyperplane over any number of inputs.
struct LinearModel: NamedModel {
  let name = "linear"
  let summary = "linear in one or more inputs: b + m1*x1 + m2*x2 and so on"

  func formula(inputs: [String]) -> String? {
    guard !inputs.isEmpty else { return nil }
    let terms = inputs.enumerated().map { "m\($0.offset + 1)*\($0.element)" }
    return (["b"] + terms).joined(separator: " + ")
  }
}
