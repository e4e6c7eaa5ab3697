/// Set I of the four with equal regressions.
///
/// Source: F. J. Anscombe, "Graphs in statistical analysis", The American Statistician 27, 1973.
struct Anscombe1: BuiltinDataset {
  let name = "anscombe1"
  let summary = "11 points, Anscombe's set I: a line with ordinary scatter"
  let columns: [Dataset.Column] = [
    .init(name: "x", values: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]),
    .init(
      name: "y",
      values: [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]),
  ]
}
