import Glibc

/// A matrix of dual numbers, row by row.
struct DualMatrix: Sendable {
  var columns: Int
  var values: [Double]
  var tangents: [Double]

  var rows: Int { values.count / columns }

  /// A matrix that does not depend on the direction.
  init(_ values: [Double], columns: Int) {
    self.columns = columns
    self.values = values
    tangents = Array(repeating: 0, count: values.count)
  }

  private init(rows: Int, columns: Int) {
    self.init(Array(repeating: 0, count: rows * columns), columns: columns)
  }

  /// A function of every value, given with its derivative.
  func map(_ function: (Double) -> (value: Double, slope: Double)) -> Self {
    var result = self
    for index in values.indices {
      let (value, slope) = function(values[index])
      result.values[index] = value
      result.tangents[index] = slope * tangents[index]
    }
    return result
  }

  /// The value at a place of a larger matrix for which this one's row or column is repeated.
  private func at(_ row: Int, _ column: Int) -> (value: Double, tangent: Double) {
    let index = (rows == 1 ? 0 : row) * columns + (columns == 1 ? 0 : column)
    return (values[index], tangents[index])
  }

  func combined(with other: Self, by operation: Tape.BinaryOperation) -> Self {
    var result = Self(rows: max(rows, other.rows), columns: max(columns, other.columns))
    for index in result.values.indices {
      let (row, column) = index.quotientAndRemainder(dividingBy: result.columns)
      let ((a, da), (b, db)) = (at(row, column), other.at(row, column))
      let (value, tangent) =
        switch operation {
        case .add: (a + b, da + db)
        case .subtract: (a - b, da - db)
        case .multiply: (a * b, da * b + a * db)
        case .divide: (a / b, (da * b - a * db) / (b * b))
        }
      result.values[index] = value
      result.tangents[index] = tangent
    }
    return result
  }

  /// This matrix times the other or its transpose, plus the bias in every row.
  func product(_ other: Self, transposed: Bool, bias: Self?) -> Self {
    let width = transposed ? other.rows : other.columns
    var result = Self(rows: rows, columns: width)
    for row in 0..<rows {
      for column in 0..<width {
        var (value, tangent) = bias?.at(0, column) ?? (0, 0)
        for inner in 0..<columns {
          let (a, da) = at(row, inner)
          let index = transposed ? column * columns + inner : inner * width + column
          value += a * other.values[index]
          tangent += da * other.values[index] + a * other.tangents[index]
        }
        result.values[row * width + column] = value
        result.tangents[row * width + column] = tangent
      }
    }
    return result
  }

  func summedOverRows(isMean: Bool) -> Self {
    var result = Self(rows: 1, columns: columns)
    for index in values.indices {
      result.values[index % columns] += values[index]
      result.tangents[index % columns] += tangents[index]
    }
    return isMean ? result.divided(by: Double(rows)) : result
  }

  func summedOverColumns(isMean: Bool) -> Self {
    var result = Self(rows: rows, columns: 1)
    for index in values.indices {
      result.values[index / columns] += values[index]
      result.tangents[index / columns] += tangents[index]
    }
    return isMean ? result.divided(by: Double(columns)) : result
  }

  private func divided(by count: Double) -> Self {
    var result = self
    result.values = values.map { $0 / count }
    result.tangents = tangents.map { $0 / count }
    return result
  }

  // MARK: Classes

  /// A row's values, their tangents, its softmax, and the logarithm of the sum of exponentials.
  private struct Row {
    var values, tangents, shares: [Double]
    var logSum: Double
    /// The derivative of the logarithm of the sum.
    var slope: Double { zip(shares, tangents).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private func row(_ number: Int) -> Row {
    let range = number * columns..<(number + 1) * columns
    let row = Array(values[range])
    // From the smallest up, after which the largest one stands last.
    let sorted = row.sorted()
    let largest = sorted[sorted.count - 1]
    let sum = sorted.reduce(0) { $0 + exp($1 - largest) }
    return Row(
      values: row, tangents: Array(tangents[range]), shares: row.map { exp($0 - largest) / sum },
      logSum: largest + log(sum))
  }

  /// Each row by a function of it that gives values and tangents.
  private func mapRows(columns: Int, _ body: (Int, Row) -> ([Double], [Double])) -> Self {
    var result = Self([], columns: columns)
    for number in 0..<rows {
      let (values, tangents) = body(number, row(number))
      result.values += values
      result.tangents += tangents
    }
    return result
  }

  func softmax() -> Self {
    mapRows(columns: columns) { _, row in
      (row.shares, zip(row.shares, row.tangents).map { $0 * ($1 - row.slope) })
    }
  }

  func logSoftmax() -> Self {
    mapRows(columns: columns) { _, row in
      (row.values.map { $0 - row.logSum }, row.tangents.map { $0 - row.slope })
    }
  }

  func crossEntropy(labels: [Double]) -> Self {
    mapRows(columns: 1) { number, row in
      guard let label = Int(exactly: labels[number]), row.values.indices.contains(label) else {
        return ([.nan], [.nan])
      }
      return ([row.logSum - row.values[label]], [row.slope - row.tangents[label]])
    }
  }
}

extension Tape.UnaryFunction {
  /// The function's value and derivative, by formulas that hold their accuracy in the tails.
  func dual(at x: Double) -> (value: Double, slope: Double) {
    switch self {
    case .negate: return (-x, -1)
    case .exp: return (Glibc.exp(x), Glibc.exp(x))
    case .log: return (Glibc.log(x), 1 / x)
    case .log1p: return (Glibc.log1p(x), 1 / (1 + x))
    case .sqrt: return (x.squareRoot(), 1 / (2 * x.squareRoot()))
    case .square: return (x * x, x + x)
    case .abs: return (x.magnitude, x.isNaN ? x : x == 0 ? 0 : x > 0 ? 1 : -1)
    case .relu: return x.isNaN ? (x, x) : x > 0 ? (x, 1) : (0, 0)
    case .huber:
      if x.magnitude > 1 { return (x.magnitude - 0.5, x > 0 ? 1 : -1) }
      return (x * x / 2, x)
    case .sin: return (Glibc.sin(x), Glibc.cos(x))
    case .cos: return (Glibc.cos(x), -Glibc.sin(x))
    case .tanh, .sigmoid, .gelu, .softplus, .logCosh: return sigmoidal(at: x)
    }
  }

  private func sigmoidal(at x: Double) -> (value: Double, slope: Double) {
    let decay = Glibc.exp(-x.magnitude)
    let logistic = (x < 0 ? decay : 1) / (1 + decay)
    switch self {
    case .tanh: return (Glibc.tanh(x), 1 / (cosh(x) * cosh(x)))
    case .sigmoid: return (logistic, decay / ((1 + decay) * (1 + decay)))
    case .softplus: return ((x > 0 ? x : 0) + Glibc.log1p(decay), logistic)
    case .gelu:
      let below = erfc(-x / 2.0.squareRoot()) / 2
      return (x * below, below + x * Glibc.exp(-x * x / 2) / (2 * Double.pi).squareRoot())
    default:
      let half = sinh(x / 2)
      let value =
        x.magnitude < 1
        ? Glibc.log1p(2 * half * half)
        : x.magnitude - Glibc.log(2) + Glibc.log1p(decay * decay)
      return (value, Glibc.tanh(x))
    }
  }
}
