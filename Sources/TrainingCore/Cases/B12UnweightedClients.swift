/// Federated averaging in which every client counts the same, however much data it has.
struct B12UnweightedClients: Case {
  let id = "B12"
  let premise = "P5"
  let title = "Federated averaging without weights"
  let rightName = "mean of the clients’ mean gradients"
  let statement = """
    After one local step each, the mean of the clients’ models is a step along the mean of their \
    gradients. It is the step of all samples for certain only if each client counts by the \
    number of its own.
    """
  let formula = #"""
    \frac{1}{K} \sum_{k=1}^{K} \bar{g}_k - \bar{g} = -\frac{\mathrm{Cov}_k(n_k, \#
    \bar{g}_k)}{\bar{n}}
    """#
  let repair = "weight each client by its number of samples"
  let code =
    "state = {k: sum(n * c[k] for n, c in zip(sizes, states)) / sum(sizes) for k in states[0]}"
  let signature = "a sample’s weight is 1/(K n) for the number n of samples of its own client"
  let discussedIn = ["FedLab #305", "Federated-Learning-PyTorch #27"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample is a single client’s") }
    let clients = MicroBatches.quartersAndHalf(bench.rows)
    let grouping = SampleGrouping(clients)
    let (mean, losses) = (MeanOfMicroBatchMeans(), bench.samples.losses)
    let weighted = clients.map { client in
      bench.mean(client).map { $0 * Double(client.count) / Double(bench.rows) }
    }
    return bench.measure(
      pipeline: mean.combine(bench.perSample, losses, grouping),
      coefficients: mean.coefficients(losses, grouping),
      accident: Set(clients.map(\.count)).count == 1
        ? "all clients have the same number of samples"
        : "the clients’ numbers of samples have no covariance with their mean gradients",
      numbers: [
        ("samples of each client", clients.map { Double($0.count) }),
        (
          "mean of the clients, weighted by their samples",
          (0..<bench.parameters).map { index in Summation.pairwise(weighted.map { $0[index] }) }
        ),
      ])
  }
}
