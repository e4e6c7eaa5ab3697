// swift-tools-version: 6.2
import PackageDescription

/// The same settings as in the package that is measured.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let ours: [Target.Dependency] = [
  .product(name: "Plotting", package: "gradient-report"),
  .product(name: "Rendering", package: "gradient-report"),
]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "gradient-report", path: "..")],
  targets: [
    .target(name: "BenchmarkData", swiftSettings: strict),
    .executableTarget(
      name: "report-figures", dependencies: ["BenchmarkData"] + ours, swiftSettings: strict),
    .executableTarget(
      name: "render-figure", dependencies: ["BenchmarkData"] + ours, swiftSettings: strict),
    .executableTarget(
      name: "read-table",
      dependencies: [.product(name: "TrainingCore", package: "gradient-report")],
      swiftSettings: strict),
    .executableTarget(
      name: "catalogue",
      dependencies: [.product(name: "TrainingCore", package: "gradient-report")],
      swiftSettings: strict),
    .executableTarget(name: "encode-png", dependencies: ours, swiftSettings: strict),
    .executableTarget(
      name: "training-core",
      dependencies: [
        "BenchmarkData", .product(name: "Formula", package: "gradient-report"),
        .product(name: "TrainingCore", package: "gradient-report"),
      ], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
