/// A probability that rises or falls in the shape of an S.
struct LogisticModel: NamedModel {
  let name = "logistic"
  let summary = "a probability that rises or falls in the shape of an S: sigmoid(w*x + b)"

  func formula(inputs: [String]) -> String? {
    guard inputs.count == 1, let x = inputs.first else { return nil }
    return "sigmoid(w*\(x) + b)"
  }
}
