import Testing

@testable import TrainingCore

/// Every optimizer step by step against PyTorch; see ``OptimizerReference`` for where its values
/// come from.
///
/// Both sides round every operation, but not all of them alike: PyTorch divides by the root of the
/// bias correction where we multiply by its reciprocal, and it may fuse a product into a sum. What a
/// step is off by stays in the parameter, so the bound is in units in the last place of the largest
/// size that the coordinate has had. Found are at most 2 in float64 (4.4e-16 relative) and 2 in
/// float32; 4 are allowed. Where the RMSProp is centred and smooths little, s - m^2 cancels: on the
/// quadratic up to 200-fold, and PyTorch itself is 20 units away from the exact path (computed with
/// 50 digits by Python's decimal). There we are 23.5 away from PyTorch, and 64 are allowed.
@Suite struct OptimizerReferenceTests {
  static let reference = Result { try OptimizerReference.read() }

  @Test func `all optimizers have a reference with defaults and one without`() throws {
    let cases = try Self.reference.get().cases
    for optimizer in Registry.optimizers {
      let own = cases.filter { $0.optimizer == optimizer.name }
      #expect(own.contains { $0.options.lr == nil }, "\(optimizer.name)")
      #expect(own.contains { $0.options.lr != nil }, "\(optimizer.name)")
    }
  }

  @Test func `steps in double precision are PyTorch's`() throws {
    for item in try Self.reference.get().cases {
      try compare(item, Double.self, fixed: item.fixedDouble, quadratic: item.quadraticDouble)
    }
  }

  @Test func `steps in single precision are PyTorch's`() throws {
    for item in try Self.reference.get().cases {
      try compare(item, Float.self, fixed: item.fixedFloat, quadratic: item.quadraticFloat)
    }
  }

  private func compare<Scalar: OptimizerScalar>(
    _ item: OptimizerReference.Case, _: Scalar.Type, fixed: [[Double]], quadratic: [[Double]]
  ) throws {
    let reference = try Self.reference.get()
    let start = reference.start.map { Scalar($0) }
    let gradients = reference.gradients.map { $0.map { Scalar($0) } }
    let ours = try path(item.rule(), start, steps: fixed.count) { _, step in gradients[step] }
    let units: Scalar = item.options.centered == true && item.options.alpha != nil ? 64 : 4
    expect(ours, fixed, within: units, "\(item.optimizer) \(item.options), fixed")
    let bowl = try path(
      item.rule(), Array(start.prefix(3)), steps: quadratic.count
    ) { point, _ in
      reference.matrix.map { row in
        point.indices.reduce(0) {
          $0 + Scalar(row[$1]) * (point[$1] - Scalar(reference.centre[$1]))
        }
      }
    }
    expect(bowl, quadratic, within: units, "\(item.optimizer) \(item.options), quadratic")
  }

  private func path<Scalar: OptimizerScalar>(
    _ rule: any NamedOptimizer, _ start: [Scalar], steps: Int,
    gradient: ([Scalar], Int) -> [Scalar]
  ) throws -> [[Scalar]] {
    var optimizer = try Optimizer<Scalar>(rule, parameters: start.count)
    var point = start
    return (0..<steps).map { step in
      optimizer.step(&point, gradient: gradient(point, step))
      return point
    }
  }

  private func expect<Scalar: OptimizerScalar>(
    _ ours: [[Scalar]], _ theirs: [[Double]], within units: Scalar, _ what: String
  ) {
    #expect(ours.count == 10 && theirs.count == 10)
    var largest = [Scalar](repeating: 0, count: ours[0].count)
    var worst: Scalar = 0
    for (own, other) in zip(ours, theirs) {
      for index in own.indices {
        let value = Scalar(other[index])
        largest[index] = max(largest[index], abs(value))
        let units = abs(own[index] - value) / largest[index].ulp
        worst = units.isNaN ? .infinity : max(worst, units)
      }
    }
    #expect(worst <= units, "\(what), \(Scalar.self)")
  }
}
