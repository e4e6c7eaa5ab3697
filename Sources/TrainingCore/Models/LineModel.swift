/// A straight line.
struct LineModel: NamedModel {
  let name = "line"
  let summary = "a straight line: m*x + b"

  func formula(inputs: [String]) -> String? {
    guard inputs.count == 1, let x = inputs.first else { return nil }
    return "m*\(x) + b"
  }
}
