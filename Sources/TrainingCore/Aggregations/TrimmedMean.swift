/// The mean without the smallest and the largest losses; samples that tie at a cut share evenly.
struct TrimmedMean: OrderedAggregation {
  init() {}
  init(trim: Double) { self.trim = trim }

  /// The share that is cut off at each end, 0 to 1/2. Of N losses that many are cut, rounded down,
  /// as `scipy.stats.trim_mean` does, but one or two are always left.
  var trim = 0.25

  let names = ["trimmed-mean", "trimmed"]
  let summary = "the mean without the smallest and the largest losses, a quarter each"

  func share(of place: Int, in count: Int) -> Double {
    // NaN is not above 0.
    let wanted = trim > 0 ? Int(min(trim, 0.5) * Double(count)) : 0
    let cut = min(wanted, (count - 1) / 2)
    return place >= cut && place < count - cut ? 1 / Double(count - 2 * cut) : 0
  }
}
