/// Turns a tree into instructions in which each distinct part occurs once.
struct ColumnCompiler {
  private struct Key: Hashable {
    var operation: ColumnProgram.Operation
    var operands: [ColumnProgram.Operand]
  }

  private var bindings: [String: ColumnProgram.Operand] = [:]
  private let scalarCount: Int
  /// By bit pattern, because 0 and -0 are different constants.
  private var constantPlaces: [UInt64: Int] = [:]
  private var known: [Key: ColumnProgram.Operand] = [:]
  private(set) var constants: [Double] = []
  private(set) var uniformInstructions: [ColumnProgram.Instruction] = []
  private(set) var instructions: [ColumnProgram.Instruction] = []

  init(columns: [String], scalars: [String]) {
    scalarCount = scalars.count
    for (index, name) in scalars.enumerated() { bindings[name] = .uniform(index) }
    for (index, name) in columns.enumerated() { bindings[name] = .column(index) }
  }

  /// Compiles the tree; uniform operands are numbered scalars, then constants, then results.
  mutating func compile(
    _ expression: Expression
  ) throws(ColumnProgram.UnboundName) -> ColumnProgram.Operand {
    let result = try place(of: expression)
    let shift = { [scalarCount, constants] (operand: ColumnProgram.Operand) in
      ColumnCompiler.settled(operand, scalarCount, constants.count)
    }
    for index in uniformInstructions.indices {
      uniformInstructions[index].operands = uniformInstructions[index].operands.map(shift)
      uniformInstructions[index].target += scalarCount + constants.count
    }
    for index in instructions.indices {
      instructions[index].operands = instructions[index].operands.map(shift)
    }
    return shift(result)
  }

  /// While compiling, constants are numbered -1, -2, ... and uniform results from the scalars on,
  /// because how many constants there will be is not known yet.
  private static func settled(
    _ operand: ColumnProgram.Operand, _ scalars: Int, _ constants: Int
  ) -> ColumnProgram.Operand {
    guard case .uniform(let index) = operand else { return operand }
    if index < 0 { return .uniform(scalars - 1 - index) }
    return index < scalars ? operand : .uniform(index + constants)
  }

  private mutating func place(
    of expression: Expression
  ) throws(ColumnProgram.UnboundName) -> ColumnProgram.Operand {
    let operation: ColumnProgram.Operation
    switch expression {
    case .number(let value): return constant(value)
    case .variable(let name):
      guard let operand = bindings[name] else { throw ColumnProgram.UnboundName(name: name) }
      return operand
    case .negate: operation = .negate
    case .add: operation = .add
    case .subtract: operation = .subtract
    case .multiply: operation = .multiply
    case .divide: operation = .divide
    case .power: operation = .power
    case .call(let function, _): operation = .call(function)
    case .choose(let condition, _, _): operation = .choose(condition.order)
    }
    var operands: [ColumnProgram.Operand] = []
    for child in expression.children { operands.append(try place(of: child)) }
    return place(operation, operands)
  }

  private mutating func constant(_ value: Double) -> ColumnProgram.Operand {
    let index = constantPlaces[value.bitPattern] ?? constants.count
    if index == constants.count {
      constantPlaces[value.bitPattern] = index
      constants.append(value)
    }
    return .uniform(-1 - index)
  }

  private mutating func place(
    _ operation: ColumnProgram.Operation, _ operands: [ColumnProgram.Operand]
  ) -> ColumnProgram.Operand {
    let values = operands.compactMap { operand -> Double? in
      if case .uniform(let index) = operand, index < 0 { return constants[-1 - index] }
      return nil
    }
    if values.count == operands.count { return constant(operation.value(values)) }
    let key = Key(operation: operation, operands: operands)
    if let place = known[key] { return place }
    let isUniform = operands.allSatisfy { if case .uniform = $0 { true } else { false } }
    let target = isUniform ? uniformInstructions.count : instructions.count
    let instruction = ColumnProgram.Instruction(
      operation: operation, operands: operands, target: target)
    if isUniform {
      uniformInstructions.append(instruction)
    } else {
      instructions.append(instruction)
    }
    let place: ColumnProgram.Operand =
      isUniform ? .uniform(scalarCount + target) : .register(target)
    known[key] = place
    return place
  }
}

extension ColumnProgram.Operation {
  /// The operation on single values, rounded as on columns.
  func value(_ operands: [Double]) -> Double {
    switch self {
    case .negate: -operands[0]
    case .add: operands[0] + operands[1]
    case .subtract: operands[0] - operands[1]
    case .multiply: operands[0] * operands[1]
    case .divide: operands[0] / operands[1]
    case .power: Elementary.power(operands[0], operands[1])
    case .call(let function): function(operands[0])
    case .choose(let order): order.holds(operands[0], operands[1]) ? operands[2] : operands[3]
    }
  }
}
