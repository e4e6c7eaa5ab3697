import Formula

/// A number that a function can be written for once and then be evaluated on in three ways: on plain
/// numbers, forwards on ``DualNumber`` and in reverse on ``RecordedNumber``, each of which has rules
/// of differentiation of its own.
protocol DifferentiableNumber {
  /// A constant.
  init(_ value: Double)
  /// The number without its derivatives.
  var value: Double { get }
  static prefix func - (x: Self) -> Self
  static func + (l: Self, r: Self) -> Self
  static func - (l: Self, r: Self) -> Self
  static func * (l: Self, r: Self) -> Self
  static func / (l: Self, r: Self) -> Self
  /// An elementary function of the number.
  func applying(_ function: Expression.Function) -> Self
}

extension DifferentiableNumber {
  static func + (l: Self, r: Double) -> Self { l + Self(r) }
  static func - (l: Self, r: Double) -> Self { l - Self(r) }
  static func - (l: Double, r: Self) -> Self { Self(l) - r }
  static func * (l: Self, r: Double) -> Self { l * Self(r) }
  static func * (l: Double, r: Self) -> Self { Self(l) * r }
  static func / (l: Self, r: Double) -> Self { l / Self(r) }
  static func / (l: Double, r: Self) -> Self { Self(l) / r }

  /// The sum in the order of ``Summation/pairwise(_:)``'s halves, down to runs of eight; 0 of none.
  static func sum(_ numbers: [Self]) -> Self { sum(numbers[...]) }

  private static func sum(_ numbers: ArraySlice<Self>) -> Self {
    guard numbers.count > 8 else { return numbers.reduce(Self(0)) { $0 + $1 } }
    let middle = numbers.startIndex + numbers.count / 2
    return sum(numbers[..<middle]) + sum(numbers[middle...])
  }

  /// The arithmetic mean; not a number of none.
  static func mean(_ numbers: [Self]) -> Self { sum(numbers) / Double(numbers.count) }
}

extension Double: DifferentiableNumber {
  var value: Double { self }
  func applying(_ function: Expression.Function) -> Double { function(self) }
}

extension DualNumber: DifferentiableNumber {
  init(_ value: Double) { self.init(value, slope: .zero) }
}
