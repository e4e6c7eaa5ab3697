/// Aggregates of losses in their order: each place, from the smallest loss on, has a share.
enum OrderedLosses {
  /// The sum of the losses with the shares of their places; NaN if a loss is, 0 of none.
  /// - Parameter share: The share of a place, counted from 0. Losses of places without a share do
  ///   not count, even if infinite.
  static func reduce(_ losses: [Double], share: (Int) -> Double) -> Double {
    guard !losses.contains(where: \.isNaN) else { return .nan }
    let sorted = losses.sorted()
    return Summation.pairwise(
      sorted.indices.map { share($0) == 0 ? 0 : share($0) * sorted[$0] })
  }

  /// How much each sample's loss moves the aggregate.
  ///
  /// Samples whose losses are equal share evenly what their places have, so that the order of the
  /// rows makes no difference. That is one of the subgradients, and the one that `torch.amax`,
  /// `torch.max` and `torch.median` give for a whole tensor; with `dim` the latter two take a
  /// single sample.
  static func coefficients(_ losses: [Double], share: (Int) -> Double) -> [Double] {
    guard !losses.contains(where: \.isNaN) else {
      return Array(repeating: .nan, count: losses.count)
    }
    let order = losses.indices.sorted { losses[$0] < losses[$1] }
    var result = [Double](repeating: 0, count: losses.count)
    var start = 0
    while start < order.count {
      let loss = losses[order[start]]
      var end = start + 1
      while end < order.count, losses[order[end]] == loss { end += 1 }
      let even = Summation.pairwise((start..<end).map(share)) / Double(end - start)
      for place in start..<end { result[order[place]] = even }
      start = end
    }
    return result
  }
}
