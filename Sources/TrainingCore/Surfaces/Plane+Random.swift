extension Plane {
  /// What a random direction does with biases.
  public enum Biases: String, Sendable {
    /// They keep their values all over the plane.
    ///
    /// So are the figures of the paper made: its code sets what has one dimension to zero if told
    /// to ignore biases.
    case still
    /// The direction's part for them is their values themselves.
    ///
    /// So does the paper's code unless it is told to ignore them.
    case scaled
  }

  /// A plane along two random directions, each scaled filter by filter to the weights' norm.
  ///
  /// A filter of a dense layer is what leads into one neuron. Random numbers are nearly normal and
  /// come from SplitMix64, so the same seed gives the same plane on every machine.
  ///
  /// Source: H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, "Visualizing the loss landscape
  /// of neural nets", NeurIPS 2018, section 4.
  /// - Parameters:
  ///   - parameters: the network's, which are the plane's origin.
  ///   - seed: where the random numbers start from.
  ///   - biases: what the directions do with biases.
  /// - Throws: ``SurfaceError/invalid(_:)`` if there are not as many parameters as the network has,
  ///   or the directions span no plane.
  public static func random(
    of network: DenseNetwork, around parameters: [Double], seed: UInt64, biases: Biases = .still
  ) throws(SurfaceError) -> Plane {
    guard parameters.count == network.parameterCount else {
      throw .invalid(
        "the network has \(network.parameterCount) parameters, but \(parameters.count) are given")
    }
    let filters = network.layers.flatMap { layer in
      (0..<layer.outputs).map { output in
        (0..<layer.inputs).map { layer.weights + $0 * layer.outputs + output }
      }
    }
    return try random(around: parameters, filters: filters, seed: seed, others: biases)
  }

  /// A plane along two random directions through a plain vector of parameters.
  /// - Parameters:
  ///   - parameters: the plane's origin.
  ///   - filters: the indices of each group that is scaled to its parameters' norm; nil for one
  ///     group of all.
  ///   - seed: where the random numbers start from.
  ///   - others: what the directions do with parameters in no group.
  /// - Throws: ``SurfaceError/invalid(_:)`` if an index is of no parameter, or the directions span
  ///   no plane.
  public static func random(
    around parameters: [Double], filters: [[Int]]? = nil, seed: UInt64, others: Biases = .still
  ) throws(SurfaceError) -> Plane {
    let filters = filters ?? [Array(parameters.indices)]
    guard filters.allSatisfy({ $0.allSatisfy(parameters.indices.contains) }) else {
      throw .invalid("a filter names a parameter that is not there; count them from 0")
    }
    var generator = SplitMix64(seed: seed)
    var directions: [[Double]] = []
    for _ in 0..<2 {
      var direction = others == .scaled ? parameters : parameters.map { _ in 0 }
      for filter in filters {
        let drawn = filter.map { _ in generator.normal() }
        let wanted = VectorNorm.euclidean(filter.map { parameters[$0] })
        let scale = wanted / max(VectorNorm.euclidean(drawn), .leastNormalMagnitude)
        for (index, value) in zip(filter, drawn) { direction[index] = scale * value }
      }
      directions.append(direction)
    }
    return try Plane(
      origin: parameters, first: directions[0], second: directions[1],
      names: ["random direction 1", "random direction 2"])
  }
}
