/// Lets results share registers when they are not needed at the same time, so that the blocks in
/// use stay in the cache.
struct RegisterAllocation {
  private(set) var instructions: [ColumnProgram.Instruction] = []
  private(set) var registerCount = 0
  private(set) var result: ColumnProgram.Operand

  init(_ source: [ColumnProgram.Instruction], result: ColumnProgram.Operand) {
    self.result = result
    var lastUse = [Int](repeating: 0, count: source.count)
    for (index, instruction) in source.enumerated() {
      for case .register(let value) in instruction.operands { lastUse[value] = index }
    }
    if case .register(let value) = result { lastUse[value] = source.count }

    var home = [Int](repeating: 0, count: source.count)
    var free: [Int] = []
    for (index, instruction) in source.enumerated() {
      var placed = instruction
      placed.operands = instruction.operands.map { Self.moved($0, home) }
      // The target is taken before the operands are given back: none is its own target.
      if let register = free.popLast() {
        placed.target = register
      } else {
        placed.target = registerCount
        registerCount += 1
      }
      home[instruction.target] = placed.target
      var given: Set<Int> = []
      for case .register(let value) in instruction.operands
      where lastUse[value] == index && given.insert(value).inserted {
        free.append(home[value])
      }
      instructions.append(placed)
    }
    self.result = Self.moved(result, home)
  }

  private static func moved(
    _ operand: ColumnProgram.Operand, _ home: [Int]
  ) -> ColumnProgram.Operand {
    if case .register(let value) = operand { return .register(home[value]) }
    return operand
  }
}
