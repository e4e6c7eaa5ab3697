/// Set III of the four with equal regressions.
///
/// Source: F. J. Anscombe, "Graphs in statistical analysis", The American Statistician 27, 1973.
struct Anscombe3: BuiltinDataset {
  let name = "anscombe3"
  let summary = "11 points, Anscombe's set III: a line with one point far off it"
  let columns: [Dataset.Column] = [
    .init(name: "x", values: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]),
    .init(
      name: "y",
      values: [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]),
  ]
}
