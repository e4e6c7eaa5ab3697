import CKernels

/// The loops of `CKernels` that move parameters, for whole spans; the only code that calls them.
enum OptimizerLoops {
  /// Moves float parameters by one step, with AVX2 unless told otherwise or the processor lacks it.
  ///
  /// The state holds the step's ``OptimizerStep/buffers`` one after the other, each as long as the
  /// parameters; the result is the same bit for bit with AVX2 and without.
  static func move(
    _ parameters: inout MutableSpan<Float>, gradient: Span<Float>,
    state: inout MutableSpan<Float>, by step: OptimizerStep, wantsAVX2: Bool = true
  ) {
    checkCounts(parameters.count, gradient.count, state.count, step)
    var constants = constants(of: step)
    unsafe parameters.withUnsafeMutableBufferPointer { parameters in
      guard let place = parameters.baseAddress else { return }
      unsafe gradient.withUnsafeBufferPointer { gradient in
        unsafe state.withUnsafeMutableBufferPointer { state in
          unsafe optimizer_update_float(
            &constants, place, gradient.baseAddress, state.baseAddress, parameters.count, wantsAVX2)
        }
      }
    }
  }

  /// The same in double precision.
  static func move(
    _ parameters: inout MutableSpan<Double>, gradient: Span<Double>,
    state: inout MutableSpan<Double>, by step: OptimizerStep, wantsAVX2: Bool = true
  ) {
    checkCounts(parameters.count, gradient.count, state.count, step)
    var constants = constants(of: step)
    unsafe parameters.withUnsafeMutableBufferPointer { parameters in
      guard let place = parameters.baseAddress else { return }
      unsafe gradient.withUnsafeBufferPointer { gradient in
        unsafe state.withUnsafeMutableBufferPointer { state in
          unsafe optimizer_update_double(
            &constants, place, gradient.baseAddress, state.baseAddress, parameters.count, wantsAVX2)
        }
      }
    }
  }

  /// C checks no bounds.
  private static func checkCounts(
    _ parameters: Int, _ gradient: Int, _ state: Int, _ step: OptimizerStep
  ) {
    precondition(gradient == parameters, "not as many derivatives as parameters")
    let (needed, overflows) = parameters.multipliedReportingOverflow(by: step.buffers)
    precondition(!overflows && state >= needed, "too little state for the parameters")
  }

  private static func constants(of step: OptimizerStep) -> optimizer_step {
    var constants = optimizer_step()
    constants.decay = step.weightDecay
    constants.rate = step.rate
    switch step.rule {
    case .descent: constants.kind = OPTIMIZER_DESCENT
    case .momentum(let momentum, let fresh, let looksAhead):
      constants.kind = OPTIMIZER_MOMENTUM
      constants.momentum = momentum
      constants.fresh = fresh
      constants.nesterov = looksAhead
    case .meanSquare(let keep, let epsilon, let momentum, let isCentred):
      constants.kind = OPTIMIZER_RMS
      constants.square_keep = keep
      constants.square_share = 1 - keep
      constants.mean_share = 1 - keep
      constants.epsilon = epsilon
      constants.momentum = momentum
      constants.centred = isCentred
    case .sumOfSquares(let epsilon):
      constants.kind = OPTIMIZER_ADAGRAD
      constants.epsilon = epsilon
    case .moments(let keep, let keepSquares, let rootScale, let epsilon, let shrink, let largest):
      constants.kind = OPTIMIZER_ADAM
      constants.mean_share = 1 - keep
      constants.square_keep = keepSquares
      constants.square_share = 1 - keepSquares
      constants.root_scale = rootScale
      constants.epsilon = epsilon
      constants.shrink = shrink
      constants.amsgrad = largest
    }
    return constants
  }
}
