import Plotting
import TrainingCore
import Typesetting

/// The samples' gradients around their mean, and how far the means of random batches stray from it.
struct NoiseEllipses: FigureRecipe {
  init() {}
  var name: String { "noise-ellipses" }
  var summary: String { "the gradients’ scatter for single samples and for growing batches" }
  var position: Int { 200 }
  var cases: [String] { ["H01", "H02"] }

  /// More samples are drawn as a random part of them.
  static let dotLimit = 2000
  /// How probable it is that a normal vector lies inside an ellipse.
  static let level = 0.5

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence)
    return Figure(
      title: view.title,
      subtitle: Captions.list([
        Captions.data(
          evidence.problem,
          note: Subset.note(shown: view.rows.count, of: view.count)),
        Captions.point(evidence.problem),
      ]),
      note: view.note, description: view.description, panels: [view.panel], legend: view.legend,
      size: Size(width: 680, height: 460))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let view = try View(evidence)
    let rows = view.ellipses.map { ellipse in
      [
        ellipse.size.description, ellipse.covariance.xx.description,
        ellipse.covariance.xy.description, ellipse.covariance.yy.description,
      ]
    }
    let (x, y) = view.names
    return FigureData(
      header: [
        "batch size", "variance of d/d\(x)", "covariance", "variance of d/d\(y)",
      ], rows: rows)
  }
}

extension NoiseEllipses {
  /// The scatter of the mean of so many samples, drawn without replacement.
  struct Ellipse {
    var size: Int
    var covariance: Covariance2
  }

  struct View {
    /// N.
    var count: Int
    /// The drawn samples.
    var rows: [Int]
    var points: [Position]
    var mean: Position
    var ellipses: [Ellipse]
    var names: (String, String)
    var hasMoreParameters: Bool
    /// Whether the trace of the covariance is larger than the squared length of the mean, with all
    /// components; false where that was not measured.
    var isMostlyNoise: Bool

    init(_ evidence: Evidence) throws(Unavailable) {
      let gradients = evidence.gradient.perSample
      guard gradients.columns >= 2 else {
        throw Unavailable("the model has one parameter, so its gradients do not lie in a plane")
      }
      guard gradients.rows >= 3 else {
        throw Unavailable("batches of growing size need at least three samples")
      }
      let (first, second) = Self.plane(evidence)
      count = gradients.rows
      names = (evidence.problem.parameters[first], evidence.problem.parameters[second])
      hasMoreParameters = gradients.columns > 2
      rows = Subset.indices(of: count, limit: dotLimit, seed: evidence.problem.seed)
      points = rows.map { Position(gradients[$0, first], gradients[$0, second]) }
      mean = Position(
        evidence.gradient.gradientOfAverage[first], evidence.gradient.gradientOfAverage[second])
      let spread = Self.covariance(gradients.column(first), gradients.column(second))
      let trace = spread.xx + spread.yy
      let isFinite = (points + [mean]).allSatisfy { $0.x.isFinite && $0.y.isFinite }
      // Below the normal numbers a covariance has no digits left to be one.
      let isDrawable = trace.isFinite && trace > 1e-280 && isFinite && spread.eigen != nil
      guard isDrawable else {
        throw Unavailable("the samples’ gradients do not scatter, or not within numbers")
      }
      let all = count
      ellipses = Self.sizes(all).map { Self.ellipse(of: $0, spread, count: all) }
      let noise = try? evidence.measured("H02")
      isMostlyNoise =
        noise.map { ($0.closedFormGap?.first ?? 0) > ($0.comparison.left.first ?? 0) } ?? false
    }

    /// The two of the largest components that go least together: collinear ones would be a line.
    private static func plane(_ evidence: Evidence) -> (Int, Int) {
      let gradients = evidence.gradient.perSample
      let usual = evidence.shownPlane
      guard gradients.columns > 2 else { return usual }
      let mean = evidence.gradient.gradientOfAverage
      let order = mean.indices.sorted {
        abs(mean[$0]) == abs(mean[$1]) ? $0 < $1 : abs(mean[$0]) > abs(mean[$1])
      }
      let largest = Array(order.prefix(6)).sorted()
      let columns = largest.map { gradients.column($0) }
      var best: (pair: (Int, Int), together: Double) = (usual, 1)
      for i in largest.indices {
        for j in i + 1..<largest.count {
          let spread = covariance(columns[i], columns[j])
          let size = (spread.xx * spread.yy).squareRoot()
          let together = size > 0 ? abs(spread.xy) / size : 1
          if together < best.together - 1e-9 { best = ((largest[i], largest[j]), together) }
        }
      }
      return best.pair
    }

    /// Single samples and two larger batches, each with about half the spread of the one before where
    /// there are samples enough; all samples together have no spread at all.
    private static func sizes(_ count: Int) -> [Int] {
      if count > 16 { return [1, 4, 16] }
      return count > 4 ? [1, 2, 4] : [1, 2, 3].filter { $0 < count }
    }

    private static func covariance(_ x: [Double], _ y: [Double]) -> Covariance2 {
      let count = Double(x.count)
      func mean(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 / count } }
      let (middleX, middleY) = (mean(x), mean(y))
      let (a, b) = (x.map { $0 - middleX }, y.map { $0 - middleY })
      return Covariance2(
        xx: mean(a.map { $0 * $0 }), xy: mean(zip(a, b).map { $0 * $1 }),
        yy: mean(b.map { $0 * $0 }))
    }

    /// S / B times (N - B) / (N - 1), component by component.
    private static func ellipse(of size: Int, _ spread: Covariance2, count: Int) -> Ellipse {
      let factor = Double(count - size) / Double(count - 1) / Double(size)
      return Ellipse(
        size: size,
        covariance: Covariance2(
          xx: factor * spread.xx, xy: factor * spread.xy, yy: factor * spread.yy))
    }

    /// What can be seen.
    var title: Label {
      isMostlyNoise
        ? "Single gradients scatter by more than the length of their mean"
        : "The larger the batch, the closer its gradient is to the mean"
    }

    var note: Label? {
      let percent = NumberText.short(100 * NoiseEllipses.level)
      return Label(
        verbatim: "An ellipse would hold \(percent) % of the batches’ mean gradients if they were "
          + "normal; batches are drawn without replacement."
          + (hasMoreParameters ? " Two of the gradient’s components are shown." : ""))
    }

    /// Ellipses lie inside each other by their size, so one entry names all that are of batches.
    var legend: [LegendEntry] {
      let batches = ellipses.map(\.size).filter { $0 > 1 }.map { NumberText.count($0) }
      func line(_ size: Int) -> LegendEntry.Symbol { .line(Stroke(Self.paint(size), width: 1.5)) }
      return [
        LegendEntry(.dot(Paint(.sample)), "one sample’s gradient"),
        LegendEntry(.ring(Paint(.gradientOfAverage)), "gradient of the average loss"),
        LegendEntry(line(1), "scatter of single samples"),
        LegendEntry(
          line(2),
          Label(verbatim: "of batches of " + batches.joined(separator: " and, inside, of "))),
      ]
    }

    var description: String {
      let spreads = ellipses.map { ellipse in
        "\(NumberText.count(ellipse.size)): \(NumberText.short(ellipse.covariance.xx.squareRoot())) "
          + "and \(NumberText.short(ellipse.covariance.yy.squareRoot()))"
      }
      return
        "Grey dots are the gradients of single samples, by \(names.0) and \(names.1); the blue ring "
        + "at \(NumberText.vector([mean.x, mean.y], digits: 5)) is the gradient of the average loss. "
        + "Around it lie ellipses for the mean gradients of random batches. Standard deviations by "
        + "batch size: " + spreads.joined(separator: "; ")
        + ". The batch of all \(NumberText.count(count)) samples does not scatter."
    }

    var panel: Panel {
      let dots = Dots(
        points, paint: Paint(.sample, opacity: points.count > 200 ? 0.5 : 1),
        radius: points.count > 200 ? 2 : 3.5, halo: points.count <= 200)
      var marks: [any Mark] = [
        Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
        Rule(.vertical(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)), dots,
      ]
      marks += ellipses.map { ellipse in
        CovarianceEllipse(
          mean: mean, covariance: ellipse.covariance, levels: [NoiseEllipses.level],
          paint: Self.paint(ellipse.size), fillOpacity: 0.06, hasMean: false)
      }
      marks.append(Dots([mean], paint: Paint(.gradientOfAverage), radius: 5, style: .ring))
      return Panel(
        x: Axis(Names.partial(names.0)), y: Axis(Names.partial(names.1)), frame: .box,
        marks: marks)
    }

    private static func paint(_ size: Int) -> Paint {
      Paint(size == 1 ? .sample : .averageOfGradients)
    }
  }
}
