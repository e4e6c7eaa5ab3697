internal import CKernels

/// The numbers that tapes compute with: `Float` and `Double`.
public protocol TapeScalar: OptimizerScalar, BitwiseCopyable {
  /// The inner loops for this kind of number.
  static var kernels: Kernels { get }
  /// Those that any processor runs, to be compared with the fastest.
  static var portableKernels: Kernels { get }
}

extension Float: TapeScalar {
  /// The inner loops for single precision.
  public static var kernels: Kernels { unsafe Kernels(tape_kernels_float(), isDouble: false) }
  /// The inner loops for any processor.
  public static var portableKernels: Kernels {
    unsafe Kernels(tape_kernels_float_portable(), isDouble: false)
  }
}

extension Double: TapeScalar {
  /// The inner loops for double precision.
  public static var kernels: Kernels { unsafe Kernels(tape_kernels_double(), isDouble: true) }
  /// The inner loops for any processor.
  public static var portableKernels: Kernels {
    unsafe Kernels(tape_kernels_double_portable(), isDouble: true)
  }
}

/// The inner loops for one kind of number, chosen for the processor that runs them.
@safe public struct Kernels: @unchecked Sendable {
  // A table in static memory that nothing writes to, hence `@unchecked`.
  let table: UnsafePointer<tape_kernels>
  let isDouble: Bool

  init(_ table: UnsafePointer<tape_kernels>, isDouble: Bool) {
    unsafe self.table = table
    self.isDouble = isDouble
  }
}
