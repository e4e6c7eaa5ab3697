// swift-tools-version: 6.2
import PackageDescription

/// Settings that every Swift target of the package shares.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Settings of the targets that call C.
let strictWithC: [SwiftSetting] = strict + [.strictMemorySafety()]

/// glibc's vector functions, which it has for this processor only on Debian 12.
#if arch(x86_64)
  let vectorMath: [LinkerSetting] = [.linkedLibrary("m"), .linkedLibrary("mvec")]
#else
  let vectorMath: [LinkerSetting] = [.linkedLibrary("m")]
#endif

let package = Package(
  name: "gradient-report",
  products: [
    .executable(name: "gradient-report", targets: ["gradient-report"]),
    .library(name: "Formula", targets: ["Formula"]),
    .library(name: "TrainingCore", targets: ["TrainingCore"]),
    .library(name: "Plotting", targets: ["Plotting"]),
    .library(name: "Rendering", targets: ["Rendering"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    // MARK: The flow, upstream first. A target may import only targets listed above it.
    .target(name: "Formula", swiftSettings: strict),
    .target(
      name: "TrainingCore",
      dependencies: ["Formula", "CKernels", "CTable", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: strictWithC, plugins: ["GenerateRegistry"]),
    .target(
      name: "Typesetting", dependencies: ["CHarfBuzz", "CFontconfig", "CFribidi"],
      swiftSettings: strictWithC),
    .target(name: "Plotting", dependencies: ["Typesetting"], swiftSettings: strict),
    .target(
      name: "Rendering",
      dependencies: ["CCairo", "CDeflate", "CMalloc", "Plotting", "Typesetting"],
      swiftSettings: strictWithC),
    .target(
      name: "Figures", dependencies: ["Plotting", "Typesetting", "TrainingCore", "Formula"],
      swiftSettings: strict, plugins: ["GenerateRegistry"]),
    .target(
      name: "ReportTemplates", path: "Templates", swiftSettings: strict, plugins: ["EmbedTemplates"]
    ),
    .target(
      name: "Report",
      dependencies: [
        "Figures", "Rendering", "Plotting", "Typesetting", "TrainingCore", "Formula",
        "ReportTemplates", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: strict, plugins: ["GenerateRegistry"]),
    .executableTarget(
      name: "gradient-report",
      dependencies: [
        "Report", "Figures", "Rendering", "Plotting", "TrainingCore", "Formula",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: The gallery, for whoever works on the plotting layer
    .target(
      name: "Gallery", dependencies: ["Plotting", "Typesetting"], swiftSettings: strict,
      plugins: ["GenerateRegistry"]),
    .executableTarget(
      name: "plot-gallery", dependencies: ["Gallery", "Rendering", "Plotting", "Typesetting"],
      swiftSettings: strict),

    // MARK: Our own C, and C libraries
    .target(
      name: "CKernels",
      linkerSettings: vectorMath),
    .target(name: "CTable"),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(
      name: "CHarfBuzz", pkgConfig: "harfbuzz", providers: [.apt(["libharfbuzz-dev"])]),
    .systemLibrary(
      name: "CFontconfig", pkgConfig: "fontconfig", providers: [.apt(["libfontconfig-dev"])]),
    .systemLibrary(name: "CFribidi", pkgConfig: "fribidi", providers: [.apt(["libfribidi-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),

    // MARK: Build tools
    .executableTarget(name: "embed-templates"),
    .plugin(name: "EmbedTemplates", capability: .buildTool(), dependencies: ["embed-templates"]),
    .executableTarget(name: "generate-registry"),
    .plugin(
      name: "GenerateRegistry", capability: .buildTool(), dependencies: ["generate-registry"]),

    // MARK: Tests
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(name: "FormulaTests", dependencies: ["Formula"], swiftSettings: strict),
    .testTarget(
      name: "TrainingCoreTests",
      dependencies: ["TrainingCore", "Formula", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: strict),
    .testTarget(name: "TypesettingTests", dependencies: ["Typesetting"], swiftSettings: strict),
    .testTarget(
      name: "PlottingTests", dependencies: ["Plotting", "Typesetting"], swiftSettings: strict),
    .testTarget(
      name: "RenderingTests", dependencies: ["Rendering", "Plotting", "Typesetting"],
      swiftSettings: strict),
    .testTarget(
      name: "GalleryTests", dependencies: ["Gallery", "Rendering", "Plotting", "Typesetting"],
      swiftSettings: strict),
    .testTarget(
      name: "FiguresTests",
      dependencies: ["Figures", "Plotting", "Typesetting", "TrainingCore", "Rendering"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportTests",
      dependencies: ["Report", "Figures", "Plotting", "TrainingCore", "ReportTemplates"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
