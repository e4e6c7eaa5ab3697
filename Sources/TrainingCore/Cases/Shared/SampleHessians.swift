import Formula

/// The second derivatives of every sample's loss, by a tape on the formulas of the first ones.
struct SampleHessians {
  /// For each parameter the gradients of the samples' derivatives by it: a row of their Hessians.
  let byParameter: [PerSampleGradients]

  /// Beyond so many parameters the formulas become too many.
  static let maximumParameters = 8

  /// - Throws: ``Unavailable`` if the model is no single formula or has too many parameters, or a
  ///   second derivative cannot be evaluated.
  init(_ bench: CaseBench) throws(Unavailable) {
    guard bench.problem.definitions.isEmpty else {
      throw Unavailable("second derivatives by formula are taken of models in one formula only")
    }
    guard bench.parameters <= Self.maximumParameters else {
      throw Unavailable(
        "second derivatives of more than \(Self.maximumParameters) parameters are not taken")
    }
    let whole = bench.problem.wholeLoss
    let names = NameBinding(bench.problem)
    var rows: [PerSampleGradients] = []
    do {
      for parameter in bench.names {
        var builder = ProgramBuilder()
        let output = try builder.add(whole.derivative(by: parameter)) { names.inModel($0) }
        let work = bench.work.replacing(program: builder.program, output: output)
        rows.append(SampleTape.run(work, at: bench.at).gradients)
      }
    } catch {
      throw Unavailable("\(error)")
    }
    byParameter = rows
  }

  /// The mean Hessian of some samples times a vector.
  func product(_ range: Range<Int>, _ vector: [Double]) -> [Double] {
    byParameter.map { gradients in
      let row = gradients.sum(in: range) { $1 }
      return Summation.pairwise(zip(row, vector).map { $0 * $1 / Double(range.count) })
    }
  }

  /// How large the terms of such a product are, which bounds what rounding may do.
  func size(_ range: Range<Int>, _ vector: [Double]) -> [Double] {
    byParameter.map { gradients in
      let row = gradients.sum(in: range) { abs($1) }
      return Summation.pairwise(zip(row, vector).map { abs($0 * $1) / Double(range.count) })
    }
  }
}
