/// The loss in the middle; ties share evenly, as with `torch.median` of a whole tensor.
struct Median: OrderedAggregation {
  init() {}
  init(ofEven: Middle) { self.ofEven = ofEven }

  /// What is the middle of an even number of losses.
  enum Middle: Sendable {
    /// The smaller of the two, as PyTorch takes it.
    case lower
    /// The mean of the two, as NumPy and `torch.quantile` take it.
    case mean
  }
  var ofEven = Middle.lower

  let names = ["median"]
  let summary = "the middle loss, of an even number the lower one; ties share evenly"

  func share(of place: Int, in count: Int) -> Double {
    let lower = (count - 1) / 2
    guard ofEven == .mean, count % 2 == 0 else { return place == lower ? 1 : 0 }
    return place == lower || place == lower + 1 ? 0.5 : 0
  }
}
