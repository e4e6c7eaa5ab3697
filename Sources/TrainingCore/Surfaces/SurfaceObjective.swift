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

/// Formulas step by step, over blocks of rows.
struct FormulaObjective: SurfaceObjective {
  private let program: SurfaceProgram
  /// The columns that the loss needs.
  private let columns: [[Double]]
  let isSmooth: Bool
  let rows: Int
  /// Rows of one task, and rows times points: a few milliseconds of work, so that a cancelled
  /// surface ends soon.
  private static let taskRows = 1 << 16
  private static let taskCells = 1 << 18

  init(_ formula: PlaneFormula) {
    let work = formula.work
    program = SurfaceProgram(work.program, output: work.loss)
    columns = program.columns.map { work.columns[$0] }
    isSmooth = !work.program.hasKinks
    rows = work.rows
  }

  func values(
    at points: [(u: Double, v: Double)], _ tasks: SurfaceTasks, span: ClosedRange<Double>
  ) throws(SurfaceError) -> [Double] {
    let chunks = (rows + Self.taskRows - 1) / Self.taskRows
    let tile = max(1, Self.taskCells / min(rows, Self.taskRows))
    let tiles = (points.count + tile - 1) / tile
    var sums = [[Double]](repeating: [], count: points.count)
    let width = (span.upperBound - span.lowerBound) / Double(chunks)
    for chunk in 0..<chunks {
      let range = chunk * Self.taskRows..<min(rows, (chunk + 1) * Self.taskRows)
      // One after the other, as the kernel wants them.
      let values = columns.flatMap { $0[range] }
      let start = span.lowerBound + width * Double(chunk)
      let found = try tasks.run(
        tiles, cost: Double(program.size) * Double(range.count) * Double(points.count),
        span: start...start + width
      ) { index in
        program.sums(
          values, rows: range.count,
          at: points[index * tile..<min(points.count, (index + 1) * tile)])
      }
      for (index, sum) in found.joined().enumerated() { sums[index].append(sum) }
    }
    return sums.map { Summation.pairwise($0) / Double(rows) }
  }
}
