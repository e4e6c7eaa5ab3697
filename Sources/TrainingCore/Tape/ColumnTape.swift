import Formula

/// Route 1: reverse mode over whole columns, on the one averaged scalar.
///
/// Rows are taken in blocks that fit the cache. Each block is evaluated forwards, then its
/// adjoints are propagated backwards from the seed 1/N, which is the derivative of the mean by one
/// sample's loss. Kinks: abs'(0) = 0, sign' = 0, as PyTorch has it.
struct ColumnTape {
  private let work: Workload
  private var at: [Double]
  static let blockRows = 512
  private var values: [Double]
  private var adjoints: [Double]

  init(_ work: Workload, at: [Double]) {
    self.work = work
    self.at = at
    let cells = work.program.steps.count * Self.blockRows
    values = [Double](repeating: 0, count: cells)
    adjoints = [Double](repeating: 0, count: cells)
  }

  /// Goes to another point; buffers are kept.
  mutating func move(to point: [Double]) { at = point }

  /// The mean loss and its gradient of P components.
  mutating func gradientOfMean() -> (mean: Double, gradient: [Double]) {
    let (sum, gradient) = gradient(seed: 1 / Double(work.rows))
    return (sum / Double(work.rows), gradient)
  }

  /// The gradient of the sum of the losses: the same way back with the seed 1.
  mutating func gradientOfSum() -> [Double] { gradient(seed: 1).gradient }

  /// The gradient of the weighted sum of a step's values: the way back from that step with a seed of
  /// each sample's own.
  mutating func gradient(of output: Int, seeds: [Double]) -> [Double] {
    fillConstants()
    var sums = [[Double]](repeating: [], count: work.parameters)
    for start in stride(from: 0, to: work.rows, by: Self.blockRows) {
      let count = min(Self.blockRows, work.rows - start)
      forward(from: start, count: count)
      clearAdjoints(count: count)
      let offset = output * Self.blockRows
      for i in 0..<count { adjoints[offset + i] = seeds[start + i] }
      propagateAll(count: count)
      collect(&sums, count: count)
    }
    return sums.map { Summation.pairwise($0) }
  }

  private mutating func gradient(seed: Double) -> (sum: Double, gradient: [Double]) {
    fillConstants()
    var lossSums: [Double] = []
    var sums = [[Double]](repeating: [], count: work.parameters)
    for start in stride(from: 0, to: work.rows, by: Self.blockRows) {
      let count = min(Self.blockRows, work.rows - start)
      forward(from: start, count: count)
      let output = work.loss * Self.blockRows
      lossSums.append(Summation.pairwise(values, in: output..<output + count))
      backward(count: count, seed: seed)
      collect(&sums, count: count)
    }
    return (Summation.pairwise(lossSums), sums.map { Summation.pairwise($0) })
  }

  /// The mean loss alone.
  mutating func mean() -> Double { mean(of: work.loss) }

  /// The mean of any step's value.
  mutating func mean(of output: Int) -> Double { sums(of: [output])[0] / Double(work.rows) }

  /// The sums of several steps' values over all rows.
  mutating func sums(of outputs: [Int]) -> [Double] {
    fillConstants()
    var sums = [[Double]](repeating: [], count: outputs.count)
    for start in stride(from: 0, to: work.rows, by: Self.blockRows) {
      let count = min(Self.blockRows, work.rows - start)
      forward(from: start, count: count)
      for (index, output) in outputs.enumerated() {
        let offset = output * Self.blockRows
        sums[index].append(Summation.pairwise(values, in: offset..<offset + count))
      }
    }
    return sums.map { Summation.pairwise($0) }
  }

  /// Every sample's value of a step: N values.
  mutating func all(of output: Int) -> [Double] { all(of: [output])[0] }

  /// Every sample's values of some steps: as many arrays of N values.
  mutating func all(of outputs: [Int]) -> [[Double]] {
    fillConstants()
    var result = [[Double]](repeating: [], count: outputs.count)
    for index in result.indices { result[index].reserveCapacity(work.rows) }
    for start in stride(from: 0, to: work.rows, by: Self.blockRows) {
      let count = min(Self.blockRows, work.rows - start)
      forward(from: start, count: count)
      for (index, output) in outputs.enumerated() {
        let offset = output * Self.blockRows
        result[index].append(contentsOf: values[offset..<offset + count])
      }
    }
    return result
  }

  /// Every sample's value of the loss, and its derivative by a step, of each sample's own loss.
  mutating func slopes(by input: Int) -> (values: [Double], slopes: [Double]) {
    fillConstants()
    var result: (values: [Double], slopes: [Double]) = ([], [])
    for start in stride(from: 0, to: work.rows, by: Self.blockRows) {
      let count = min(Self.blockRows, work.rows - start)
      forward(from: start, count: count)
      backward(count: count, seed: 1)
      let (from, of) = (input * Self.blockRows, work.loss * Self.blockRows)
      result.values.append(contentsOf: values[of..<of + count])
      result.slopes.append(contentsOf: adjoints[from..<from + count])
    }
    return result
  }

  private mutating func fillConstants() {
    let rows = min(Self.blockRows, work.rows)
    for (index, step) in work.program.steps.enumerated() {
      let value: Double
      switch step.operation {
      case .constant: value = step.value
      case .parameter: value = at[step.a]
      default: continue
      }
      let offset = index * Self.blockRows
      for row in 0..<rows { values[offset + row] = value }
    }
  }

  private mutating func forward(from start: Int, count: Int) {
    for (index, step) in work.program.steps.enumerated() {
      let o = index * Self.blockRows
      let a = step.a * Self.blockRows
      let b = step.b * Self.blockRows
      switch step.operation {
      case .constant, .parameter: break
      case .column:
        let column = work.columns[step.a]
        for i in 0..<count { values[o + i] = column[start + i] }
      case .copy: for i in 0..<count { values[o + i] = values[a + i] }
      case .negate: for i in 0..<count { values[o + i] = -values[a + i] }
      case .add: for i in 0..<count { values[o + i] = values[a + i] + values[b + i] }
      case .subtract: for i in 0..<count { values[o + i] = values[a + i] - values[b + i] }
      case .multiply: for i in 0..<count { values[o + i] = values[a + i] * values[b + i] }
      case .divide: for i in 0..<count { values[o + i] = values[a + i] / values[b + i] }
      case .square: for i in 0..<count { values[o + i] = values[a + i] * values[a + i] }
      case .power:
        for i in 0..<count { values[o + i] = Elementary.pow(values[a + i], values[b + i]) }
      case .function(let function):
        for i in 0..<count { values[o + i] = function(values[a + i]) }
      case .choose(let order):
        let c = step.c * Self.blockRows
        let d = step.d * Self.blockRows
        for i in 0..<count {
          let holds = order.holds(values[a + i], values[b + i])
          values[o + i] = holds ? values[c + i] : values[d + i]
        }
      }
    }
  }

  private mutating func backward(count: Int, seed: Double) {
    clearAdjoints(count: count)
    let output = work.loss * Self.blockRows
    for i in 0..<count { adjoints[output + i] = seed }
    propagateAll(count: count)
  }

  private mutating func clearAdjoints(count: Int) {
    for index in work.program.steps.indices {
      let offset = index * Self.blockRows
      for i in 0..<count { adjoints[offset + i] = 0 }
    }
  }

  private mutating func propagateAll(count: Int) {
    for index in work.program.steps.indices.reversed() where work.program.steps[index].isActive {
      propagate(index, count: count)
    }
  }

  /// Adds a block's adjoints of each parameter to its sums.
  private func collect(_ sums: inout [[Double]], count: Int) {
    for (index, step) in work.program.steps.enumerated() where step.operation == .parameter {
      let offset = index * Self.blockRows
      sums[step.a].append(Summation.pairwise(adjoints, in: offset..<offset + count))
    }
  }

  /// Hands one step's adjoints on to its operands.
  private mutating func propagate(_ index: Int, count: Int) {
    let step = work.program.steps[index]
    let o = index * Self.blockRows
    let a = step.a * Self.blockRows
    let b = step.b * Self.blockRows
    switch step.operation {
    case .constant, .parameter, .column: break
    case .copy: for i in 0..<count { adjoints[a + i] += adjoints[o + i] }
    case .negate: for i in 0..<count { adjoints[a + i] -= adjoints[o + i] }
    case .add:
      for i in 0..<count {
        adjoints[a + i] += adjoints[o + i]
        adjoints[b + i] += adjoints[o + i]
      }
    case .subtract:
      for i in 0..<count {
        adjoints[a + i] += adjoints[o + i]
        adjoints[b + i] -= adjoints[o + i]
      }
    case .multiply:
      for i in 0..<count {
        let incoming = adjoints[o + i]
        adjoints[a + i] += incoming * values[b + i]
        adjoints[b + i] += incoming * values[a + i]
      }
    case .divide:
      for i in 0..<count {
        let share = adjoints[o + i] / values[b + i]
        adjoints[a + i] += share
        adjoints[b + i] -= share * values[o + i]
      }
    case .square:
      for i in 0..<count { adjoints[a + i] += 2 * values[a + i] * adjoints[o + i] }
    case .power: propagatePower(step, o: o, a: a, b: b, count: count)
    case .function(let function): propagate(function, o: o, a: a, count: count)
    case .choose(let order):
      let c = step.c * Self.blockRows
      let d = step.d * Self.blockRows
      for i in 0..<count {
        if order.holds(values[a + i], values[b + i]) {
          adjoints[c + i] += adjoints[o + i]
        } else {
          adjoints[d + i] += adjoints[o + i]
        }
      }
    }
  }

  private mutating func propagatePower(
    _ step: Program.Step, o: Int, a: Int, b: Int, count: Int
  ) {
    if work.program.steps[step.a].isActive {
      for i in 0..<count where values[b + i] != 0 {
        let slope = values[b + i] * Elementary.pow(values[a + i], values[b + i] - 1)
        adjoints[a + i] += adjoints[o + i] * slope
      }
    }
    if work.program.steps[step.b].isActive {
      for i in 0..<count where values[o + i] != 0 {
        adjoints[b + i] += adjoints[o + i] * values[o + i] * Elementary.log(values[a + i])
      }
    }
  }

  private mutating func propagate(_ function: Expression.Function, o: Int, a: Int, count: Int) {
    for i in 0..<count {
      let incoming = adjoints[o + i]
      let x = values[a + i]
      let result = values[o + i]
      switch function {
      case .exp: adjoints[a + i] += incoming * result
      case .log: adjoints[a + i] += incoming / x
      case .log1p: adjoints[a + i] += incoming / (1 + x)
      case .sqrt: adjoints[a + i] += incoming / (2 * result)
      case .tanh: adjoints[a + i] += incoming * (1 - result * result)
      case .sigmoid: adjoints[a + i] += incoming * (result * (1 - result))
      case .softplus: adjoints[a + i] += incoming * Expression.Function.sigmoid(x)
      case .sin: adjoints[a + i] += incoming * Elementary.cos(x)
      case .cos: adjoints[a + i] -= incoming * Elementary.sin(x)
      case .abs: adjoints[a + i] += x > 0 ? incoming : (x < 0 ? -incoming : 0)
      case .sign: break
      case .erf:
        let bell = Expression.Function.exp(-(x * x))
        adjoints[a + i] += incoming * bell * 2 / Double.pi.squareRoot()
      }
    }
  }
}
