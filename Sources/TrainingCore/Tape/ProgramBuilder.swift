import Formula

/// Flattens expressions into one program, sharing equal parts.
struct ProgramBuilder {
  /// What a name stands for.
  enum Meaning: Hashable {
    case column(Int), parameter(Int), step(Int)
  }

  private struct Key: Hashable {
    var operation: Program.Operation
    var a, b, c, d: Int
    var bits: UInt64
  }

  private(set) var program = Program()
  private var known: [Key: Int] = [:]
  /// Columns that are differentiated by as if they were parameters.
  private let activeColumns: Set<Int>
  private static let maximumDepth = 2000

  init(activeColumns: Set<Int> = []) { self.activeColumns = activeColumns }

  /// Appends an expression and returns its value's index.
  /// - Throws: ``EvaluationError`` if a name has no meaning or the tree is too deep.
  mutating func add(
    _ expression: Expression, depth: Int = 0, meaning: (String) -> Meaning?
  ) throws(EvaluationError) -> Int {
    guard depth < Self.maximumDepth else {
      throw EvaluationError("the formula is nested too deeply; split it")
    }
    let next = depth + 1
    switch expression {
    case .number(let value): return constant(value)
    case .variable(let name): return try place(of: name, meaning(name))
    case .negate(let inner):
      return append(.negate, try add(inner, depth: next, meaning: meaning))
    case .add(let left, let right):
      return try pair(.add, left, right, next, meaning)
    case .subtract(let left, let right):
      return try pair(.subtract, left, right, next, meaning)
    case .multiply(let left, let right):
      return try pair(.multiply, left, right, next, meaning)
    case .divide(let left, let right):
      return try pair(.divide, left, right, next, meaning)
    case .power(let base, .number(2)):
      return append(.square, try add(base, depth: next, meaning: meaning))
    case .power(let base, .number(1)):
      return try add(base, depth: next, meaning: meaning)
    case .power(let base, let exponent):
      return try pair(.power, base, exponent, next, meaning)
    case .call(let function, let inner):
      return append(.function(function), try add(inner, depth: next, meaning: meaning))
    case .choose(let condition, let then, let otherwise):
      let a = try add(condition.left, depth: next, meaning: meaning)
      let b = try add(condition.right, depth: next, meaning: meaning)
      let c = try add(then, depth: next, meaning: meaning)
      let d = try add(otherwise, depth: next, meaning: meaning)
      return append(.choose(condition.order), a, b, c, d)
    }
  }

  /// Appends a problem's definitions and its prediction, and tells the names of the former.
  mutating func addModel(
    of problem: Problem, _ names: inout NameBinding
  ) throws(EvaluationError) -> Int {
    for definition in problem.definitions {
      let bound = names
      names.define(definition.name, try add(definition.formula) { bound.inModel($0) })
    }
    let bound = names
    return try add(problem.model) { bound.inModel($0) }
  }

  private mutating func place(
    of name: String, _ meaning: Meaning?
  ) throws(EvaluationError) -> Int {
    switch meaning {
    case .column(let index): return leaf(.column, index)
    case .parameter(let index): return leaf(.parameter, index)
    case .step(let index): return index
    case nil: throw EvaluationError("'\(name)' is neither a column nor a parameter")
    }
  }

  /// A value of its own that equals another one.
  mutating func copy(_ index: Int) -> Int { append(.copy, index) }

  private mutating func pair(
    _ operation: Program.Operation, _ left: Expression, _ right: Expression, _ depth: Int,
    _ meaning: (String) -> Meaning?
  ) throws(EvaluationError) -> Int {
    let a = try add(left, depth: depth, meaning: meaning)
    let b = try add(right, depth: depth, meaning: meaning)
    return append(operation, a, b)
  }

  private mutating func constant(_ value: Double) -> Int {
    let key = Key(operation: .constant, a: 0, b: 0, c: 0, d: 0, bits: value.bitPattern)
    return store(key, Program.Step(operation: .constant, value: value))
  }

  private mutating func leaf(_ operation: Program.Operation, _ index: Int) -> Int {
    let key = Key(operation: operation, a: index, b: 0, c: 0, d: 0, bits: 0)
    var step = Program.Step(operation: operation, a: index)
    step.isActive = operation == .parameter || activeColumns.contains(index)
    step.varies = operation == .column
    return store(key, step)
  }

  private mutating func append(
    _ operation: Program.Operation, _ a: Int, _ b: Int? = nil, _ c: Int? = nil, _ d: Int? = nil
  ) -> Int {
    var step = Program.Step(operation: operation, a: a, b: b ?? a, c: c ?? a, d: d ?? a)
    let operands = [a, b, c, d].compactMap { $0 }.map { program.steps[$0] }
    step.isActive = operands.contains { $0.isActive }
    step.varies = operands.contains { $0.varies }
    let key = Key(
      operation: operation, a: step.a, b: step.b, c: step.c, d: step.d, bits: 0)
    return store(key, step)
  }

  private mutating func store(_ key: Key, _ step: Program.Step) -> Int {
    if let index = known[key] { return index }
    program.steps.append(step)
    known[key] = program.steps.count - 1
    return program.steps.count - 1
  }
}
