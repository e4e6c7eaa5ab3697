/// A parabola.
struct QuadraticModel: NamedModel {
  let name = "quadratic"
  let summary = "a parabola: a*x^2 + b*x + c"

  func formula(inputs: [String]) -> String? {
    guard inputs.count == 1, let x = inputs.first else { return nil }
    return "a*\(x)^2 + b*\(x) + c"
  }
}
