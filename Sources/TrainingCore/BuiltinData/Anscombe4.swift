/// Set IV of the four with equal regressions.
///
/// Source: F. J. Anscombe, "Graphs in statistical analysis", The American Statistician 27, 1973.
struct Anscombe4: BuiltinDataset {
  let name = "anscombe4"
  let summary = "11 points, Anscombe's set IV: a single point that decides the slope"
  let columns: [Dataset.Column] = [
    .init(name: "x", values: [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8]),
    .init(
      name: "y",
      values: [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89]),
  ]
}
