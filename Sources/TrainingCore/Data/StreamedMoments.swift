import Formula
import Synchronization

/// Everything about a model that is linear in its parameters, under the squared error, from one
/// pass over a file of any size.
///
/// The prediction is the sum of P features times P parameters. Of the data nothing is kept but
/// their number, the features' and the target's means and their centred second moments, so memory
/// does not depend on the number of rows. Mean loss, gradient, Hessian and optimum at any parameters
/// follow from these. The result is the same to the bit whatever the number of threads.
public struct StreamedMoments: Sendable, Equatable {
  /// The number of rows without those that were left out.
  public var rows: Int { moments.count }
  /// Rows that were left out because a value was missing.
  public private(set) var dropped = 0
  /// The formulas of the features in plain text, in the order of the parameters.
  public let features: [String]
  /// The moments of the features, and of the target as the last one.
  let moments: CentredMoments

  /// Reads a file once.
  /// - Parameters:
  ///   - features: P formulas in the columns' names; `1` is the feature of an intercept.
  ///   - target: The name of the target's column.
  /// - Throws: ``InputError`` if a formula or name is wrong, the file is, or a feature has a value
  ///   that is not finite.
  public init(_ table: TableFile, features: [String], target: String) throws(InputError) {
    var formulas: [Expression] = []
    for text in features { formulas.append(try ProblemModel.parse(text, "feature")) }
    try self.init(table, features: formulas, texts: features, target: .variable(target))
  }

  /// Reads a file once for a model given as a formula, such as `m*x + b`: all names that are no
  /// columns are its parameters, in the order in which ``Expression/names`` has them.
  /// - Throws: ``InputError``, also if the model is not linear in its parameters.
  public init(_ table: TableFile, model: String, target: String) throws(InputError) {
    let formula = try ProblemModel.parse(model, "--model")
    let columns = Set(table.columnNames)
    let parameters = formula.names.filter { !columns.contains($0) }
    let features = parameters.map { formula.derivative(by: $0).simplified() }
    guard !parameters.isEmpty, !features.contains(where: { $0.contains(anyOf: Set(parameters)) })
    else {
      throw InputError(
        .usage, "\(Printable.quoted(model)) is not linear in parameters",
        advice: "one pass over the data is enough only for models that are, such as m*x + b")
    }
    // What stands without a parameter is taken from the target.
    let zeros = Dictionary(
      parameters.map { ($0, Expression.number(0)) }, uniquingKeysWith: { first, _ in first })
    let offset = formula.substituting(zeros).simplified()
    try self.init(
      table, features: features, texts: features.map(\.plain),
      target: .subtract(.variable(target), offset))
  }

  private init(
    _ table: TableFile, features: [Expression], texts: [String], target: Expression
  ) throws(InputError) {
    let formulas = features + [target]
    let columns = table.columnNames
    let used = Set(formulas.flatMap(\.names))
    for name in formulas.flatMap(\.names) {
      _ = try ColumnNames.index(of: name, in: columns, table.path)
    }
    let names = columns.filter(used.contains)
    let programs = try Self.programs(formulas, names)
    let stack = Mutex((moments: MomentStack(width: formulas.count), dropped: 0))
    try table.forEachBlock(
      names,
      make: { block in
        let columns = names.indices.map { Array(block.column($0)) }
        return CentredMoments(
          of: zip(formulas, programs).map { formula, program in
            if case .variable(let name) = formula, let place = names.firstIndex(of: name) {
              columns[place]
            } else {
              program.evaluate(columns: columns, scalars: [], rows: block.rows)
            }
          })
      },
      take: { moments, dropped in
        stack.withLock { stack in
          stack.moments.add(moments)
          stack.dropped += dropped
        }
      })
    self.features = texts
    (moments, dropped) = stack.withLock { ($0.moments.total, $0.dropped) }
    try checkFinite(table.path)
  }

  private static func programs(
    _ formulas: [Expression], _ names: [String]
  ) throws(InputError) -> [ColumnProgram] {
    var programs: [ColumnProgram] = []
    for formula in formulas {
      do {
        programs.append(try ColumnProgram(formula, columns: names, scalars: []))
      } catch {
        throw InputError(.usage, error.description)
      }
    }
    return programs
  }

  private func checkFinite(_ path: String) throws(InputError) {
    let width = features.count + 1
    for index in 0..<width {
      guard !moments.means[index].isFinite || !moments.products[index * width + index].isFinite
      else { continue }
      let name = index < features.count ? features[index] : "target"
      throw InputError(
        .badData, file: path,
        "\(Printable.quoted(name)) is not finite in every row, or its square is too large",
        advice: "use a formula that is finite for all rows, or another unit")
    }
  }
}
