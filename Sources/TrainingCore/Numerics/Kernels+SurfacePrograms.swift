import CKernels
import Formula

/// A loss as a program for the kernel that evaluates it at many points of a plane.
///
/// Apart from ``ColumnTape``: it computes what does not depend on the point once, and in vectors.
struct SurfaceProgram: Sendable {
  private let steps: [surface_step]
  private let output: Int
  /// The numbers of the columns that take part, in the order in which their values are to be given.
  let columns: [Int]

  /// The number of steps.
  var size: Int { steps.count }

  /// A program whose parameters 0 and 1 are u and v.
  init(_ program: Program, output: Int) {
    self.init(program, output: output, plane: [0, 1], resting: [0, 0])
  }

  /// A program of which two parameters, those with the numbers in `plane`, are u and v; the others
  /// rest at the given values, one for each parameter.
  init(_ program: Program, output: Int, plane: [Int], resting: [Double]) {
    var columns: [Int] = []
    steps = program.steps.map { step in
      var own = surface_step()
      own.operation = step.operation.kernel
      own.phase =
        switch (step.varies, step.isActive) {
        case (false, false): SURFACE_ALWAYS
        case (false, true): SURFACE_BY_POINT
        case (true, false): SURFACE_BY_ROW
        case (true, true): SURFACE_BY_ROW_AND_POINT
        }
      (own.a, own.b, own.c, own.d) = (step.a, step.b, step.c, step.d)
      own.value = step.value
      if step.operation == .column {
        own.a = columns.count
        columns.append(step.a)
      }
      if step.operation == .parameter {
        if let place = plane.firstIndex(of: step.a) {
          own.a = place
        } else {
          own.operation = SURFACE_STEP_CONSTANT
          own.value = resting[step.a]
        }
      }
      return own
    }
    self.columns = columns
    self.output = output
  }

  /// The sums over rows of the output at each point, from columns one after the other.
  func sums(
    _ values: [Double], rows: Int, at points: ArraySlice<(u: Double, v: Double)>
  ) -> [Double] {
    precondition(values.count == rows * columns.count, "sizes differ")
    var sums = [Double](repeating: 0, count: points.count)
    var scratch = [Double](repeating: 0, count: steps.count * Int(SURFACE_BLOCK))
    var slots = unsafe [surface_slot](repeating: surface_slot(), count: steps.count)
    let places = points.flatMap { [$0.u, $0.v] }
    unsafe surface_program_sums(
      steps, steps.count, output, values, rows, rows, places, points.count, &slots, &scratch, &sums)
    return sums
  }
}

extension Program.Operation {
  fileprivate var kernel: surface_operation {
    switch self {
    case .constant: SURFACE_STEP_CONSTANT
    case .column: SURFACE_STEP_COLUMN
    case .parameter: SURFACE_STEP_PARAMETER
    case .copy: SURFACE_STEP_COPY
    case .negate: SURFACE_STEP_NEGATE
    case .add: SURFACE_STEP_ADD
    case .subtract: SURFACE_STEP_SUBTRACT
    case .multiply: SURFACE_STEP_MULTIPLY
    case .divide: SURFACE_STEP_DIVIDE
    case .power: SURFACE_STEP_POWER
    case .square: SURFACE_STEP_SQUARE
    case .choose(.less): SURFACE_STEP_LESS
    case .choose(.lessOrEqual): SURFACE_STEP_LESS_OR_EQUAL
    case .choose(.greater): SURFACE_STEP_GREATER
    case .choose(.greaterOrEqual): SURFACE_STEP_GREATER_OR_EQUAL
    case .function(let function): function.kernel
    }
  }
}

extension Expression.Function {
  fileprivate var kernel: surface_operation {
    switch self {
    case .exp: SURFACE_STEP_EXP
    case .log: SURFACE_STEP_LOG
    case .log1p: SURFACE_STEP_LOG1P
    case .sqrt: SURFACE_STEP_SQRT
    case .tanh: SURFACE_STEP_TANH
    case .sigmoid: SURFACE_STEP_SIGMOID
    case .softplus: SURFACE_STEP_SOFTPLUS
    case .sin: SURFACE_STEP_SIN
    case .cos: SURFACE_STEP_COS
    case .abs: SURFACE_STEP_ABS
    case .sign: SURFACE_STEP_SIGN
    case .erf: SURFACE_STEP_ERF
    }
  }
}
