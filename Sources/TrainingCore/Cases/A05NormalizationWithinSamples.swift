import Formula

/// Normalisation with each sample's own mean and variance, as layer and group norm have it.
struct A05NormalizationWithinSamples: Case {
  let id = "A05"
  let premise = "P2"
  let title = "Normalisation within each sample"
  let leftName = "gradient of the average loss behind the normalisation"
  let rightName = "average of the samples’ gradients behind it"
  let statement = """
    Layer, group and instance norm take mean and variance over the features of one sample, so \
    each loss still depends on its own sample alone, and gradient and average may change places.
    """
  let formula =
    #"z_{ij} = \frac{h_{ij} - \bar{h}_i}{\sqrt{\mathrm{Var}_j(h_{ij}) + \varepsilon}}"#

  let repair = "nothing to repair"
  let code = "norm = torch.nn.GroupNorm(1, channels)"
  let signature = "all weights are 1/N"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let inputs = bench.inputColumns
    guard let first = inputs.first else {
      throw Unavailable("the model has no inputs to normalise")
    }
    return try layer(bench, input: first)
  }

  /// A layer makes three features of the first input, so that derivatives pass through their mean and
  /// variance: inputs themselves would be normalised once and for all.
  private func layer(
    _ bench: CaseBench, input: Int
  ) throws(Unavailable) -> CaseResult.Measurement {
    let layer = SampleNormalization.self
    let (work, rows) = bench.rowsToAlter(
      parameters: layer.parameters.count, operations: layer.operations)
    let normalized: AlteredInputs
    do {
      normalized = try AlteredInputs(
        try layer.workload(
          bench.problem, input: work.columns[input], target: work.columns[work.target]),
        at: layer.point)
    } catch let error as Unavailable {
      throw error
    } catch {
      throw Unavailable("\(error)")
    }
    let note =
      "\(layer.features) features that a built-in layer makes of the first input, normalised within "
      + "each sample"
    return CaseResult.Measurement(
      comparison: normalized.comparison, closedFormGap: normalized.left.map { _ in 0 },
      referee: normalized.referee, refereeBound: normalized.refereeBound,
      numbers: [
        ("features that are normalised", [Double(layer.features)]),
        ("added to the variance", [layer.epsilon]),
      ],
      inputNote: rows.map { note + "; " + $0 } ?? note, components: layer.parameters)
  }
}
