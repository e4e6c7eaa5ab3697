import Formula

/// Exact arithmetic: dual numbers over ``Dyadic``, divided by N and rounded once at the very end.
///
/// Holds for formulas made of sums, products, whole powers, absolute values and choices; others
/// have no exact value in binary.
struct ExactGradient {
  private struct Number {
    var value: Dyadic
    var slopes: [Dyadic]
  }

  /// Largest number of rows and of rows times parameters: exact sums grow long.
  private static let maximumRows = 2000, maximumCells = 20_000
  private static let maximumWidth = 20_000, maximumPower = 16.0

  /// The mean loss's gradient of P components and the mean loss; nil where the formula or the size
  /// does not allow it.
  static func compute(_ work: Workload, at: [Double]) -> (gradient: [Double], mean: Double)? {
    guard work.rows <= maximumRows, work.rows * work.parameters <= maximumCells else { return nil }
    var total = Number(value: .zero, slopes: at.map { _ in .zero })
    for row in 0..<work.rows {
      guard let loss = evaluate(work, row: row, at: at) else { return nil }
      total.value = total.value + loss.value
      for index in at.indices { total.slopes[index] = total.slopes[index] + loss.slopes[index] }
    }
    return (
      total.slopes.map { $0.divided(by: work.rows) }, total.value.divided(by: work.rows)
    )
  }

  private static func evaluate(_ work: Workload, row: Int, at: [Double]) -> Number? {
    var numbers: [Number] = []
    numbers.reserveCapacity(work.program.steps.count)
    let zeros = at.map { _ in Dyadic.zero }
    for step in work.program.steps {
      let number: Number?
      switch step.operation {
      case .constant: number = Dyadic(step.value).map { Number(value: $0, slopes: zeros) }
      case .column:
        number = Dyadic(work.columns[step.a][row]).map { Number(value: $0, slopes: zeros) }
      case .parameter:
        number = Dyadic(at[step.a]).map { value in
          var slopes = zeros
          if let one = Dyadic(1) { slopes[step.a] = one }
          return Number(value: value, slopes: slopes)
        }
      default: number = combine(step, numbers)
      }
      guard let number, number.value.width <= maximumWidth else { return nil }
      numbers.append(number)
    }
    return numbers[work.loss]
  }

  private static func combine(_ step: Program.Step, _ numbers: [Number]) -> Number? {
    let a = numbers[step.a]
    let b = numbers[step.b]
    switch step.operation {
    case .copy: return a
    case .negate: return negated(a)
    case .add: return sum(a, b)
    case .subtract: return sum(a, negated(b))
    case .multiply: return product(a, b)
    case .square: return product(a, a)
    case .divide:
      guard b.slopes.allSatisfy({ $0.signum == 0 }), let factor = b.value.exactReciprocal else {
        return nil
      }
      return Number(value: a.value * factor, slopes: a.slopes.map { $0 * factor })
    case .power: return power(a, b)
    case .function(.abs):
      switch a.value.signum {
      case 0: return Number(value: .zero, slopes: a.slopes.map { _ in .zero })
      case 1: return a
      default: return negated(a)
      }
    case .function(.sign):
      return Dyadic(Double(a.value.signum)).map {
        Number(value: $0, slopes: a.slopes.map { _ in .zero })
      }
    case .choose(let order):
      let sign = Double((a.value - b.value).signum)
      return order.holds(sign, 0) ? numbers[step.c] : numbers[step.d]
    default: return nil
    }
  }

  private static func negated(_ a: Number) -> Number {
    Number(value: -a.value, slopes: a.slopes.map { -$0 })
  }

  private static func sum(_ a: Number, _ b: Number) -> Number {
    Number(value: a.value + b.value, slopes: zip(a.slopes, b.slopes).map { $0 + $1 })
  }

  private static func product(_ a: Number, _ b: Number) -> Number {
    Number(
      value: a.value * b.value,
      slopes: zip(a.slopes, b.slopes).map { $0 * b.value + a.value * $1 })
  }

  /// Whole constant exponents only.
  private static func power(_ a: Number, _ b: Number) -> Number? {
    let exponent = b.value.divided(by: 1)
    guard exponent >= 0, exponent <= maximumPower, exponent == exponent.rounded(),
      b.slopes.allSatisfy({ $0.signum == 0 }), let one = Dyadic(1)
    else { return nil }
    var result = Number(value: one, slopes: a.slopes.map { _ in .zero })
    for _ in 0..<Int(exponent) { result = product(result, a) }
    return result
  }
}
