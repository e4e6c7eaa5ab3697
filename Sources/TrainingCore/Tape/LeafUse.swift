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

  /// The parameters of a tape in the order of the flat vector.
  /// - Throws: ``TapeError`` if one of them meets another before it meets the samples.
  static func all(of tape: Tape, _ steps: [TapeStep]) throws(TapeError) -> [Leaf] {
    var leaves: [Int: Leaf] = [:]
    for (index, entry) in tape.entries.enumerated() {
      guard case .parameter(let offset) = entry.operation else { continue }
      let count = entry.rowCount(samples: 1) * entry.columns
      leaves[index] = Leaf(offset: offset, count: count, uses: [])
    }
    for (index, step) in steps.enumerated() {
      for (place, role) in uses(of: step) {
        guard step.result.rows == .samples, place.isParameter else {
          throw TapeError(
            "a parameter is changed before it meets the samples, so they have no gradients of"
              + " their own there; take one sample at a time")
        }
        leaves[place.node]?.uses.append(LeafUse(step: index, role: role))
      }
    }
    return leaves.values.sorted { $0.offset < $1.offset }
  }

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
