/// 64 noisy points about a line.
struct Line64: BuiltinDataset {
  let name = "line64"
  let summary = "64 points of y = 1.5 x - 0.5 with noise of deviation 0.3, x from -2 to 2"
  let at = NoisyLine.at
  var columns: [Dataset.Column] { NoisyLine.columns(count: 64) }
}
