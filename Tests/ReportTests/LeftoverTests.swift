import Foundation
import Testing

/// What a run never leaves behind.
@Suite struct LeftoverTests {
  /// What is in the way is found before the work, and no empty folder remains.
  @Test(arguments: [("report.html", "report.json"), ("figures/covariance.svg", "report.html")])
  func aFolderInTheWayIsFoundBeforeTheWork(target: String, other: String) throws {
    try Samples.withFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "output/\(target)"), withIntermediateDirectories: true)
      let before = Samples.contents(of: folder)
      let run = try Program.run("report", "--format", "svg", in: folder)
      #expect(run.code == 73)
      #expect(run.errors.contains("output/\(target): cannot be created; it is a folder"))
      #expect(!run.errors.contains("drawing"), "\(run.errors)")
      #expect(Samples.contents(of: folder) == before)
    }
  }

  @Test func aFileInThePlaceOfAFolderIsSaidToBeOne() throws {
    try Samples.withFolder { folder in
      try Data().write(to: folder.appending(path: "f"))
      let run = try Program.run("figure", "--quiet", "--output", "f/x/y", in: folder)
      #expect(run.code == 73)
      #expect(
        run.errors == "gradient-report: f/x/y: cannot be created; f is no folder\n")
    }
  }
}
