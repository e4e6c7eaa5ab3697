/// What a named loss expects of its target.
private enum Labels {
  /// 0 and 1, or a probability between.
  case zeroOne
  /// -1 and 1.
  case signs

  init?(loss: String) {
    switch loss {
    case "logistic", "bce-with-logits": self = .zeroOne
    case "hinge", "soft-margin": self = .signs
    default: return nil
    }
  }

  func allows(_ value: Double) -> Bool {
    switch self {
    case .zeroOne: (0...1).contains(value)
    case .signs: value == 1 || value == -1
    }
  }

  var words: String {
    switch self {
    case .zeroOne: "0 or 1"
    case .signs: "-1 or 1"
    }
  }

  /// The formula of the same loss for the other labels, and what to do about any others.
  func advice(for values: [Double]) -> String {
    switch (self, values) {
    case (.zeroOne, [-1, 1]):
      "for labels of -1 and 1 use --loss soft-margin, or replace -1 by 0"
    case (.signs, [0, 1]): "for labels of 0 and 1 use --loss logistic, or replace 0 by -1"
    default: "code the two classes as \(words)"
    }
  }
}

extension Problem {
  /// Refuses a target of two values that the loss takes for something else than the labels they are.
  /// - Throws: ``InputError`` (bad data) with the first row at fault.
  func checkLabels() throws(InputError) {
    guard let labels = Labels(loss: lossText), let target = data[self.target],
      let row = target.firstIndex(where: { !labels.allows($0) })
    else { return }
    let values = Self.distinct(target, atMost: 2)
    guard values.count == 2 else { return }
    let place = data.lines
    throw InputError(
      .badData, file: place?.path, line: place?.line(of: row),
      "--loss \(lossText) is for a target of \(labels.words), but "
        + "\(Printable.quoted(self.target)) has \(NumberText.short(values[0])) and "
        + NumberText.short(values[1]),
      advice: labels.advice(for: values))
  }

  /// Different values in ascending order; empty if there are more than so many.
  private static func distinct(_ values: [Double], atMost limit: Int) -> [Double] {
    var seen: Set<Double> = []
    for value in values where seen.insert(value).inserted && seen.count > limit { return [] }
    return seen.sorted()
  }

  /// What the user ought to know before believing the results: each in one line, in lower case.
  public var warnings: [String] {
    [droppedWarning, unusedWarning, labelWarning, scaleWarning].compactMap { $0 }
  }

  private var droppedWarning: String? {
    guard data.dropped > 0 else { return nil }
    let (left, all) = (data.dropped, data.rows + data.dropped)
    return "\(left) of \(all) rows \(left == 1 ? "is" : "are") left out, as a value is missing"
  }

  private var labelWarning: String? {
    guard let labels = Labels(loss: lossText), let values = data[target],
      let value = values.first(where: { !labels.allows($0) })
    else { return nil }
    return "the loss \(lossText) is for a target of \(labels.words), but "
      + "\(Printable.quoted(target)) is also \(NumberText.short(value))"
  }

  /// Inputs larger than this on average drive a network's units to their ends.
  private static let largestInput = 20.0

  /// A network begins with weights made for inputs of about 1.
  private var scaleWarning: String? {
    guard network != nil else { return nil }
    for name in inputs {
      guard let values = data[name] else { continue }
      let size = Summation.mean(values.map { abs($0) })
      guard size > Self.largestInput else { continue }
      return "the input \(Printable.quoted(name)) is about \(NumberText.short(size, digits: 2)) in "
        + "size and is used as given, but networks are made for inputs of about 1; standardise it "
        + "in the file"
    }
    return nil
  }
}
