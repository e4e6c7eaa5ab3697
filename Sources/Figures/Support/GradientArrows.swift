import Plotting
import TrainingCore
import Typesetting

/// The arrows of the gradient figure in the plane of two parameters.
struct GradientArrows {
  var chain: GradientChain
  /// Tips of the average of the gradients and of the gradient of the average.
  var mean, average: Position
  /// Where the arrow from averaged errors ends; nil where it cannot be told from the mean.
  var wrong: Position?
  private var gap: [Double] = []
  /// What that arrow is made of.
  private let averaged: String

  init(_ evidence: Evidence) {
    averaged = evidence.multipliedAfterwards
    let gradient = evidence.gradient
    let (x, y) = evidence.shownPlane
    chain = GradientChain(gradient.perSample, plane: (x, y))
    mean = Position(gradient.averageOfGradients[x], gradient.averageOfGradients[y])
    average = Position(gradient.gradientOfAverage[x], gradient.gradientOfAverage[y])
    let reading = evidence.readings.first { $0.kind == .signedErrors }
    guard let reading, reading.comparison.verdict == .different || reading.comparison.isMultiple
    else { return }
    wrong = Position(reading.gradient[x], reading.gradient[y])
    let difference = reading.comparison.visibleDifference
    gap = [difference[x], difference[y]]
  }

  /// Every point that must be visible.
  private var extent: [Position] {
    VectorSum(chain.vectors).chain + [mean, average] + (wrong.map { [$0] } ?? [])
  }

  private func span(_ coordinate: KeyPath<Position, Double>) -> Double {
    let values = extent.map { $0[keyPath: coordinate] }
    return (values.max() ?? 0) - (values.min() ?? 0)
  }

  /// Equal units on both axes make arrows comparable, but only where both can be seen.
  var isEvenlySized: Bool {
    let (width, height) = (span(\.x), span(\.y))
    return width > 0 && height > 0 && width / height < 6 && height / width < 3
  }

  /// The extent with room around it for labels, which equal units may widen further.
  func domain(_ coordinate: KeyPath<Position, Double>) -> ClosedRange<Double>? {
    let values = extent.map { $0[keyPath: coordinate] }
    guard let low = values.min(), let high = values.max(), high > low else { return nil }
    let margin = 0.16 * (high - low)
    return (low - margin)...(high + margin)
  }

  /// How far the tips are apart, as a share of the picture's extent.
  private var gapShare: Double {
    guard let wrong else { return 0 }
    return max(
      abs(wrong.x - mean.x) / max(span(\.x), .leastNormalMagnitude),
      abs(wrong.y - mean.y) / max(span(\.y), .leastNormalMagnitude))
  }

  /// Whether the tips are too close to each other to be told apart without a closer look.
  ///
  /// A gap of less than a ten-thousandth of the arrows cannot be drawn with true directions.
  var needsCloseUp: Bool { wrong != nil && gapShare < 0.08 && gapShare > 1e-4 }

  /// An interval around the tips in which the gap can be seen.
  func closeUp(_ coordinate: KeyPath<Position, Double>) -> ClosedRange<Double>? {
    guard let wrong else { return nil }
    let middle = (wrong[keyPath: coordinate] + mean[keyPath: coordinate]) / 2
    let reach = 2.2 * gapShare * span(coordinate)
    return reach > 0 && reach.isFinite ? (middle - reach)...(middle + reach) : nil
  }

  /// Whether the samples' arrows cannot be told from their mean's, which is drawn over them.
  var hidesSamples: Bool {
    let corners = VectorSum(chain.vectors).chain
    let size = (max(span(\.x), .leastNormalMagnitude), max(span(\.y), .leastNormalMagnitude))
    let (x, y) = (mean.x / size.0, mean.y / size.1)
    let length = max((x * x + y * y).squareRoot(), .leastNormalMagnitude)
    // Within 1 % of the picture, about the width of the mean's arrow.
    return corners.allSatisfy { abs($0.x / size.0 * y - $0.y / size.1 * x) <= 0.01 * length }
  }

  /// Everything, with the labels of the tips.
  func marks() -> [any Mark] {
    zeroLines + [VectorSum(chain.vectors, ring: average)] + wrongMarks + tipLabels
  }

  /// The arrows where both tips nearly coincide: the wrong one lies below, because over the right
  /// one the two colours would blur to grey.
  func coincidingMarks() -> [any Mark] {
    zeroLines + wrongMarks + [VectorSum(chain.vectors, ring: average)]
  }

  private var zeroLines: [any Mark] {
    let axis = Stroke(Paint(.axis), width: 1, cap: .butt)
    return [Rule(.horizontal(0), stroke: axis), Rule(.vertical(0), stroke: axis)]
  }

  /// Above the mean's arrow, or a small gap would be hidden under it.
  private var wrongMarks: [any Mark] {
    guard let wrong else { return [] }
    let dashes = Stroke(Paint(.wrong), width: 1.25, dash: [3, 3], cap: .butt)
    return [
      Segments(from: [wrong], to: [mean], stroke: dashes),
      Arrow(from: Position(0, 0), to: wrong, paint: Paint(.wrong), width: 1.75, halo: false),
    ]
  }

  private var tipLabels: [any Mark] {
    let tip = Paint(.text(.gradientOfAverage))
    guard let wrong else {
      let words = NumberText.vector([mean.x, mean.y], digits: 5)
      return [
        TextMark(
          Label(verbatim: words), at: mean, paint: tip, clearance: 10, priority: 1,
          symbol: .ring(Paint(.gradientOfAverage)))
      ]
    }
    let columns = [[mean.x, wrong.x, gap[0]], [mean.y, wrong.y, gap[1]]].map {
      NumberText.aligned($0)
    }
    let texts = (0..<3).map { "(\(columns[0][$0]), \(columns[1][$0]))" }
    let plum = Paint(.text(.wrong))
    let middle = Position((wrong.x + mean.x) / 2, (wrong.y + mean.y) / 2)
    let gapLabel = Label(markup: "gap $= -\\Cov(\\delta, a)$ = ") + Label(verbatim: texts[2])
    return [
      TextMark(
        gapLabel, at: middle, paint: plum, preferredAngles: across, clearance: 7, priority: 0,
        symbol: .line(Stroke(Paint(.wrong), width: 1.25, dash: [3, 3], cap: .butt))),
      TextMark(
        Label(verbatim: texts[0]), at: mean, paint: tip, preferredAngles: [away + 180],
        clearance: 10, priority: 1, symbol: .ring(Paint(.gradientOfAverage))),
      TextMark(
        Label(verbatim: texts[1]), at: wrong, paint: plum, preferredAngles: [away], priority: 2,
        symbol: .line(Stroke(Paint(.wrong), width: 1.75))),
    ]
  }

  /// The direction from the mean's tip to the wrong one as it will look, in degrees.
  private var away: Double {
    guard let wrong else { return 0 }
    let x = (wrong.x - mean.x) / max(span(\.x), .leastNormalMagnitude)
    let y = (wrong.y - mean.y) / max(span(\.y), .leastNormalMagnitude)
    if abs(x) >= abs(y) { return x >= 0 ? 0 : 180 }
    return y >= 0 ? 90 : 270
  }

  /// The two directions across the gap, the one away from the origin first.
  private var across: [Double] {
    let isLevel = away == 0 || away == 180
    if isLevel { return mean.y <= 0 ? [270, 90] : [90, 270] }
    return mean.x <= 0 ? [180, 0] : [0, 180]
  }

  /// The arrows coincide where it matters, so they are named above the panel.
  var legend: [LegendEntry] {
    let single: Label =
      chain.showsSingleSamples
      ? "single gradients divided by $N$, head to tail"
      : "single gradients divided by $N$, summed by direction"
    let entries = [
      LegendEntry(.ring(Paint(.gradientOfAverage)), "gradient of the average"),
      LegendEntry(.line(Stroke(Paint(.averageOfGradients), width: 3)), "average of the gradients"),
      LegendEntry(.line(Stroke(Paint(.sample), width: 1.25)), single),
    ]
    guard wrong != nil else { return entries }
    return entries + [
      LegendEntry(
        .line(Stroke(Paint(.wrong), width: 1.75)), Label(verbatim: "from averaged \(averaged)"))
    ]
  }
}

/// Draws nothing, but asks for room.
struct Margin: Mark {
  var xExtent, yExtent: ClosedRange<Double>?

  init(_ x: ClosedRange<Double>?, _ y: ClosedRange<Double>?) {
    xExtent = x
    yExtent = y
  }

  func elements(in context: PanelContext) -> [Scene.Element] { [] }
}
