/// A sum that is divided by all samples, and then once more by the number of micro-batches.
struct B03DividedTwice: Case {
  let id = "B03"
  let premise = "P5"
  let title = "Accumulation that is divided twice"
  let rightName = "sum over all samples, divided by N and by the micro-batches"
  let statement = """
    Once the sum of the losses is divided by the number of all samples, nothing is left to divide. \
    Another division by the number of micro-batches or machines makes the gradient as many times \
    too short.
    """
  let formula =
    #"\frac{1}{K} \sum_{i=1}^{N} \frac{g_i}{N} - \bar{g} = -\frac{K - 1}{K} \, \bar{g}"#
  let repair = "divide by the number of all samples, and by nothing else"
  let code =
    "loss = criterion(out, y, reduction=\"sum\") / n_all  # times world_size if a wrapper averages"
  let signature = "all weights are 1/(K N)"
  let discussedIn = [
    "transformers #35203", "ultralytics #18616", "yolov5 #8892", "tevatron #143", "Megatron #3672",
  ]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let batches = MicroBatches.even(bench.rows)
    let (count, parts) = (Double(bench.rows), Double(batches.count))
    // What each micro-batch sends back is divided once, and what all of them send once more.
    let sent = batches.map { batch in bench.perSample.sum(in: batch) { $1 }.map { $0 / count } }
    let right = (0..<bench.parameters).map { index in
      Summation.pairwise(sent.map { $0[index] }) / parts
    }
    return bench.measure(
      pipeline: right,
      coefficients: Array(repeating: 1 / (count * parts), count: bench.rows),
      claimedFactor: 1 / parts, accident: "the gradient is zero, whatever divides it",
      numbers: [
        ("micro-batches", [parts]),
        ("divided once", right.map { $0 * parts }),
      ])
  }
}
