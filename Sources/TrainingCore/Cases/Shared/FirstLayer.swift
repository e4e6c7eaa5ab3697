/// A network's first layer as backpropagation sees it: every unit's delta, which is its bias's
/// gradient, times the inputs.
struct FirstLayer {
  /// Length of the mean gradient of the layer's weights.
  let gradient: Double
  /// Length of the mean deltas times the mean inputs, which centred inputs make zero.
  let productOfMeans: Double
  /// Length of what the covariance of deltas and inputs leaves of their difference.
  let remainder: Double

  /// nil if the model is no network.
  init?(_ input: CaseInput) {
    guard let layer = input.problem.network?.layers.first else { return nil }
    let samples = input.gradient.perSample
    let inputs = input.problem.inputs.compactMap { input.problem.data[$0] }
    guard inputs.count == layer.inputs else { return nil }
    let deltas = (0..<layer.outputs).map { samples.column(layer.biases + $0) }
    let meanDeltas = deltas.map { Summation.mean($0) }
    let moved = zip(deltas, meanDeltas).map { column, mean in column.map { $0 - mean } }
    var all: (gradient: [Double], products: [Double], rest: [Double]) = ([], [], [])
    for (place, column) in inputs.enumerated() {
      let mean = Summation.mean(column)
      let centred = column.map { $0 - mean }
      for unit in 0..<layer.outputs {
        let weight = layer.weights + place * layer.outputs + unit
        let gradient = input.gradient.gradientOfAverage[weight]
        let product = meanDeltas[unit] * mean
        all.gradient.append(gradient)
        all.products.append(product)
        all.rest.append(gradient - product - Summation.meanProduct(centred, moved[unit]))
      }
    }
    gradient = VectorNorm.euclidean(all.gradient)
    productOfMeans = VectorNorm.euclidean(all.products)
    remainder = VectorNorm.euclidean(all.rest)
  }

  /// For a case's list of numbers.
  var numbers: [(name: String, values: [Double])] {
    [
      ("first layer: length of its weights’ gradient", [gradient]),
      ("first layer: length of mean deltas times mean inputs", [productOfMeans]),
      ("first layer: what their covariance leaves of the gap", [remainder]),
    ]
  }
}
