/// Four points whose every intermediate result is exact in binary floating point.
struct SeedPoints: BuiltinDataset {
  let name = "seed"
  let summary = "4 points (0,1) (1,2) (2,3) (3,5); every step of the derivation is exact on them"
  let at: [(name: String, value: Double)] = [("m", 0.5), ("b", 0)]
  let columns: [Dataset.Column] = [
    .init(name: "x", values: [0, 1, 2, 3]),
    .init(name: "y", values: [1, 2, 3, 5]),
  ]
}
