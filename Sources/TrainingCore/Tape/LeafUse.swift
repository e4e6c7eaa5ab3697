/// Where a parameter meets the samples: what a sample's own gradient by it consists of.
struct LeafUse {
  enum Role {
    /// The second factor of a product: the sample's gradient is an outer product.
    case factor(transposed: Bool)
    /// Added in every row: the sample's gradient is its row of adjoints.
    case bias
    /// The first (0) or second (1) operand of an operation value by value.
    case operand(side: Int)
  }

  /// The operation's index.
  var step: Int
  var role: Role
}

/// A parameter with all its uses.
struct Leaf {
  /// Where it begins in the flat vector, and its number of values.
  var offset: Int
  var count: Int
  var uses: [LeafUse]

  /// Whether a sample's gradient is one product, whose norm and square need not be formed.
  var isSingleProduct: Bool {
    guard uses.count == 1 else { return false }
    if case .operand = uses[0].role { return false }
    return true
  }

  /// The leaf with those of its uses whose adjoints have been written: the others do not lead to the
  /// loss at hand, and theirs may be left from another one.
  func reached(_ isTouched: [Bool]) -> Leaf {
    if uses.allSatisfy({ isTouched[$0.step] }) { return self }
    var leaf = self
    leaf.uses.removeAll { !isTouched[$0.step] }
    return leaf
  }

  /// The parameters of a tape in the order of the flat vector, and what stands in the way of
  /// gradients of the samples' own.
  static func all(of tape: Tape, _ steps: [TapeStep]) -> (leaves: [Leaf], obstacles: [Obstacle]) {
    var leaves: [Int: Leaf] = [:]
    var obstacles: [Obstacle] = []
    for (index, entry) in tape.entries.enumerated() {
      guard case .parameter(let offset) = entry.operation else { continue }
      let count = entry.rowCount(samples: 1) * entry.columns
      leaves[index] = Leaf(offset: offset, count: count, uses: [])
    }
    for (index, step) in steps.enumerated() {
      if case .sum(.rows, _) = step.kind, step.a.rows == .samples, step.a.isActive {
        obstacles.append(Obstacle(step: index, error: samplesMeet))
      }
      for (place, role) in uses(of: step) {
        if step.result.rows == .samples {
          leaves[place.node]?.uses.append(LeafUse(step: index, role: role))
        } else {
          obstacles.append(Obstacle(step: index, error: isChanged))
        }
      }
    }
    return (leaves.values.sorted { $0.offset < $1.offset }, obstacles)
  }

  /// An operation through which no per-sample gradients lead, if the loss depends on it.
  struct Obstacle {
    var step: Int
    var error: TapeError
  }

  private static let instead = "; perSampleGradientsOneByOne takes one sample at a time"
  private static let isChanged = TapeError(
    "a parameter is changed before it meets the samples, so they have no gradients of their own"
      + " there" + instead)
  private static let samplesMeet = TapeError(
    "the samples see each other, in a sum over them such as a batch's mean, so a row's adjoints are"
      + " not those of its own loss" + instead)
  static let lossOfFixedRows = TapeError(
    "per-sample gradients need a loss with a row for each sample, and not their sum or mean")

  /// The operands that depend on parameters and not on samples.
  private static func uses(of step: TapeStep) -> [(TapeStep.Place, LeafUse.Role)] {
    switch step.kind {
    case .leaf: return []
    case .product(let transposed):
      var uses: [(TapeStep.Place, LeafUse.Role)] = []
      if step.a.isParameter { uses.append((step.a, .operand(side: 0))) }
      if step.b.isParameter { uses.append((step.b, .factor(transposed: transposed))) }
      if step.hasBias, step.bias.isParameter { uses.append((step.bias, .bias)) }
      return uses
    case .binary:
      return [(step.a, LeafUse.Role.operand(side: 0)), (step.b, .operand(side: 1))]
        .filter { $0.0.isParameter }
    default: return step.a.isParameter ? [(step.a, .operand(side: 0))] : []
    }
  }
}
