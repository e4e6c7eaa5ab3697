extension CaseBench {
  /// How many rows an objective of all pairs of rows can be measured on in a moment: it is evaluated
  /// six times for every parameter.
  var rowsForPairs: Int {
    max(8, min(256, Int((131_072 / Double(parameters)).squareRoot())))
  }

  /// How many rows an objective of all of them is measured on: every one is recorded and carried
  /// forwards with eight derivatives, several times.
  static let rowsForJoint = 16_384

  /// An objective of the whole batch against what its two halves make of it, each as a batch by
  /// itself.
  /// - Parameters:
  ///   - accident: Why both may be equal on these data without a law behind it.
  ///   - numbers: What else is known, such as the objective's settings.
  /// - Throws: ``Unavailable`` if there are too few rows, or the objective has no derivative here.
  func inHalves(
    _ objective: some JointObjective,
    accident: String = "the halves have the same statistics",
    numbers: [(name: String, values: [Double])] = []
  ) throws(Unavailable) -> CaseResult.Measurement {
    guard rows > 3 else { throw Unavailable("halves of at least two samples are needed") }
    let halves = MicroBatches.halves(rows)
    let found = try measure(objective, in: halves)
    var comparison = found.comparison
    comparison.demoteEqual(why: accident + " in this run")
    comparison.forgetMultipleOfOneComponent()
    let values = halves.map { half in
      objective.value(
        Array(samples.predictions[half]), rows: half, own: objective.own.map(\.value))
    }
    let shares = halves.map { Double($0.count) / Double(rows) }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: nil, referee: found.referee,
      refereeBound: found.refereeBound,
      numbers: [
        ("objective of the whole batch", [found.value]),
        ("mean objective of the halves", [zip(shares, values).map { $0 * $1 }.reduce(0, +)]),
        ("first half", found.parts[0]), ("second half", found.parts[1]),
      ] + numbers,
      inputNote: note, components: found.components)
  }
}

extension Comparison {
  /// Calls two vectors different that are multiples of each other only because one component is all
  /// that either has: a loss that no shift changes leaves a line nothing but its slope.
  mutating func forgetMultipleOfOneComponent() {
    guard case .proportional = verdict,
      relativeDifference > Self.differentBeyond * expectedRounding
    else { return }
    let sizes = zip(left, right).map { max(abs($0), abs($1)) }
    let noise = Self.equalWithin * expectedRounding * (sizes.max() ?? 0)
    if sizes.count(where: { $0 > noise }) == 1 { verdict = .different }
  }
}
