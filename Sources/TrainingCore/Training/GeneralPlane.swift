import Formula

/// Any model and loss: every point takes the rows again, in blocks.
struct GeneralPlane: PlaneObjective {
  let method: String
  let sampleRate: Double? = nil
  private let work: Workload
  private let optimum: [Double]
  private let plane: [Int]
  private var tape: ColumnTape
  /// The loss and, by its formula, the delta.
  private let surfaceWork: Workload
  private let deltaStep: Int

  init(
    _ problem: Problem, _ work: Workload, optimum: [Double], plane: [Int]
  ) throws(EvaluationError) {
    self.work = work
    self.optimum = optimum
    self.plane = plane
    method = "the mean over \(work.rows) rows at every point"
    tape = ColumnTape(work, at: optimum)
    var bound = NameBinding(problem)
    var builder = ProgramBuilder()
    let model = try builder.addModel(of: problem, &bound)
    let names = bound
    let output = builder.copy(model)
    let loss = try builder.add(problem.loss) { names.inLoss($0, prediction: output) }
    deltaStep = try builder.add(problem.loss.derivative(by: "f")) {
      names.inLoss($0, prediction: output)
    }
    surfaceWork = work.replacing(program: builder.program, output: loss)
  }

  private func full(_ point: [Double]) -> [Double] {
    var parameters = optimum
    for (index, value) in zip(plane, point) { parameters[index] = value }
    return parameters
  }

  mutating func value(_ point: [Double]) -> Double {
    tape.move(to: full(point))
    return tape.mean()
  }

  mutating func gradient(_ point: [Double]) -> [Double] {
    tape.move(to: full(point))
    let gradient = tape.gradientOfMean().gradient
    return plane.map { gradient[$0] }
  }

  func wrongGradient(_ point: [Double]) -> [Double] {
    let run = SampleTape.run(work, at: full(point))
    let delta = Summation.mean(run.samples.deltas)
    return plane.map { delta * Summation.mean(run.activations[$0]) }
  }

  func gradient(_ point: [Double], sample: Int) -> [Double] {
    let single = work.replacing(columns: work.columns.map { [$0[sample]] })
    let gradients = SampleTape.run(single, at: full(point)).gradients
    return plane.map { gradients[0, $0] }
  }

  func surfaces(x: [Double], y: [Double]) -> (loss: [Double], delta: [Double]) {
    let points = y.flatMap { vertical in x.map { (u: $0, v: vertical) } }
    // A single point, where a path ended, is told by the arithmetic that the path was walked with:
    // another's last digits would hide that nothing but rounding is left.
    guard points.count > 1 else { return singly(points) }
    func means(of output: Int) -> [Double] {
      let program = SurfaceProgram(
        surfaceWork.program, output: output, plane: plane, resting: optimum)
      let columns = program.columns.flatMap { work.columns[$0] }
      return program.sums(columns, rows: work.rows, at: points[...]).map {
        $0 / Double(work.rows)
      }
    }
    return (means(of: surfaceWork.loss), means(of: deltaStep))
  }

  private func singly(_ points: [(u: Double, v: Double)]) -> (loss: [Double], delta: [Double]) {
    var tape = ColumnTape(surfaceWork, at: optimum)
    var loss: [Double] = []
    var delta: [Double] = []
    for point in points {
      tape.move(to: full([point.u, point.v]))
      let sums = tape.sums(of: [surfaceWork.loss, deltaStep])
      loss.append(sums[0] / Double(work.rows))
      delta.append(sums[1] / Double(work.rows))
    }
    return (loss, delta)
  }

  func surfaces(of samples: [Int], x: [Double], y: [Double]) -> [[Double]] {
    let few = work.replacing(columns: work.columns.map { column in samples.map { column[$0] } })
    var tape = ColumnTape(few, at: optimum)
    var result = [[Double]](repeating: [], count: samples.count)
    for vertical in y {
      for horizontal in x {
        tape.move(to: full([horizontal, vertical]))
        for (index, value) in tape.all(of: few.loss).enumerated() { result[index].append(value) }
      }
    }
    return result
  }
}
