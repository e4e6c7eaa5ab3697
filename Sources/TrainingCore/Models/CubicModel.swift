/// A polynomial of degree 3.
struct CubicModel: NamedModel {
  let name = "cubic"
  let summary = "a polynomial of degree 3: a*x^3 + b*x^2 + c*x + d"

  func formula(inputs: [String]) -> String? {
    guard inputs.count == 1, let x = inputs.first else { return nil }
    return "a*\(x)^3 + b*\(x)^2 + c*\(x) + d"
  }
}
