import Formula

/// Carries error bounds through the samples' evaluation and back, a block of rows at a time.
struct RunningErrorAnalysis {
  static let blockRows = 256

  private let program: Program
  private var values, errors, adjoints, adjointErrors: [Double]
  private let unit = RoundingEstimate.unit
  /// What the way back rounds for each operand, in units of the slope.
  private let own = 3 * RoundingEstimate.unit

  init(_ program: Program, at: [Double]) {
    self.program = program
    let zeros = [Double](repeating: 0, count: program.steps.count * Self.blockRows)
    values = zeros
    errors = zeros
    adjoints = zeros
    adjointErrors = zeros
    for (index, step) in program.steps.enumerated() {
      let value: Double
      switch step.operation {
      case .constant: value = step.value
      case .parameter: value = at[step.a]
      default: continue
      }
      for place in block(index, Self.blockRows) { values[place] = value }
    }
  }

  private func block(_ step: Int, _ count: Int) -> Range<Int> {
    step * Self.blockRows..<step * Self.blockRows + count
  }

  /// The error bounds of a step's values.
  func errors(of step: Int, count: Int) -> ArraySlice<Double> { errors[block(step, count)] }

  /// The summed error bounds and magnitudes of a step's values.
  func sums(of step: Int, count: Int) -> (error: Double, size: Double) {
    var (error, size) = (0.0, 0.0)
    for place in block(step, count) {
      error += errors[place]
      size += abs(values[place])
    }
    return (error, size)
  }

  /// The summed error bounds and magnitudes of a step's adjoints.
  func adjointSums(of step: Int, count: Int) -> (error: Double, size: Double) {
    var (error, size) = (0.0, 0.0)
    for place in block(step, count) {
      error += adjointErrors[place]
      size += abs(adjoints[place])
    }
    return (error, size)
  }

  /// The same with a weight for each row of the block, from `first` on.
  func adjointSums(
    of step: Int, count: Int, weights: [Double], from first: Int
  ) -> (error: Double, size: Double) {
    var (error, size) = (0.0, 0.0)
    let start = step * Self.blockRows
    for row in 0..<count {
      let weight = abs(weights[first + row])
      // What has no weight has no error, however steep it is.
      guard weight != 0 else { continue }
      error += weight * adjointErrors[start + row]
      size += weight * abs(adjoints[start + row])
    }
    return (error, size)
  }

  /// An error carried on; what has no error carries none on, however steep the slope.
  @inline(__always)
  private func carried(_ slope: Double, _ error: Double) -> Double {
    error == 0 ? 0 : abs(slope) * error
  }

  mutating func evaluate(from start: Int, count: Int, columns: [[Double]]) {
    for index in program.steps.indices {
      let step = program.steps[index]
      let o = index * Self.blockRows
      let a = step.a * Self.blockRows
      let b = step.b * Self.blockRows
      switch step.operation {
      case .constant, .parameter: break
      case .column:
        let column = columns[step.a]
        for i in 0..<count { values[o + i] = column[start + i] }
      case .add:
        for i in 0..<count {
          values[o + i] = values[a + i] + values[b + i]
          errors[o + i] = unit * abs(values[o + i]) + errors[a + i] + errors[b + i]
        }
      case .subtract:
        for i in 0..<count {
          values[o + i] = values[a + i] - values[b + i]
          errors[o + i] = unit * abs(values[o + i]) + errors[a + i] + errors[b + i]
        }
      case .multiply:
        for i in 0..<count {
          values[o + i] = values[a + i] * values[b + i]
          errors[o + i] =
            unit * abs(values[o + i]) + carried(values[b + i], errors[a + i])
            + carried(values[a + i], errors[b + i])
        }
      case .choose(let order):
        for i in 0..<count {
          let taken = chosen(step, order, i)
          values[o + i] = values[taken]
          errors[o + i] = errors[taken]
        }
      default: for i in 0..<count { evaluate(step, o + i, a + i, b + i) }
      }
    }
  }

  /// Any operation by its local derivatives.
  private mutating func evaluate(_ step: Program.Step, _ place: Int, _ a: Int, _ b: Int) {
    let local = LocalDerivatives(step.operation, values[a], values[b])
    values[place] = local.value
    errors[place] =
      local.roundings * unit * abs(local.value) + carried(local.byA, errors[a])
      + (local.isBinary ? carried(local.byB, errors[b]) : 0)
  }

  private func chosen(
    _ step: Program.Step, _ order: Expression.Condition.Order, _ row: Int
  ) -> Int {
    let holds = order.holds(
      values[step.a * Self.blockRows + row], values[step.b * Self.blockRows + row])
    return (holds ? step.c : step.d) * Self.blockRows + row
  }

  mutating func reverse(from output: Int, count: Int) {
    for index in program.steps.indices where program.steps[index].isActive {
      for place in block(index, count) {
        adjoints[place] = 0
        adjointErrors[place] = 0
      }
    }
    for place in block(output, count) { adjoints[place] = 1 }
    for index in program.steps.indices.reversed() where program.steps[index].isActive {
      reverse(index, program.steps[index], count)
    }
  }

  private mutating func reverse(_ index: Int, _ step: Program.Step, _ count: Int) {
    let o = index * Self.blockRows
    let a = step.a * Self.blockRows
    let b = step.b * Self.blockRows
    let hasA = program.steps[step.a].isActive
    let hasB = program.steps[step.b].isActive
    switch step.operation {
    case .constant, .column, .parameter: break
    case .copy: for i in 0..<count { pass(o + i, to: a + i, slope: 1, error: 0) }
    case .negate: for i in 0..<count { pass(o + i, to: a + i, slope: -1, error: 0) }
    case .add, .subtract:
      let sign = step.operation == .add ? 1.0 : -1.0
      if hasA { for i in 0..<count { pass(o + i, to: a + i, slope: 1, error: own) } }
      if hasB { for i in 0..<count { pass(o + i, to: b + i, slope: sign, error: own) } }
    case .multiply:
      if hasA { for i in 0..<count { passProduct(o + i, to: a + i, other: b + i) } }
      if hasB { for i in 0..<count { passProduct(o + i, to: b + i, other: a + i) } }
    case .choose(let order):
      for i in 0..<count {
        let taken = chosen(step, order, i)
        if program.steps[taken / Self.blockRows].isActive {
          pass(o + i, to: taken, slope: 1, error: 0)
        }
      }
    default:
      for i in 0..<count where adjoints[o + i] != 0 || adjointErrors[o + i] != 0 {
        pass(step, o + i, a + i, b + i, hasA, hasB)
      }
    }
  }

  @inline(__always)
  private mutating func passProduct(_ place: Int, to operand: Int, other: Int) {
    let slope = values[other]
    pass(place, to: operand, slope: slope, error: errors[other] + own * abs(slope))
  }

  /// Any operation by its local derivatives.
  private mutating func pass(
    _ step: Program.Step, _ place: Int, _ a: Int, _ b: Int, _ hasA: Bool, _ hasB: Bool
  ) {
    let local = LocalDerivatives(step.operation, values[a], values[b])
    let errorB = local.isBinary ? errors[b] : 0
    if hasA {
      pass(
        place, to: a, slope: local.byA,
        error: bend(step.operation, local, a, b) + carried(local.byAB, errorB)
          + own * max(abs(local.byA), Self.minuend(step.operation, local)))
    }
    if hasB, local.isBinary {
      pass(
        place, to: b, slope: local.byB,
        error: carried(local.byAB, errors[a]) + carried(local.byBB, errorB) + own * abs(local.byB))
    }
  }

  /// What a slope is a small difference of, where a function saturates: s - s^2 of a sigmoid, 1 - t^2
  /// of a hyperbolic tangent. It rounds as that does, and not as the slope.
  private static func minuend(
    _ operation: Program.Operation, _ local: LocalDerivatives
  ) -> Double {
    switch operation {
    case .function(.sigmoid): abs(local.value)
    case .function(.tanh): 1
    default: 0
    }
  }

  /// How far the first operand's error may move the slope. A power of 0 bends infinitely there,
  /// but its slope moves only from 0 to that at the error.
  private func bend(
    _ operation: Program.Operation, _ local: LocalDerivatives, _ a: Int, _ b: Int
  ) -> Double {
    if operation == .power, values[a] == 0, errors[a] != 0, values[b] > 1 {
      return abs(values[b]) * Elementary.pow(errors[a], values[b] - 1)
    }
    return carried(local.byAA, errors[a])
  }

  @inline(__always)
  private mutating func pass(_ place: Int, to operand: Int, slope: Double, error: Double) {
    let adjoint = adjoints[place]
    if adjoint != 0 {
      adjoints[operand] += adjoint * slope
      adjointErrors[operand] += carried(adjoint, error)
    }
    adjointErrors[operand] += carried(slope, adjointErrors[place])
  }
}
