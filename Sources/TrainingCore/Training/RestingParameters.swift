extension TrainingEvidence {
  /// The parameters that were trained: two of all.
  public var trainedNames: [String] { plane.map { problem.parameters[$0] } }

  /// The parameters that stayed at the optimum while the two were trained.
  public var restingNames: [String] {
    problem.parameters.indices.filter { !plane.contains($0) }.map { problem.parameters[$0] }
  }

  /// "c", "c and d", or how many there are.
  var resting: String? {
    switch restingNames.count {
    case 0: nil
    case 1: restingNames[0]
    case 2: "\(restingNames[0]) and \(restingNames[1])"
    default: "the other \(NumberText.count(restingNames.count)) parameters"
    }
  }

  /// What was not trained, as a sentence; nil if all parameters were.
  var restingSentence: String? {
    guard let resting else { return nil }
    let trained = trainedNames.joined(separator: " and ")
    let rest = restingNames.count == 1 ? "rests at its optimum" : "rest at their optimum"
    return "Only \(trained) are trained here; \(resting) \(rest)."
  }
}

extension TrainingMeasurement {
  /// Whether two searches ended on one least loss, as they must where changed inputs leave the
  /// model the same: what another choice of parameters can express.
  ///
  /// - Parameter scale: A loss against which rounding is to be measured where the fit is perfect.
  static func isSameLeast(_ first: Double, _ second: Double, scale: Double) -> Bool {
    // Searches by steps agree to half of the digits or better.
    abs(first - second) <= 1e-6 * max(abs(first), abs(second)) + 1e-13 * abs(scale)
  }

  /// The training with changed inputs, unless they make it another model.
  static func comparable(
    _ changed: Result<TrainingEvidence, Unavailable>, with given: Optimum,
    _ training: Result<TrainingEvidence, Unavailable>
  ) -> Result<TrainingEvidence, Unavailable> {
    guard case .success(let found) = changed else { return changed }
    var least = given.value
    if case .success(let plain) = training { least = plain.optimum.value }
    guard given.isAttained else {
      return .failure(Unavailable("no least loss was found for the inputs as given"))
    }
    let scale = found.right.losses.first ?? 0
    guard !isSameLeast(least, found.optimum.value, scale: scale) else { return changed }
    let (new, old) = (NumberText.short(found.optimum.value), NumberText.short(least))
    return .failure(
      Unavailable(
        "\(found.inputTransform.rawValue) inputs make it another model: the least average loss"
          + " becomes \(new) in place of \(old)"))
  }
}
