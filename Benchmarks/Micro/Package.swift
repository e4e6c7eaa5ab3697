// swift-tools-version: 6.2
import PackageDescription

/// Apart from the package around it, because ordo-one/benchmark builds its targets with flags of its
/// own, and because nobody should have to build that package in order to run `Benchmarks/compare`.
let package = Package(
  name: "Micro",
  dependencies: [
    .package(name: "gradient-report", path: "../.."),
    // Without its traits: they count allocations by packages that are not needed here.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "micro",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "TrainingCore", package: "gradient-report"),
      ],
      path: "Benchmarks/micro",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
