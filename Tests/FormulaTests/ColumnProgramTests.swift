import Testing

@testable import Formula

@Suite struct ColumnProgramTests {
  @Test(arguments: [0, 1, 1023, 1024, 1025, 3000])
  func everyRowIsTheScalarValueBitForBit(_ rows: Int) throws {
    let text = "where(abs(y - (m*x + b)) < d, (y - (m*x + b))^2/2, d*(tanh(x) - d/2)^3) + 0.1*0.7"
    let formula = try Expression(parsing: text)
    let program = try ColumnProgram(formula, columns: ["x", "y"], scalars: ["m", "b", "d"])
    let x = (0..<rows).map { Double($0) / 7 - 20 }
    let y = (0..<rows).map { Double($0 % 13) }
    let values = program.evaluate(columns: [x, y], scalars: [0.5, -1, 2])
    #expect(values.count == rows)
    for i in 0..<rows {
      let point = ["x": x[i], "y": y[i], "m": 0.5, "b": -1, "d": 2]
      #expect(values[i] == formula.value { point[$0] })
    }
  }

  @Test func randomFormulasHaveTheirScalarValues() throws {
    var generator = SplitMix64(state: 5)
    let x = (0..<9).map { Double($0) - 4 }
    for _ in 0..<2_000 {
      let tree = Expression.random(height: 6, using: &generator)
      let program = try ColumnProgram(tree, columns: ["x"], scalars: ["y", "z"])
      let values = program.evaluate(columns: [x], scalars: [1.5, -0.0])
      for i in x.indices {
        let scalar = tree.value { $0 == "x" ? x[i] : $0 == "y" ? 1.5 : -0.0 } ?? 99
        #expect(values[i] == scalar || values[i].isNaN && scalar.isNaN, "\(tree.plain)")
      }
    }
  }

  @Test func equalPartsAreComputedOnceAndScalarsOncePerCall() throws {
    let formula = try Expression(parsing: "(y - m*x)^2 + exp(2*k)*(y - m*x)")
    let program = try ColumnProgram(formula, columns: ["x", "y"], scalars: ["m", "k"])
    #expect(program.instructions.count == 5)
    #expect(program.uniformInstructions.count == 2)
    #expect(program.registerCount <= 3)
  }

  @Test func aRangeOfRowsGoesToTheBeginning() throws {
    let program = try ColumnProgram(Expression(parsing: "x + 1"), columns: ["x"], scalars: [])
    let x = (0..<5000).map(Double.init)
    var values = [Double](repeating: -1, count: 2100)
    program.evaluate(rows: 1500..<3550, columns: [x], scalars: [], into: &values)
    #expect(values[0] == 1501 && values[2049] == 3550 && values[2050] == -1)
  }

  @Test func blocksComeInOrderAndCoverTheRows() throws {
    let program = try ColumnProgram(.variable("x"), columns: ["x"], scalars: [])
    var covered: [Range<Int>] = []
    var sum = 0.0
    program.forEachBlock(
      rows: 10..<2100, columns: [(0..<2100).map(Double.init)], scalars: []
    ) { rows, values in
      covered.append(rows)
      for i in 0..<values.count { sum += values[i] }
    }
    #expect(covered == [10..<1034, 1034..<2058, 2058..<2100])
    #expect(sum == Double((10..<2100).reduce(0, +)))
  }

  @Test func aFormulaWithoutColumnsHasOneValueOrAsManyAsAsked() throws {
    let program = try ColumnProgram(Expression(parsing: "2*m"), columns: [], scalars: ["m"])
    #expect(program.evaluate(columns: [], scalars: [3]) == [6])
    #expect(program.evaluate(columns: [], scalars: [3], rows: 2) == [6, 6])
    #expect(program.evaluate(columns: [], scalars: [3], rows: 0) == [])
  }

  @Test func anUnboundNameIsNamed() {
    let error = #expect(throws: ColumnProgram.UnboundName.self) {
      try ColumnProgram(.variable("q"), columns: ["x"], scalars: ["m"])
    }
    #expect(error?.name == "q")
  }

  @Test(
    arguments: [(Double, Double)]([
      (2.0, 1.1 * 1.1), (3, 1.1 * 1.1 * 1.1), (-1, 1 / 1.1), (0, 1), (0.5, 1.1.squareRoot()),
    ]))
  func wholePowersAreProducts(_ exponent: Double, _ expected: Double) throws {
    let program = try ColumnProgram(
      .power(.variable("x"), .number(exponent)), columns: ["x"], scalars: [])
    #expect(program.evaluate(columns: [[1.1]], scalars: []) == [expected])
  }

  @Test func hugeExponentsAreNoTrap() {
    #expect(Elementary.power(1.5, 1e300) == .infinity)
    #expect(Elementary.power(2, .nan).isNaN)
    #expect(Elementary.power(-8, 1.0 / 3).isNaN)
    #expect(Elementary.sigmoid(-1e4) == 0 && Elementary.sigmoid(1e4) == 1)
  }
}
