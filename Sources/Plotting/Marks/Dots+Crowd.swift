public import Typesetting

extension Dots {
  /// What is drawn in place of more dots than can be told apart.
  public enum Crowd: Sendable, Hashable {
    /// Cells of about so many px, coloured by the logarithm of the count of points in each; a note
    /// says what the strongest colour holds.
    case density(cell: Double)
    /// All dots nevertheless.
    case draw
    /// So many of the points, chosen at random with a seed; a note says so.
    case thin(Int, seed: UInt64)
  }

  /// Whether there are more points than are drawn one by one.
  var isCrowded: Bool { points.count > max(limit, 0) }

  /// The counts that are drawn in place of the points, if they are.
  func counts(in context: PanelContext) -> PointCounts? {
    guard isCrowded, case .density(let cell) = crowd else { return nil }
    return PointCounts(points, in: context, cell: cell)
  }

  /// The points that are drawn one by one.
  var shown: [Position] {
    guard isCrowded, case .thin(let wanted, let seed) = crowd else { return points }
    let finite = points.filter(\.isFinite)
    return Thinning.indices(choosing: wanted, of: finite.count, seed: seed).map { finite[$0] }
  }

  /// The counts as one grid of colours.
  func density(_ counts: PointCounts) -> [Scene.Element] {
    guard counts.most > 0 else { return [] }
    return [.group(label: "dots", clip: nil, [.cells(counts.cells, in: counts.frame)])]
  }

  /// One at the fullest cell.
  func densityLabels(_ counts: PointCounts) -> [LabelRequest] {
    guard let label, counts.most > 0,
      let fullest = counts.counts.firstIndex(of: UInt32(counts.most))
    else { return [] }
    return [
      LabelRequest(
        label, anchor: counts.center(fullest), paint: Paint(.text(.gradientOfAverage)), priority: 8,
        clearance: 5, symbol: .swatch(Paint(.ramp(.sequential, 0.7))))
    ]
  }

  /// How a crowd was drawn: counts, sizes and what cannot be seen; of fewer points how many a
  /// logarithmic axis leaves out.
  public func notes(in context: PanelContext) -> [Label] {
    guard isCrowded else { return context.noteOnUnplaced(points) }
    switch crowd {
    case .draw: return []
    case .thin(let wanted, let seed):
      let count = points.reduce(0) { $1.isFinite ? $0 + 1 : $0 }
      guard wanted < count else { return [] }
      return [
        Label(
          verbatim: "\(max(wanted, 0).grouped) of \(count.grouped) points are shown, chosen at "
            + "random (seed \(seed)).")
      ]
    case .density:
      return counts(in: context).map { [Self.note(on: $0)] } ?? []
    }
  }

  private static func note(on counts: PointCounts) -> Label {
    let width = counts.frame.width / Double(counts.columns)
    let height = counts.frame.height / Double(counts.rows)
    let size = TickFormat.fixed((width * height).squareRoot(), decimals: 1)
    var text = "\(counts.finite.grouped) points, counted in cells of \(size) px"
    if counts.most > 1 {
      text += ": the faintest colour is 1 point, the strongest \(counts.most.grouped), by logarithm"
    }
    switch counts.outside {
    case 0: text += "."
    case 1: text += "; 1 point lies outside the frame."
    default: text += "; \(counts.outside.grouped) lie outside the frame."
    }
    return Label(verbatim: text)
  }
}
