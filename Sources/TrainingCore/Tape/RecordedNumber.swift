import Formula

/// A number that knows how it came about, for reverse mode on any function of scalars.
///
/// What depends on no variable is not recorded.
struct RecordedNumber: DifferentiableNumber {
  let value: Double
  /// The place in the recording; nil for a constant.
  fileprivate let place: (recording: NumberRecording, index: Int)?

  init(_ value: Double) {
    self.value = value
    place = nil
  }

  fileprivate init(_ value: Double, _ recording: NumberRecording, _ index: Int) {
    self.value = value
    place = (recording, index)
  }

  private init(_ value: Double, _ a: RecordedNumber, _ byA: Double) {
    self.init(value, a, byA, RecordedNumber(0), 0)
  }

  /// A result with its partial derivatives by both operands.
  private init(
    _ value: Double, _ a: RecordedNumber, _ byA: Double, _ b: RecordedNumber, _ byB: Double
  ) {
    guard let recording = a.place?.recording ?? b.place?.recording else {
      self.init(value)
      return
    }
    let index = recording.append(
      NumberRecording.Step(a: a.place?.index ?? -1, b: b.place?.index ?? -1, byA: byA, byB: byB))
    self.init(value, recording, index)
  }

  static prefix func - (x: Self) -> Self { Self(-x.value, x, -1) }
  static func + (l: Self, r: Self) -> Self { Self(l.value + r.value, l, 1, r, 1) }
  static func - (l: Self, r: Self) -> Self { Self(l.value - r.value, l, 1, r, -1) }
  static func * (l: Self, r: Self) -> Self { Self(l.value * r.value, l, r.value, r, l.value) }
  static func / (l: Self, r: Self) -> Self {
    Self(l.value / r.value, l, 1 / r.value, r, -(l.value / r.value) / r.value)
  }

  func applying(_ function: Expression.Function) -> Self {
    let local = LocalDerivatives(.function(function), value, 0)
    return Self(local.value, self, local.byA)
  }
}

/// The steps of a computation on ``RecordedNumber``, for the way back.
final class NumberRecording {
  fileprivate struct Step {
    /// Places of the operands, -1 for a constant.
    var a, b: Int
    /// The result's partial derivatives by them.
    var byA, byB: Double
  }

  private var steps: [Step] = []

  /// A variable to differentiate by.
  func variable(_ value: Double) -> RecordedNumber {
    RecordedNumber(value, self, append(Step(a: -1, b: -1, byA: 0, byB: 0)))
  }

  /// The derivatives of a result by each of some variables; zero of what is not in this recording.
  func gradient(of result: RecordedNumber, by variables: [RecordedNumber]) -> [Double] {
    var adjoints = [Double](repeating: 0, count: steps.count)
    guard let place = result.place, place.recording === self else {
      return variables.map { _ in 0 }
    }
    adjoints[place.index] = 1
    for index in stride(from: place.index, through: 0, by: -1) where adjoints[index] != 0 {
      let step = steps[index]
      if step.a >= 0 { adjoints[step.a] += adjoints[index] * step.byA }
      if step.b >= 0 { adjoints[step.b] += adjoints[index] * step.byB }
    }
    return variables.map { variable in variable.place.map { adjoints[$0.index] } ?? 0 }
  }

  fileprivate func append(_ step: Step) -> Int {
    steps.append(step)
    return steps.count - 1
  }
}
