import Formula

/// The second derivatives of the mean loss by forward mode of second order.
///
/// Every step carries its gradient and its Hessian by the parameters (upper triangle), so one pass
/// over the rows suffices. Used where Newton's method or curvature is wanted.
struct Hessian {
  private let program: Program
  private let size: Int
  private var values: [Double]
  private var first: [Double]
  private var second: [Double]

  private let directions: [Int]
  /// Largest number of second derivatives kept at once.
  private static let maximumCells = 20_000_000

  private init(_ work: Workload, _ directions: [Int]) {
    program = work.program
    self.directions = directions
    size = directions.count
    values = [Double](repeating: 0, count: program.steps.count)
    first = [Double](repeating: 0, count: program.steps.count * size)
    second = [Double](repeating: 0, count: program.steps.count * size * size)
  }

  /// The matrix of second derivatives by the given parameters, by default all of them, row by
  /// row; nil if there are too many.
  static func ofMean(_ work: Workload, at: [Double], directions: [Int]? = nil) -> [Double]? {
    let directions = directions ?? Array(0..<work.parameters)
    let (cells, overflow) = directions.count.multipliedReportingOverflow(by: directions.count)
    guard !overflow, cells <= maximumCells / max(1, work.program.steps.count) else { return nil }
    var evaluation = Hessian(work, directions)
    var sums = [RunningSum](repeating: RunningSum(), count: cells)
    for row in 0..<work.rows {
      evaluation.evaluate(row: row, columns: work.columns, at: at)
      for cell in 0..<cells { sums[cell].add(evaluation.second[work.loss * cells + cell]) }
    }
    return sums.map { $0.total / Double(work.rows) }
  }

  private mutating func evaluate(row: Int, columns: [[Double]], at: [Double]) {
    for index in program.steps.indices where row == 0 || !isFixed(program.steps[index]) {
      let step = program.steps[index]
      switch step.operation {
      case .constant: values[index] = step.value
      case .column: values[index] = columns[step.a][row]
      case .parameter:
        values[index] = at[step.a]
        if let place = directions.firstIndex(of: step.a) { first[index * size + place] = 1 }
      case .choose(let order):
        let holds = order.holds(values[step.a], values[step.b])
        take(holds ? step.c : step.d, into: index)
      default: combine(step, into: index)
      }
    }
  }

  private func isFixed(_ step: Program.Step) -> Bool { !step.varies }

  private mutating func take(_ source: Int, into index: Int) {
    values[index] = values[source]
    for p in 0..<size { first[index * size + p] = first[source * size + p] }
    let cells = size * size
    for cell in 0..<cells { second[index * cells + cell] = second[source * cells + cell] }
  }

  private mutating func combine(_ step: Program.Step, into index: Int) {
    let local = LocalDerivatives(step.operation, values[step.a], values[step.b])
    values[index] = local.value
    guard step.isActive else { return }
    let a = step.a * size
    let b = step.b * size
    let cells = size * size
    for p in 0..<size {
      let ap = first[a + p]
      let bp = local.isBinary ? first[b + p] : 0
      first[index * size + p] = term(local.byA, ap) + term(local.byB, bp)
      for q in 0..<size {
        let aq = first[a + q]
        let bq = local.isBinary ? first[b + q] : 0
        var total = term(local.byA, second[step.a * cells + p * size + q])
        total += term(local.byAA, ap * aq)
        if local.isBinary {
          total += term(local.byB, second[step.b * cells + p * size + q])
          total += term(local.byAB, ap * bq + aq * bp) + term(local.byBB, bp * bq)
        }
        second[index * cells + p * size + q] = total
      }
    }
  }

  /// A product in which 0 beats infinity: what does not depend on a parameter has no curvature.
  private func term(_ factor: Double, _ slope: Double) -> Double {
    slope == 0 ? 0 : factor * slope
  }
}
