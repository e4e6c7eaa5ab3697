/// What the command line asks for.
struct Arguments {
  /// Where the files go; nil to print checksums of the data instead.
  var folder: String?
  /// Indices of ``ReportFigures/all``, in the order in which they are begun.
  var figures = ReportFigures.longestFirst
  /// Whether the milliseconds of every step are printed.
  var hasTimes = false
  /// How many figures are drawn at a time.
  var threads = 2

  init(_ words: some Sequence<String>) throws(UsageError) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      switch word {
      case "--checksums": folder = nil
      case "--times": hasTimes = true
      case "--threads": threads = try Self.number(words.popFirst(), in: 1...64)
      case "--only":
        figures = [try Self.number(words.popFirst(), in: 1...ReportFigures.all.count) - 1]
      default: folder = word
      }
    }
  }

  private static func number(
    _ word: String?, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard let word, let number = Int(word), range.contains(number) else {
      throw UsageError(description: "expected a number in \(range)")
    }
    return number
  }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  /// What is wrong, in one line.
  var description: String
}
