import Formula

/// Samples whose loss has no derivative at the comparison point, and what was used in its place.
public struct KinkEvidence: Sendable, Equatable {
  /// Indices of the samples, ascending.
  public var samples: [Int]
  /// The slope that stands in for that of an absolute value of 0; nil if there was none.
  public var slopeOfAbs: Double?
  /// Whether at a tie of a condition the branch that the formula takes stands in for both.
  public var takesBranch: Bool

  /// Nil if no sample sits on a kink.
  ///
  /// Where an absolute value is 0 or a condition is a tie, the sample's loss and gradient are
  /// computed from both sides: Huber's loss has a condition, and yet its two pieces meet smoothly.
  init?(_ work: Workload, at: [Double]) {
    let places = work.program.steps.indices.filter { Self.mayBend(work.program, $0) }
    guard !places.isEmpty else { return nil }
    var ties: [Int: [Int]] = [:]
    for place in places {
      for row in Self.ties(work, at, place) { ties[row, default: []].append(place) }
    }
    samples = []
    takesBranch = false
    for row in ties.keys.sorted() {
      let sides = [1.0, -1.0].map { SidedGradient(work, row: row, at: at, side: $0) }
      guard !sides[0].agrees(with: sides[1]) else { continue }
      samples.append(row)
      for place in ties[row] ?? [] {
        if case .choose = work.program.steps[place].operation {
          takesBranch = true
        } else {
          slopeOfAbs = LocalDerivatives(work.program.steps[place].operation, 0, 0).byA
        }
      }
    }
    if samples.isEmpty { return nil }
  }

  /// Whether a step has two sides that the parameters can move between.
  private static func mayBend(_ program: Program, _ index: Int) -> Bool {
    let step = program.steps[index]
    switch step.operation {
    case .function(.abs), .function(.sign): return step.isActive
    case .choose: return program.steps[step.a].isActive || program.steps[step.b].isActive
    default: return false
    }
  }

  /// The rows on the border of a step's two sides.
  private static func ties(_ work: Workload, _ at: [Double], _ index: Int) -> [Int] {
    let step = work.program.steps[index]
    var tape = ColumnTape(work, at: at)
    let left = tape.all(of: step.a)
    guard case .choose = step.operation else { return left.indices.filter { left[$0] == 0 } }
    let right = tape.all(of: step.b)
    return left.indices.filter { left[$0] == right[$0] }
  }
}

/// One sample's loss and gradient from one side of every kink that it sits on, in forward mode.
private struct SidedGradient {
  private var value = 0.0
  private var slopes: [Double] = []
  /// Magnitudes of what was added up to the slopes, to tell rounding from a difference.
  private var sizes: [Double] = []
  private static let rounding = 64 * RoundingEstimate.unit

  init(_ work: Workload, row: Int, at: [Double], side: Double) {
    let steps = work.program.steps
    var values = [Double](repeating: 0, count: steps.count)
    var all = [[Double]](
      repeating: [Double](repeating: 0, count: at.count), count: steps.count)
    var magnitudes = all
    for (index, step) in steps.enumerated() {
      let (a, b) = step.operation.isLeaf ? (0, 0) : (values[step.a], values[step.b])
      switch step.operation {
      case .constant: values[index] = step.value
      case .column: values[index] = work.columns[step.a][row]
      case .parameter:
        values[index] = at[step.a]
        all[index][step.a] = 1
        magnitudes[index][step.a] = 1
      case .choose(let order):
        let holds = a == b ? side > 0 : order.holds(a, b)
        let taken = holds ? step.c : step.d
        values[index] = values[taken]
        all[index] = all[taken]
        magnitudes[index] = magnitudes[taken]
      default:
        var local = LocalDerivatives(step.operation, a, b)
        if case .function(.abs) = step.operation, a == 0 { local.byA = side }
        if case .function(.sign) = step.operation, a == 0 { local.value = side }
        values[index] = local.value
        func carried(_ slopes: [[Double]], _ byA: Double, _ byB: Double) -> [Double] {
          at.indices.map {
            Self.term(byA, slopes[step.a][$0])
              + (local.isBinary ? Self.term(byB, slopes[step.b][$0]) : 0)
          }
        }
        all[index] = carried(all, local.byA, local.byB)
        magnitudes[index] = carried(magnitudes, abs(local.byA), abs(local.byB))
      }
    }
    value = values[work.loss]
    slopes = all[work.loss]
    sizes = magnitudes[work.loss]
  }

  /// What does not depend on a parameter has no slope, however steep the operation.
  private static func term(_ factor: Double, _ slope: Double) -> Double {
    slope == 0 ? 0 : factor * slope
  }

  func agrees(with other: SidedGradient) -> Bool {
    guard abs(value - other.value) <= Self.rounding * max(abs(value), abs(other.value)) else {
      return false
    }
    return slopes.indices.allSatisfy {
      abs(slopes[$0] - other.slopes[$0]) <= Self.rounding * max(sizes[$0], other.sizes[$0])
    }
  }
}
