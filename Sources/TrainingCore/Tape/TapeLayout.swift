/// Where a tape's values and adjoints lie in an evaluator's workspace.
struct TapeLayout: Sendable {
  /// Where each node's values begin.
  var values: [Int]
  /// Where each node's adjoints begin; -1 for those that have none.
  var adjoints: [Int]
  /// Where the flat vectors of parameters and of their adjoints begin.
  var parameters = 0
  var gradient: Int
  /// Where the sums of squares begin, of as many values as there are parameters; -1 without them.
  var squares: Int
  /// Room for two blocks of samples and for a transposed matrix.
  var scratch: Int
  var scratchCount: Int
  /// Room for the gradients of a few samples by one parameter.
  var tile: Int
  var tileCount: Int
  /// The number of values in all.
  var count: Int

  /// A tile's gradients stay in the first cache if they are as small as this.
  private static let tileValues = 4096

  /// Whether all places are numbers; summed up in floating point, which does not overflow. A layout
  /// is at most some eight times as long as the values of all nodes, and 2^58 of them are no memory.
  static func canBeCounted(_ tape: Tape, samples: Int) -> Bool {
    let values = tape.entries.reduce(0.0) {
      $0 + Double($1.rowCount(samples: samples)) * Double($1.columns)
    }
    return values < 0x1p58
  }

  /// - Parameters:
  ///   - samples: how many the evaluator has room for.
  ///   - hasSquares: whether sums of squares are kept.
  init(_ tape: Tape, samples: Int, hasSquares: Bool) {
    // Multiples of 64 bytes keep every matrix on cache lines of its own.
    var next = 0
    func reserve(_ count: Int) -> Int {
      let start = next
      next += (count + 15) / 16 * 16
      return start
    }
    parameters = reserve(tape.parameterCount)
    gradient = reserve(tape.parameterCount)
    squares = hasSquares ? reserve(tape.parameterCount) : -1
    values = []
    adjoints = []
    var widest = 1
    var largestParameter = 1
    for entry in tape.entries {
      let size = entry.rowCount(samples: samples) * entry.columns
      if case .parameter(let offset) = entry.operation {
        values.append(parameters + offset)
        adjoints.append(gradient + offset)
        largestParameter = max(largestParameter, size)
      } else {
        values.append(reserve(size))
        adjoints.append(entry.isActive ? reserve(size) : -1)
      }
      widest = max(widest, size)
    }
    scratchCount = 2 * widest
    scratch = reserve(scratchCount)
    tileCount = max(largestParameter, Self.tileValues)
    tile = reserve(tileCount)
    count = next
  }
}

extension Tape.Entry {
  /// The number of rows when there are so many samples.
  func rowCount(samples: Int) -> Int {
    switch rows {
    case .samples: samples
    case .fixed(let count): count
    }
  }
}
