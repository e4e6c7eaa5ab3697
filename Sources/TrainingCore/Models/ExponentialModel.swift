/// Growth or decay at a constant rate.
struct ExponentialModel: NamedModel {
  let name = "exponential"
  let summary = "growth or decay at a constant rate: a*exp(k*x)"

  func formula(inputs: [String]) -> String? {
    guard inputs.count == 1, let x = inputs.first else { return nil }
    return "a*exp(k*\(x))"
  }
}
