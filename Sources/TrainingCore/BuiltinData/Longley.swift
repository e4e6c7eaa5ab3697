/// Employment in the United States, 1947 to 1962, with six inputs that nearly depend on each other.
///
/// Source: NIST Statistical Reference Datasets, linear regression, Longley (higher difficulty);
/// x1 to x6 are the price deflator, the national product, unemployment, the armed forces, the
/// population and the year.
struct Longley: BuiltinDataset {
  let name = "longley"
  let summary = "16 years, NIST StRD Longley: employment by six nearly dependent inputs"
  let inputs = ["x1", "x2", "x3", "x4", "x5", "x6"]
  let columns: [Dataset.Column] = [
    .init(
      name: "x1",
      values: [
        83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2,
        115.7, 116.9,
      ]),
    .init(
      name: "x2",
      values: [
        234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769,
        444546, 482704, 502601, 518173, 554894,
      ]),
    .init(
      name: "x3",
      values: [
        2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806,
        4007,
      ]),
    .init(
      name: "x4",
      values: [
        1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572,
        2827,
      ]),
    .init(
      name: "x5",
      values: [
        107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445,
        121950, 123366, 125368, 127852, 130081,
      ]),
    .init(
      name: "x6",
      values: [
        1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961,
        1962,
      ]),
    .init(
      name: "y",
      values: [
        60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655,
        69564, 69331, 70551,
      ]),
  ]
}
