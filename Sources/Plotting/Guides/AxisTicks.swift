import Typesetting

/// The labelled ticks of one axis, measured.
struct AxisTicks {
  /// Size of tick labels in px.
  static let size = 10.5

  struct Tick {
    var value: Double
    var line: TextLine
  }
  var ticks: [Tick]
  /// The power of ten that the axis title must tell; 0 for none.
  var exponent = 0

  enum Direction { case horizontal, vertical }

  /// An axis without ticks.
  init() { ticks = [] }

  /// - Parameters:
  ///   - length: Of the axis in px.
  init(
    _ kind: Axis.Kind, domain: ClosedRange<Double>, length: Double, direction: Direction,
    typesetter: Typesetter
  ) {
    let target = direction == .horizontal ? max(3, length / 80) : max(3, length / 40)
    let scale = Scale(kind: kind, domain: domain, start: 0, end: max(length, 1))
    func isLegible(_ ticks: [Tick]) -> Bool {
      Self.isLegible(ticks, scale: scale, direction: direction)
    }
    if kind == .log {
      let values = LogTicks(domain: domain, target: target) { values in
        isLegible(Self.logarithmic(values, typesetter: typesetter))
      }.values
      if !values.isEmpty {
        ticks = Self.logarithmic(values, typesetter: typesetter)
        return
      }
    }
    let found = Ticks(domain: domain, target: min(target, 12)) { values, step in
      isLegible(Self.linear(values, step: step, typesetter: typesetter).ticks)
    }
    (ticks, exponent) = Self.linear(found.values, step: found.step, typesetter: typesetter)
  }

  private static func linear(
    _ values: [Double], step: Double, typesetter: Typesetter
  ) -> (ticks: [Tick], exponent: Int) {
    let format = TickFormat(values: values, step: step)
    let ticks = values.map { value in
      let label = Label(verbatim: format.text(value))
      return Tick(value: value, line: typesetter.line(label, size: size))
    }
    return (ticks, format.exponent)
  }

  /// Powers of ten as such; plainly if all are near 1.
  private static func logarithmic(_ values: [Double], typesetter: Typesetter) -> [Tick] {
    let isPlain = values.allSatisfy { (0.99e-2...1.01e4).contains($0) }
    let format = TickFormat(values: values, step: values.min() ?? 1)
    return values.map { value in
      let exponent = (log10(of: value) + 1e-9).rounded(.down)
      let factor = (value / power(10, exponent)).rounded().integer(in: 1...9)
      let tens = "10^{\(exponent.integer(in: -400...400))}"
      let label =
        isPlain && format.exponent == 0
        ? Label(verbatim: TickFormat.fixed(value, decimals: max(0, -exponent.integer(in: -9...9))))
        : Label(tex: factor == 1 ? tens : "\(factor) \\cdot \(tens)")
      return Tick(value: value, line: typesetter.line(label, size: size))
    }
  }

  /// Whether neighbouring labels stay apart: by 1.75 em along the axis; across it by 28 px, or on
  /// short axes by half an em.
  private static func isLegible(_ ticks: [Tick], scale: Scale, direction: Direction) -> Bool {
    let least = max(1.5 * size, min(28, abs(scale.end - scale.start) / 5))
    return zip(ticks, ticks.dropFirst()).allSatisfy { a, b in
      let distance = abs(scale(b.value) - scale(a.value))
      switch direction {
      case .horizontal: return distance >= (a.line.width + b.line.width) / 2 + 1.75 * size
      case .vertical: return distance >= least
      }
    }
  }
}
