import Plotting
import Typesetting

/// The product of the averages with the covariance on it, beside the average of the products.
struct CovarianceBars {
  var product, covariance, mean: Double
  /// Whether the two averages are told apart on these data.
  var isGap: Bool
  /// The three numbers as they are printed everywhere in the figure.
  var texts: SumText { SumText(product, covariance, total: mean) }

  private static let left = (from: 0.05, to: 0.5)
  private static let right = (from: 1.5, to: 1.95)
  private static let mine = Paint(.wrong)

  private var ends: [Double] { [product, product + covariance, mean].filter(\.isFinite) }

  /// Whether the covariance is too small beside the bars to be seen on them.
  var needsCloseUp: Bool {
    let longest = max(abs(product), abs(mean))
    return isGap && abs(covariance) < 0.08 * longest && abs(covariance) > 1e-10 * longest
  }

  /// The bars from their base line.
  var panel: Panel {
    let base = min(0, ends.min() ?? 0)
    let span = max(0, ends.max() ?? 0) - base
    let notes = [
      note(
        "\\bar\\delta\\,\\bar a", texts.first, at: Position(Self.left.to, product / 2), .wrong, 0),
      note(
        "\\overline{\\delta a}", texts.total, at: Position(Self.right.from, mean / 2),
        .averageOfGradients, 180),
    ]
    let gap = needsCloseUp ? [] : [covarianceNote]
    return Panel(
      title: "what the averages add up to",
      x: Axis(domain: 0...2, ticks: .none),
      y: Axis(
        Label(markup: "$\\delta a$"),
        domain: span > 0 ? (base - 0.24 * span)...(base + 1.05 * span) : nil),
      marks: bars + [words(base)] + notes + gap)
  }

  /// Only the ends of the bars, so near that the covariance can be seen.
  var closeUp: Panel {
    let low = ends.min() ?? 0
    let high = ends.max() ?? 0
    let reach = abs(covariance)
    // A note stands where its bar is still to be seen, on the side of the base line.
    let inward = (mean > 0 ? -0.3 : 0.3) * reach
    return Panel(
      title: "the ends of the bars from near by",
      x: Axis(domain: 0...2, ticks: .none),
      y: Axis(
        Label(markup: "$\\delta a$"), domain: (low - 0.6 * reach)...(high + 0.6 * reach)),
      frame: .box,
      marks: bars + [
        note(
          "\\bar\\delta\\,\\bar a", texts.first, at: Position(Self.left.to, product + inward),
          .wrong,
          0),
        covarianceNote,
        note(
          "\\overline{\\delta a}", texts.total, at: Position(Self.right.from, mean + inward),
          .averageOfGradients, 180),
      ], span: Panel.Span(columns: 2))
  }

  private var bars: [any Mark] {
    let total = product + covariance
    return [
      bar(
        Self.left, 0, product, fill: Paint(.wrong, opacity: 0.22),
        stroke: Stroke(Self.mine, width: 2, cap: .butt)),
      Rectangles(
        [
          Rectangles.Item(
            from: Position(Self.left.from, product), to: Position(Self.left.to, total))
        ],
        fill: nil, hatch: Stroke(Paint(.wrong, opacity: 0.45), width: 1, cap: .butt),
        stroke: Stroke(Self.mine, width: 1.25, dash: [4, 3], cap: .butt)),
      bar(
        Self.right, 0, mean, fill: Paint(.averageOfGradients, opacity: 0.25),
        stroke: Stroke(Paint(.averageOfGradients), width: 2, cap: .butt)),
      Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
    ]
  }

  private func bar(
    _ sides: (from: Double, to: Double), _ low: Double, _ high: Double, fill: Paint, stroke: Stroke
  ) -> Rectangles {
    Rectangles(
      [Rectangles.Item(from: Position(sides.from, low), to: Position(sides.to, high))],
      fill: fill, stroke: stroke)
  }

  private func words(_ base: Double) -> BarWords {
    BarWords(items: [
      BarWords.Item(
        ["product of averages", "+ covariance"], at: Position(Self.left.from, base), alignment: 0,
        paint: Paint(.text(.wrong))),
      BarWords.Item(
        ["average of products"], at: Position(Self.right.to, base), alignment: 1,
        paint: Paint(.text(.averageOfGradients))),
    ])
  }

  private var covarianceNote: TextMark {
    note(
      "\\Cov(\\delta, a)", texts.second, at: Position(Self.left.to, product + covariance / 2),
      .wrong,
      0)
  }

  /// A bar's name and value beside it.
  private func note(
    _ tex: String, _ value: String, at place: Position, _ role: ColorRole.TextRole, _ angle: Double
  ) -> TextMark {
    TextMark(
      Label(tex: tex) + Label(verbatim: " = " + value), at: place, paint: Paint(.text(role)),
      preferredAngles: [angle], clearance: 7, priority: 1)
  }
}

/// Words in lines under the lower end of bars.
struct BarWords: Mark {
  struct Item {
    var lines: [Label]
    /// The lower corner of the bar that the words are aligned with.
    var place: Position
    /// 0 if the words begin at the place, 1 if they end there.
    var alignment: Double
    var paint: Paint

    init(_ lines: [Label], at place: Position, alignment: Double, paint: Paint) {
      self.lines = lines
      self.place = place
      self.alignment = alignment
      self.paint = paint
    }
  }
  var items: [Item]

  private static let size = 10.5
  private static let lineHeight = 14.0

  private func lines(in context: PanelContext) -> [(line: TextLine, origin: Point, paint: Paint)] {
    items.flatMap { item -> [(line: TextLine, origin: Point, paint: Paint)] in
      guard let corner = context.place(item.place) else { return [] }
      return item.lines.enumerated().map { index, label in
        let line = context.typesetter.line(label, size: Self.size)
        let origin = Point(
          x: corner.x - item.alignment * line.width,
          y: corner.y + 16 + Double(index) * Self.lineHeight)
        return (line, origin, item.paint)
      }
    }
  }

  func elements(in context: PanelContext) -> [Scene.Element] {
    lines(in: context).map {
      .text($0.line, at: $0.origin, angle: 0, paint: $0.paint, halo: true)
    }
  }

  func occupied(in context: PanelContext) -> [Point] {
    lines(in: context).flatMap { line, origin, _ in
      let middle = origin.y - line.ascent / 2
      return context.samples(along: [
        Point(x: origin.x, y: middle), Point(x: origin.x + line.width, y: middle),
      ])
    }
  }
}
