/// Runs a program's instructions over one block of rows after another.
struct BlockEvaluator {
  private let program: ColumnProgram
  private let columns: [[Double]]
  private var uniforms: [Double]
  private var registers: [[Double]]

  init(_ program: ColumnProgram, columns: [[Double]], scalars: [Double]) {
    self.program = program
    self.columns = columns
    uniforms = scalars + program.constants
    uniforms.reserveCapacity(program.uniformCount)
    for instruction in program.uniformInstructions {
      var values: [Double] = []
      for case .uniform(let index) in instruction.operands { values.append(uniforms[index]) }
      uniforms.append(instruction.operation.value(values))
    }
    registers = Array(
      repeating: [Double](repeating: 0, count: ColumnProgram.blockSize),
      count: program.registerCount)
  }

  /// Computes a block of at most ``ColumnProgram/blockSize`` rows and hands its values on.
  mutating func run(
    _ rows: Range<Int>, _ body: (_ rows: Range<Int>, _ values: Span<Double>) -> Void
  ) {
    for instruction in program.instructions { execute(instruction, rows) }
    switch program.result {
    case .column(let index):
      let values = columns[index]
      body(rows, values.span.extracting(rows))
    case .register(let index):
      let values = registers[index]
      body(rows, values.span.extracting(first: rows.count))
    case .uniform(let index):
      let values = [Double](repeating: uniforms[index], count: rows.count)
      body(rows, values.span)
    }
  }

  private mutating func execute(_ instruction: ColumnProgram.Instruction, _ rows: Range<Int>) {
    // The target leaves its place meanwhile, so that it is written while others are read.
    var target: [Double] = []
    swap(&target, &registers[instruction.target])
    let operands = instruction.operands.map { source($0, rows) }
    var output = target.mutableSpan
    if case .choose(let order) = instruction.operation {
      BlockKernel.choose(order, operands, count: rows.count, into: &output)
    } else if operands.count == 1 {
      BlockKernel.unary(instruction.operation, operands[0], count: rows.count, into: &output)
    } else {
      BlockKernel.binary(
        instruction.operation, operands[0], operands[1], count: rows.count, into: &output)
    }
    swap(&target, &registers[instruction.target])
  }

  private func source(_ operand: ColumnProgram.Operand, _ rows: Range<Int>) -> BlockKernel.Source {
    switch operand {
    case .column(let index): .rows(columns[index], from: rows.lowerBound)
    case .register(let index): .rows(registers[index], from: 0)
    case .uniform(let index): .uniform(uniforms[index])
    }
  }
}
