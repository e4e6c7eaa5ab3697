/// The mean loss at single points of a plane, by going over all rows.
protocol SurfaceObjective: Sendable {
  /// The number of samples.
  var rows: Int { get }
  /// Whether the mean loss has derivatives of every order on the plane, as far as formulas tell.
  var isSmooth: Bool { get }
  /// The mean losses at points (u, v), in their order.
  func values(
    at points: [(u: Double, v: Double)], _ tasks: SurfaceTasks, span: ClosedRange<Double>
  ) throws(SurfaceError) -> [Double]
}

/// Formulas by the column tape's forward pass.
struct FormulaObjective: SurfaceObjective {
  private let work: Workload
  let isSmooth: Bool
  var rows: Int { work.rows }
  /// Rows of one task, and points: together about ten milliseconds of work, so that a cancelled
  /// surface ends soon.
  private static let taskRows = 1 << 16
  private static let taskCells = 1 << 17

  init(_ formula: PlaneFormula) {
    work = formula.work
    isSmooth = !formula.work.program.hasKinks
  }

  func values(
    at points: [(u: Double, v: Double)], _ tasks: SurfaceTasks, span: ClosedRange<Double>
  ) throws(SurfaceError) -> [Double] {
    let chunks = (rows + Self.taskRows - 1) / Self.taskRows
    let tile = max(1, Self.taskCells / min(rows, Self.taskRows))
    var sums = [[Double]](repeating: [], count: points.count)
    let width = (span.upperBound - span.lowerBound) / Double(chunks)
    for chunk in 0..<chunks {
      let range = chunk * Self.taskRows..<min(rows, (chunk + 1) * Self.taskRows)
      let part = chunks == 1 ? work : work.part(range)
      let steps = Double(work.program.steps.count)
      let start = span.lowerBound + width * Double(chunk)
      let tiles = (points.count + tile - 1) / tile
      let found = try tasks.run(
        tiles, cost: 2 * steps * Double(range.count) * Double(points.count),
        span: start...start + width
      ) { index in
        var tape = ColumnTape(part, at: [0, 0])
        return points[index * tile..<min(points.count, (index + 1) * tile)].map { point in
          tape.move(to: [point.u, point.v])
          return tape.sums(of: [part.loss])[0]
        }
      }
      for (index, sum) in found.joined().enumerated() { sums[index].append(sum) }
    }
    return sums.map { Summation.pairwise($0) / Double(rows) }
  }
}
