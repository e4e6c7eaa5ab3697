import Foundation
import Testing

@testable import Report

@Suite struct OutputFolderTests {
  @Test func writesFilesIntoNewFolders() throws {
    try Samples.withFolder { folder in
      let target = folder.appending(path: "a/b").path
      let paths = try OutputFolder(target).write([
        OutputFile(path: "figures/one.csv", text: "1"), OutputFile(path: "page.html", text: "p"),
      ])
      #expect(paths == ["\(target)/figures/one.csv", "\(target)/page.html"])
      #expect(try String(contentsOfFile: paths[0], encoding: .utf8) == "1")
      #expect(
        Samples.contents(of: folder.appending(path: "a/b")) == [
          "figures", "figures/one.csv", "page.html",
        ])
    }
  }

  @Test func aCheckLeavesNothingBehind() throws {
    try Samples.withFolder { folder in
      try OutputFolder(folder.appending(path: "a/b").path).check(["page.html", "figures/a.csv"])
      #expect(Samples.contents(of: folder) == [])
      let figures = folder.appending(path: "out/figures")
      try FileManager.default.createDirectory(at: figures, withIntermediateDirectories: true)
      try OutputFolder(folder.appending(path: "out").path).check(["page.html", "figures/a.csv"])
      #expect(Samples.contents(of: folder) == ["out", "out/figures"])
    }
  }

  @Test func replacesALinkInsteadOfWritingThroughIt() throws {
    try Samples.withFolder { folder in
      let outside = folder.appending(path: "outside.txt")
      let output = folder.appending(path: "out")
      try "untouched".write(to: outside, atomically: true, encoding: .utf8)
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        at: output.appending(path: "page.html"), withDestinationURL: outside)
      _ = try OutputFolder(output.path).write([OutputFile(path: "page.html", text: "new")])
      #expect(try String(contentsOf: outside, encoding: .utf8) == "untouched")
      #expect(try String(contentsOf: output.appending(path: "page.html"), encoding: .utf8) == "new")
    }
  }

  @Test func refusesAFolderThatIsALink() throws {
    try Samples.withFolder { folder in
      let output = folder.appending(path: "out")
      let elsewhere = folder.appending(path: "elsewhere")
      for url in [output, elsewhere] {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      }
      try FileManager.default.createSymbolicLink(
        at: output.appending(path: "figures"), withDestinationURL: elsewhere)
      #expect(throws: OutputError.self) {
        try OutputFolder(output.path).write([
          OutputFile(path: "page.html", text: "p"), OutputFile(path: "figures/a.csv", text: "a"),
        ])
      }
      #expect(Samples.contents(of: elsewhere) == [])
      #expect(Samples.contents(of: output) == ["figures"])
    }
  }

  @Test(arguments: ["../a", "/a", "a//b", ".", "a/../../b", ""])
  func neverLeavesTheFolder(path: String) throws {
    try Samples.withFolder { folder in
      let output = folder.appending(path: "out")
      #expect(throws: OutputError.self) {
        try OutputFolder(output.path).write([OutputFile(path: path, text: "x")])
      }
      #expect(Samples.contents(of: output) == [])
    }
  }

  @Test func aFileInTheWayOfAFolderLeavesAllAsItWas() throws {
    try Samples.withFolder { folder in
      try "old".write(to: folder.appending(path: "page.html"), atomically: true, encoding: .utf8)
      try "x".write(to: folder.appending(path: "figures"), atomically: true, encoding: .utf8)
      #expect(throws: OutputError.self) {
        try OutputFolder(folder.path).write([
          OutputFile(path: "page.html", text: "new"), OutputFile(path: "figures/a.csv", text: "a"),
        ])
      }
      #expect(
        try String(contentsOf: folder.appending(path: "page.html"), encoding: .utf8) == "old")
      #expect(Samples.contents(of: folder) == ["figures", "page.html"])
    }
  }

  @Test func aFolderInTheWayOfAFileLeavesAllAsItWas() throws {
    try Samples.withFolder { folder in
      try "old".write(to: folder.appending(path: "a.txt"), atomically: true, encoding: .utf8)
      try FileManager.default.createDirectory(
        at: folder.appending(path: "page.html"), withIntermediateDirectories: true)
      #expect(throws: OutputError.self) {
        try OutputFolder(folder.path).write([
          OutputFile(path: "a.txt", text: "new"), OutputFile(path: "page.html", text: "p"),
        ])
      }
      #expect(try String(contentsOf: folder.appending(path: "a.txt"), encoding: .utf8) == "old")
      #expect(Samples.contents(of: folder) == ["a.txt", "page.html"])
    }
  }

  @Test func aFailureTakesTheNewFoldersAway() throws {
    try Samples.withFolder { folder in
      let target = folder.appending(path: "a/b")
      #expect(throws: OutputError.self) {
        try OutputFolder(target.path).write([
          OutputFile(path: "figures/one.csv", text: "1"), OutputFile(path: "..", text: "p"),
        ])
      }
      #expect(Samples.contents(of: folder) == [])
    }
  }

  /// Folders that were there, and new ones that somebody put something into, stay.
  @Test func aFailureLeavesTheFoldersOfOthers() throws {
    try Samples.withFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "out/figures"), withIntermediateDirectories: true)
      #expect(throws: OutputError.self) {
        try OutputFolder(folder.appending(path: "out").path).write([
          OutputFile(path: "figures/one.csv", text: "1"), OutputFile(path: "..", text: "p"),
        ])
      }
      #expect(Samples.contents(of: folder) == ["out", "out/figures"])
    }
  }

  /// As after Ctrl-C in the midst of writing.
  @Test func anInterruptTakesUnfinishedFilesAndNewFoldersAway() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradient-report-tests-\(UUID().uuidString)")
    await #expect(processExitsWith: .exitCode(7)) { [path = folder.path as String] in
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      for name in ["out", "out/figures"] {
        #expect(TemporaryFiles.createFolder("\(path)/\(name)") { mkdir("\(path)/\(name)", 0o777) })
      }
      _ = TemporaryFiles.create("\(path)/out/a.tmp") {
        open("\(path)/out/a.tmp", O_WRONLY | O_CREAT, 0o666)
      }
      TemporaryFiles.removeAllAndEnd { exit(7) }
    }
    #expect(Samples.contents(of: folder) == [])
    try FileManager.default.removeItem(at: folder)
  }
}
