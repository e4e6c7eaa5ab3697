import Foundation
import Testing

/// What a run leaves alone, takes away, and never leaves behind.
@Suite struct LeftoverTests {
  private static let report = ["report", "--quiet", "--format", "svg"]

  @Test func aReportLeavesWhatItDidNotMakeUnlessItsFigureIsGone() throws {
    try Samples.withFolder { folder in
      let figures = folder.appending(path: "output/figures")
      try Self.run(["figure", "covariance", "--quiet", "--format", "pdf"], in: folder)
      try Data("mine".utf8).write(to: figures.appending(path: "notes.txt"))
      try FileManager.default.createSymbolicLink(
        atPath: figures.appending(path: "data-fit.pdf").path, withDestinationPath: "notes.txt")
      try Self.run(Self.report, in: folder)
      let kept = Set(Samples.contents(of: figures))
      #expect(kept.isSuperset(of: ["covariance.pdf", "covariance.svg", "notes.txt"]))
      #expect(kept.isSuperset(of: ["data-fit.pdf", "data-fit.svg"]))
    }
  }

  /// With one parameter there is no plane to draw: the earlier problem's picture of it goes.
  @Test func noFigureOfAnotherProblemStaysBesideTheReport() throws {
    try Samples.withFolder { folder in
      let figures = folder.appending(path: "output/figures")
      try Self.run(["figure", "loss-surface", "--quiet", "--format", "svg,pdf"], in: folder)
      try FileManager.default.createSymbolicLink(
        atPath: figures.appending(path: "loss-surface@dark.png").path,
        withDestinationPath: "loss-surface.svg")
      try Self.run(Self.report + ["--model", "m*x"], in: folder)
      let left = Samples.contents(of: figures).filter { $0.hasPrefix("loss-surface.") }
      #expect(left == [])
      let links = Samples.contents(of: figures).filter { $0.hasPrefix("loss-surface@") }
      #expect(links == ["loss-surface@dark.png"])
    }
  }

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

  private static func run(_ arguments: [String], in folder: URL) throws {
    let run = try Program.start(Program.path, arguments, in: folder)
    #expect(run.code == 0, "\(run.errors)")
  }
}
