public import Typesetting

/// How often values fall into intervals.
public struct Histogram: Mark {
  /// What the heights of the bars are.
  public enum Heights: Sendable, Hashable {
    /// How many values lie in each bin.
    case counts
    /// The part of all values in each bin, divided by its width, so that the bars' area is 1; the
    /// one to choose for bins of different widths.
    case density
  }
  /// The sample, in units of the x axis; NaN is left out.
  public let values: [Double]
  /// The bins and what lies in them.
  public let binning: Binning
  /// What the heights of the bars are.
  public var heights: Heights
  /// The colour of the bars.
  public var paint: Paint
  /// Names the bars in the legend; nil for no name.
  public var label: Label?

  /// Counts in blue between edges by the rule of Freedman and Diaconis, without name, unless told
  /// otherwise.
  /// - Parameter edges: The ends of the bins in units of the data; nil for ``Binning/edges(of:)``.
  public init(
    _ values: [Double], edges: [Double]? = nil, heights: Heights = .counts,
    paint: Paint = Paint(.gradientOfAverage), label: Label? = nil
  ) {
    self.values = values
    binning = Binning(values, edges: edges)
    self.heights = heights
    self.paint = paint
    self.label = label
  }

  /// The intervals in ascending order, with their counts.
  public var bins: [Binning.Bin] { binning.bins }

  /// How high a bin's bar is, in units of the y axis.
  public func height(of bin: Binning.Bin) -> Double {
    switch heights {
    case .counts: return Double(bin.count)
    case .density:
      let total = bins.reduce(0) { $0 + $1.count }
      return total > 0 ? Double(bin.count) / Double(total) / (bin.high - bin.low) : 0
    }
  }

  /// From the first to the last edge.
  public var xExtent: ClosedRange<Double>? { finiteExtent(bins.flatMap { [$0.low, $0.high] }) }
  /// From 0 to the highest bar.
  public var yExtent: ClosedRange<Double>? {
    bins.isEmpty ? nil : finiteExtent(bins.map(height) + [0])
  }

  /// Refuses infinite values.
  public func check() throws(PlottingError) { try checkValues(values) }

  private func boxes(in context: PanelContext) -> [Rect] {
    guard let base = context.height(orEdge: 0) else { return [] }
    return bins.compactMap { bin in
      guard bin.count > 0, let left = context.width(orEdge: bin.low),
        let right = context.width(orEdge: bin.high),
        let top = context.height(orEdge: height(of: bin))
      else { return nil }
      // Paper as thin as a hair between neighbours, where the bars are wide enough for it.
      let gap = abs(right - left) > 4 ? 0.5 : abs(right - left) > 2 ? 0.25 : 0
      let box = context.box(Point(x: left, y: base), Point(x: right, y: top))
      return context.visible(
        Rect(x: box.x + gap, y: box.y, width: max(box.width - 2 * gap, 0), height: box.height))
    }
  }

  /// All bars as one path.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let segments = boxes(in: context).flatMap { Path.rectangle($0).segments }
    guard !segments.isEmpty else { return [] }
    return context.clipped("histogram", [.path(Path(segments), fill: paint, stroke: nil)])
  }

  /// The bars' areas.
  public func occupied(in context: PanelContext) -> [Point] {
    boxes(in: context).flatMap(context.grid)
  }

  /// The name for the legend.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let box = boxes(in: context).first(where: { context.frame.contains($0.center) }) else {
      return []
    }
    return LabelRequest.legend(label, .swatch(paint), at: box.center)
  }

  /// How many values lie outside the given edges.
  public func notes(in context: PanelContext) -> [Label] {
    guard binning.outside > 0 else { return [] }
    let (verb, all) = (binning.outside == 1 ? "lies" : "lie", values.filter(\.isFinite).count)
    return [
      Label(
        verbatim: "\(binning.outside.grouped) of \(all.grouped) values \(verb) outside the bins.")
    ]
  }
}

extension Int {
  /// The number with thin spaces between groups of three digits, from five digits on.
  var grouped: String {
    let digits = String(magnitude)
    guard digits.count > 4 else { return String(self) }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{2009}" }
      text.append(digit)
    }
    return (self < 0 ? "\u{2212}" : "") + text
  }
}
