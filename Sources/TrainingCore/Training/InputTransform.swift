/// What is done to the inputs before training; the raw value is the word for it.
public enum InputTransform: String, Sendable {
  /// Nothing.
  case none = "as given"
  /// From each input its mean over the samples is taken away.
  case centred
  /// Centred, and divided by the standard deviation with the factor 1/N.
  case standardised

  /// The problem with changed inputs and a note for the reader; nil if an input does not vary but
  /// is to be divided by its spread.
  func apply(_ problem: Problem) -> (problem: Problem, note: String?)? {
    if case .none = self { return (problem, nil) }
    var changed = problem
    var notes: [String] = []
    for input in problem.inputs {
      guard let index = problem.data.columns.firstIndex(where: { $0.name == input }) else {
        continue
      }
      let values = problem.data.columns[index].values
      let mean = Summation.mean(values)
      var centred = values
      for row in centred.indices { centred[row] -= mean }
      let size = values.reduce(0) { max($0, abs($1)) }
      let place = NumberText.short(abs(mean) > 1e-14 * size ? mean : 0, digits: 6)
      if case .standardised = self {
        let spread = Summation.mean(centred.map { $0 * $0 }).squareRoot()
        guard spread > 0, spread.isFinite, spread > 1e-13 * abs(mean) else { return nil }
        for row in centred.indices { centred[row] /= spread }
        let width = NumberText.short(spread)
        notes.append("\(input) standardised (mean \(place), standard deviation \(width))")
      } else {
        notes.append("\(input) centred at \(place)")
      }
      changed.data.columns[index].values = centred
    }
    guard notes.count > 1 else { return (changed, notes.first) }
    return (changed, "all \(notes.count) inputs \(rawValue)")
  }
}
