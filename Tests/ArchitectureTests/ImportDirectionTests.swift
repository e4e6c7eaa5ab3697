import Foundation
import Testing

/// The package's one-way flow: a target may import only what stands upstream of it.
@Suite struct ImportDirectionTests {
  /// What each target may import of this package.
  static let allowed: [String: Set<String>] = [
    "Formula": [],
    "TrainingCore": ["Formula"],
    "Typesetting": ["CHarfBuzz", "CFontconfig", "CFribidi"],
    "Plotting": ["Typesetting"],
    "Rendering": ["CCairo", "CDeflate", "CMalloc", "Plotting", "Typesetting"],
    "Gallery": ["Plotting", "Typesetting"],
    "plot-gallery": ["Gallery", "Rendering", "Plotting", "Typesetting"],
    "Figures": ["Plotting", "Typesetting", "TrainingCore", "Formula"],
    "Report": [
      "Figures", "Rendering", "Plotting", "Typesetting", "TrainingCore", "Formula",
      "ReportTemplates",
    ],
    "gradient-report": [
      "Report", "Figures", "Rendering", "Plotting", "Typesetting", "TrainingCore", "Formula",
      "ReportTemplates",
    ],
  ]
  static let own = Set(allowed.keys).union([
    "CCairo", "CDeflate", "CHarfBuzz", "CFontconfig", "CFribidi", "CMalloc", "ReportTemplates",
  ])

  /// The module named on an import's line, or nil.
  static func module(of line: Substring) -> String? {
    let words = line.split(separator: " ").map(String.init)
    guard !line.hasPrefix(" "), let place = words.firstIndex(of: "import"),
      words[..<place].allSatisfy({
        $0.hasPrefix("@") || ["public", "internal", "private"].contains($0)
      }),
      let name = words.dropFirst(place + 1).last
    else { return nil }
    return String(name.prefix { $0 != "." })
  }

  @Test(arguments: allowed.keys.sorted())
  func aTargetImportsOnlyWhatIsUpstream(target: String) throws {
    let files = Repository.files(below: "Sources/\(target)", endingIn: ".swift")
    #expect(!files.isEmpty)
    for file in files {
      for line in try Repository.lines(of: file) {
        guard let module = Self.module(of: line), Self.own.contains(module) else { continue }
        #expect(Self.allowed[target]?.contains(module) == true, "\(file) imports \(module)")
      }
    }
  }

  @Test func everyTargetIsListed() throws {
    let folders = Set(
      Repository.files(below: "Sources", endingIn: ".swift")
        .compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
    #expect(folders.subtracting(Self.allowed.keys) == ["embed-templates", "generate-registry"])
  }

  @Test(arguments: [
    ("import Formula", "Formula"), ("public import Plotting", "Plotting"),
    ("@testable import Report", "Report"), ("import struct Report.Chapter", "Report"),
  ])
  func importsAreRecognised(line: String, module: String) {
    #expect(Self.module(of: line[...]) == module)
  }

  @Test func proseIsNotAnImport() {
    #expect(Self.module(of: "/// To import Report, write it.") == nil)
  }
}
