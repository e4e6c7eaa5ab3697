/// A sampler that repeats samples until all machines have equally many.
struct B08PaddedSampler: Case {
  let id = "B08"
  let premise = "P5"
  let title = "A sampler that pads with duplicates"
  let rightName = "mean of the gradients with the duplicates"
  let statement = """
    Where the samples cannot be dealt out evenly, a distributed sampler repeats the first ones, \
    which then count more than once in training and in every metric over that sampler.
    """
  let formula = #"\sum_i c_i g_i - \bar{g} = N \, \mathrm{Cov}(c, g)"#
  let repair = """
    give the duplicates the weight zero and divide by the true number of samples; dropping the \
    tail is unbiased only over many shuffled epochs
    """
  let code = "loss = (weight * losses).sum() / n_samples  # weight 0 for duplicates"
  let signature = "some weights are twice as large as all others, which are equal"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else {
      throw Unavailable("a single sample has no other to count less than")
    }
    let ranks = MicroBatches.unevenRanks(bench.rows)
    let each = (bench.rows + ranks - 1) / ranks
    let dealt = each * ranks
    let right = mean(of: bench, ranks: ranks, dealt: dealt)
    let coefficients = (0..<bench.rows).map { row in
      Double((dealt - row + bench.rows - 1) / bench.rows) / Double(dealt)
    }
    return bench.measure(
      pipeline: right, coefficients: coefficients,
      accident: "the repeated samples have the mean gradient of all",
      numbers: [
        ("machines", [Double(ranks)]),
        ("samples, and places to fill", [bench.rows, dealt].map(Double.init)),
        (
          "weight of a repeated sample, and of another",
          [coefficients[0], coefficients[bench.rows - 1]]
        ),
      ])
  }

  /// Machine r has the places r, r + R, r + 2 R ... of the list that begins anew at its end; the
  /// machines' means are averaged.
  private func mean(of bench: CaseBench, ranks: Int, dealt: Int) -> [Double] {
    let gradients = bench.perSample
    let means = (0..<ranks).map { rank in
      (0..<bench.parameters).map { column in
        Summation.mean(
          stride(from: rank, to: dealt, by: ranks).map { gradients[$0 % bench.rows, column] })
      }
    }
    return (0..<bench.parameters).map { column in Summation.mean(means.map { $0[column] }) }
  }
}
