/// The largest loss; ties share evenly, as with `torch.amax`.
struct Maximum: OrderedAggregation {
  init() {}
  let names = ["max"]
  let summary = "the largest loss; samples that tie share its gradient evenly"

  func share(of place: Int, in count: Int) -> Double { place == count - 1 ? 1 : 0 }
}
