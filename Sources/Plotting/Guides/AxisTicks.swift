import Typesetting

/// The labelled ticks of one axis, measured.
public struct AxisTicks: Sendable {
  /// Size of tick labels in px.
  static let size = 10.5

  struct Tick: Sendable {
    var value: Double
    var line: TextLine
  }
  var ticks: [Tick]
  /// Where short lines and lines of a grid stand; nowhere between categories.
  var lines: [Double]
  /// The power of ten that the axis title must tell; 0 for none.
  private var exponent = 0
  /// What the axis title must take off; nil for nothing.
  private var offset: TickOffset?

  enum Direction { case horizontal, vertical }

  /// An axis without ticks.
  init() {
    ticks = []
    lines = []
  }

  /// - Parameters:
  ///   - length: Of the axis in px.
  init(
    _ kind: Axis.Kind, domain: ClosedRange<Double>, length: Double, direction: Direction,
    typesetter: Typesetter
  ) {
    self.init()
    let target = direction == .horizontal ? max(3, length / 80) : max(3, length / 40)
    let scale = Scale(kind: kind, domain: domain, start: 0, end: max(length, 1))
    func isLegible(_ ticks: [Tick]) -> Bool {
      Self.isLegible(ticks, scale: scale, direction: direction)
    }
    switch kind {
    case .band(let names):
      ticks = Self.categories(names, scale: scale, direction: direction, typesetter: typesetter)
      return
    case .log:
      let values = LogTicks(domain: domain, target: target) { values in
        isLegible(Self.logarithmic(values, typesetter: typesetter))
      }.values
      ticks = Self.logarithmic(values, typesetter: typesetter)
    case .asinh(let width):
      let values = AsinhTicks(domain: domain, width: Scale.sane(width)) { values in
        isLegible(Self.logarithmic(values, typesetter: typesetter))
      }.values
      ticks = Self.logarithmic(values, typesetter: typesetter)
    case .linear: break
    }
    if ticks.isEmpty {
      let found = Ticks(domain: domain, target: min(target, 12)) { values, step in
        isLegible(Self.linear(values, step: step, typesetter: typesetter).ticks)
      }
      self = Self.linear(found.values, step: found.step, typesetter: typesetter)
    }
    lines = ticks.map(\.value)
  }

  /// One label a category, shortened in the middle where its band is narrow; where even that has no
  /// room, every second or third.
  private static func categories(
    _ names: [Label], scale: Scale, direction: Direction, typesetter: Typesetter
  ) -> [Tick] {
    let band = abs(scale(1) - scale(0))
    let length = abs(scale.end - scale.start)
    let room = direction == .horizontal ? band - 8 : min(0.6 * length, 180)
    let least = direction == .horizontal ? 3 * size : 1.3 * size
    let stride = max(1, (least / max(band, 0.01)).rounded(.up).integer(in: 1...100_000))
    return names.enumerated().filter {
      $0.offset % stride == 0 && scale.domain.contains(Double($0.offset))
    }.map { index, name in
      Tick(
        value: Double(index),
        line: typesetter.shortened(
          name, size: size, width: direction == .horizontal ? room * Double(stride) : room))
    }
  }

  private static func linear(
    _ values: [Double], step: Double, typesetter: Typesetter
  ) -> AxisTicks {
    var axis = AxisTicks()
    axis.offset = TickOffset(values: values, step: step)
    let shown = values.map { [offset = axis.offset] in offset?.rest(of: $0, step: step) ?? $0 }
    let format = TickFormat(values: shown, step: step)
    axis.exponent = format.exponent
    axis.ticks = zip(values, shown).map { value, shown in
      let label = Label(verbatim: format.text(shown))
      return Tick(value: value, line: typesetter.line(label, size: size))
    }
    return axis
  }

  /// An axis's title with what its numbers have lost: an offset, a power of ten.
  func title(_ label: Label?) -> Label? {
    guard exponent != 0 || offset != nil else { return label }
    let name = (label ?? Label(parts: [])) + (offset?.label ?? Label(parts: []))
    return exponent == 0 ? name : name.scaled(byExponent: exponent)
  }

  /// Powers of ten as such; plainly if all are near 1. Zero and negative ones stand on asinh axes.
  private static func logarithmic(_ values: [Double], typesetter: Typesetter) -> [Tick] {
    let sizes = values.map(abs).filter { $0 > 0 }
    let isPlain = sizes.allSatisfy { (0.99e-2...1.01e4).contains($0) }
    let format = TickFormat(values: sizes, step: sizes.min() ?? 1)
    return values.map { value in
      let label = value == 0 ? "0" : logarithmic(value, isPlain: isPlain && format.exponent == 0)
      return Tick(value: value, line: typesetter.line(label, size: size))
    }
  }

  private static func logarithmic(_ value: Double, isPlain: Bool) -> Label {
    let exponent = (log10(of: abs(value)) + 1e-9).rounded(.down)
    if isPlain {
      let decimals = max(0, -exponent.integer(in: -9...9))
      return Label(verbatim: TickFormat.fixed(value, decimals: decimals))
    }
    let factor = (abs(value) / power(10, exponent)).rounded().integer(in: 1...9)
    let tens = "10^{\(exponent.integer(in: -400...400))}"
    let sign = value < 0 ? "-" : ""
    return Label(tex: sign + (factor == 1 ? tens : "\(factor) \\cdot \(tens)"))
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
