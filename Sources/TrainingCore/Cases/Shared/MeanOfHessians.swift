/// The mean of the samples' Hessians, with the size of what was added up.
struct MeanOfHessians {
  /// P times P, row by row.
  private(set) var mean: [Double]
  /// How much each element may be off by rounding.
  private(set) var bound: [Double]

  /// A relative change of target and prediction that shows how rounding in them is carried on.
  private static let nudge = 0x1p-20

  init(_ work: Workload, at: [Double]) {
    let totals = Self.totals(work, at: at)
    let operations = Double(work.program.steps.count + Summation.deepest(work.rows) + 8)
    mean = totals.map { $0.sum.total / Double(work.rows) }
    bound = totals.map {
      operations * RoundingEstimate.unit * $0.size.total / Double(work.rows)
    }
  }

  /// For each element its sum, and the sum of how large it is and how much the nudge moves it.
  private static func totals(
    _ work: Workload, at: [Double]
  ) -> [(sum: RunningSum, size: RunningSum)] {
    var tape = CurvatureTape<SIMD8<Double>>(work)
    let (size, lanes) = (at.count, SIMD8<Double>.scalarCount)
    var totals = Array(repeating: (sum: RunningSum(), size: RunningSum()), count: size * size)
    let moved = nudged(work, SampleTape.run(work, at: at).samples.predictions)
    for row in 0..<work.rows {
      for first in stride(from: 0, to: size, by: lanes) {
        let pair = [work.columns, moved].map {
          tape.products(row: row, $0, at: at) { .unit($0, from: first) }
        }
        for other in 0..<size {
          for lane in 0..<min(lanes, size - first) {
            let (cell, value) = ((first + lane) * size + other, pair[0][other][lane])
            totals[cell].sum.add(value)
            totals[cell].size.add(abs(value) + abs(pair[1][other][lane] - value) / nudge)
          }
        }
      }
    }
    return totals
  }

  /// The targets moved by a small share of themselves or of the prediction.
  private static func nudged(_ work: Workload, _ predictions: [Double]) -> [[Double]] {
    var columns = work.columns
    columns[work.target] = zip(columns[work.target], predictions).map {
      $0 + nudge * max(abs($0), abs($1))
    }
    return columns
  }
}
