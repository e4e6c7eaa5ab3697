/// Set II of the four with equal regressions.
///
/// Source: F. J. Anscombe, "Graphs in statistical analysis", The American Statistician 27, 1973.
struct Anscombe2: BuiltinDataset {
  let name = "anscombe2"
  let summary = "11 points, Anscombe's set II: a curve, not a line"
  let columns: [Dataset.Column] = [
    .init(name: "x", values: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]),
    .init(
      name: "y",
      values: [9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74]),
  ]
}
