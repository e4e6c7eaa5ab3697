import Foundation
import Testing

/// Every mistake that a user can make with data and formulas: the exact code and the exact words.
@Suite struct BadInputTests {
  /// A file's content (nil for none), the options, the code, and the standard error.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var csv: String?
    var options: [String] = []
    var code: Int32
    var message: String

    init(_ name: String, _ csv: String?, _ options: [String] = [], _ code: Int32, _ message: String)
    {
      testDescription = name
      self.csv = csv
      self.options = options
      self.code = code
      self.message = message
    }
  }

  static let table = "size,price\n1,2\n2,3\n4,5\n"

  static let mistakes = [
    Mistake("missing file", nil, [], 66, "sub/d.csv: no such file; check the name"),
    Mistake(
      "empty file", "", [], 65, "sub/d.csv: the file is empty; give a table with a header line"),
    Mistake(
      "header only", "size,price\n", [], 65,
      "sub/d.csv: there is no row of data; "
        + "give at least 2 rows, for there is nothing to average otherwise"),
    Mistake(
      "one row", "size,price\n1,2\n", [], 65,
      "sub/d.csv: there is only one row of data; "
        + "give at least 2 rows, for there is nothing to average otherwise"),
    Mistake(
      "no such column", table, ["--x", "sise"], 64,
      "sub/d.csv: --x: there is no column \"sise\"; did you mean size?"),
    Mistake(
      "no such column and none near", table, ["--y", "colour"], 64,
      "sub/d.csv: --y: there is no column \"colour\"; the columns are size, price"),
    Mistake(
      "text in a number", "size,price\n1,2\n2,three\n3,4\n", [], 65,
      "sub/d.csv:3:3: \"three\" in the column \"price\" is not a number; "
        + "correct it, or leave the field empty to drop the row"),
    Mistake(
      "NaN", "size,price\n1,2\n2,NaN\n3,4\n", [], 65,
      "sub/d.csv:3:3: \"NaN\" in the column \"price\" is not a finite number; "
        + "leave the field empty to drop the row"),
    Mistake(
      "infinity", "size,price\n1,2\n-inf,3\n3,4\n", [], 65,
      "sub/d.csv:3:1: \"-inf\" in the column \"size\" is not a finite number; "
        + "leave the field empty to drop the row"),
    Mistake(
      "unknown model", table, ["--model", "lime"], 64,
      "--model: there is no model \"lime\"; did you mean line?"),
    Mistake(
      "unknown loss", table, ["--loss", "hubber"], 64,
      "--loss: there is no loss \"hubber\"; did you mean huber?"),
    Mistake(
      "empty model", table, ["--model", " "], 64,
      "--model: the formula is empty; write for example m*x + b"),
    Mistake(
      "empty loss", table, ["--loss", ""], 64,
      "--loss: the formula is empty; write for example (y - f)^2"),
    Mistake(
      "misspelt column in a formula", "size,age,price\n1,2,3\n2,3,5\n4,5,6\n",
      ["--y", "price", "--model", "a*siz + b"], 64,
      "sub/d.csv: it is not clear which columns are meant; columns of numbers: size, age, price; "
        + "by \"siz\" in --model, did you mean size?"),
  ]

  @Test(arguments: mistakes)
  func saysWhatIsWrongInOneLineAndLeavesEarlierOutputUntouched(mistake: Mistake) throws {
    try Self.withEarlierOutput { folder in
      let run = try Self.run(mistake.csv, mistake.options, in: folder)
      #expect(run.code == mistake.code)
      #expect(run.errors == "gradient-report: \(mistake.message)\n")
      #expect(run.output == "")
    }
  }

  @Test(arguments: [
    (["reprot"], "unexpected argument 'reprot'; did you mean report?"),
    (
      ["report", "houses.csv"],
      "unexpected argument 'houses.csv'; data are given with --data houses.csv"
    ),
    (["report", "--data"], "missing value for '--data <data>'; see gradient-report --help"),
    (["figure", "nope"], "there is no figure 'nope'; see gradient-report list figures"),
    (["figure", "loss"], "there is no figure 'loss'; did you mean loss-surface?"),
    (["report", "--set", "a=b"], "unknown option '--set'; did you mean '--at'?"),
    (
      ["figure", "clipping", "--cases", "A01"],
      "unknown option '--cases'; did you mean '--loss'?"
    ),
    (
      ["report", "--delimiter", "a"],
      "--delimiter: \"a\" cannot stand between fields; give tab or one sign such as , ; | : _ but no "
        + "letter, digit, blank, quotation mark, + - or ."
    ),
    (
      ["list", "model"],
      "the value 'model' is invalid for '<subject>'. Please provide one of the following: "
        + "models, losses, aggregations, optimizers, cases, figures, datasets; see gradient-report --help"
    ),
  ])
  func wrongUsageIsOneLineWithAdvice(arguments: [String], message: String) throws {
    try Samples.withFolder { folder in
      let run = try Program.start(Program.path, arguments, in: folder)
      #expect(run.code == 64)
      #expect(run.errors == "gradient-report: \(message)\n")
    }
  }

  @Test func namesOfColumnsMayHaveBlanksAfterTheCommas() throws {
    try Samples.withFolder { folder in
      try Data("u,v,y\n1,2,3\n2,1,5\n3,7,4\n".utf8).write(to: folder.appending(path: "d.csv"))
      let run = try Program.run(
        "figure", "--quiet", "--data", "d.csv", "--x", "u, v", "--y", "y", in: folder)
      #expect(run.code == 0, "\(run.errors)")
    }
  }

  /// The one line, then the formula with a mark under the mistake.
  @Test(arguments: [
    ("--model", "m*(size + b", 3), ("--model", "m*size + + b)", 13), ("--loss", "(y - f)^2 $", 11),
  ])
  func aMistakeInAFormulaIsShownByACaret(option: String, formula: String, column: Int) throws {
    try Self.withEarlierOutput { folder in
      let run = try Self.run(Self.table, [option, formula], in: folder)
      let lines = run.errors.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(run.code == 64 && lines.count == 4 && lines.last == "", "\(run.errors)")
      guard lines.count == 4 else { return }
      #expect(lines[0].hasPrefix("gradient-report: \(option):1:\(column): "))
      #expect(lines[1] == formula)
      #expect(lines[2] == String(repeating: " ", count: column - 1) + "^")
    }
  }

  @Test func anOutputFolderThatCannotBeWrittenIsError73() throws {
    try Self.withEarlierOutput { folder in
      let run = try Program.run(
        "report", "--quiet", "--output", "output/report.html", in: folder)
      #expect(run.code == 73)
      #expect(
        run.errors
          == "gradient-report: output/report.html: cannot be used as the output folder; "
          + "it is a file or a symbolic link\n")
    }
  }

  @Test(arguments: [
    "a/" + String(repeating: "a/", count: 60_000), String(repeating: "n", count: 300),
  ])
  func anOutputFolderOfTooLongANameIsError73(path: String) throws {
    try Self.withEarlierOutput { folder in
      let run = try Program.run("figure", "--quiet", "--output", path, in: folder)
      #expect(run.code == 73)
      #expect(run.errors.split(separator: "\n").count == 1 && run.errors.count < 300)
    }
  }

  /// Sizes are refused with the limits before anything is measured: no stage is announced.
  @Test(arguments: [
    ["--scale", "16"], ["--scale", "9.7"], ["--scale", "0.1", "--size", "200x120"],
    ["--size", "8000x8000"], ["--size", "6000x400", "--scale", "2"],
  ])
  func aSizeBeyondTheLimitsIsWrongUsage(options: [String]) throws {
    try Self.withEarlierOutput { folder in
      for command in ["figure", "report"] {
        let run = try Program.start(Program.path, [command] + options, in: folder)
        #expect(run.code == 64)
        #expect(run.errors.contains("32 to 10000 px a side") && run.errors.contains("40 Mpx"))
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      }
    }
  }

  /// A figure smaller than its layout can do would silently become larger than asked.
  @Test(arguments: ["199x300", "300x119", "32x32", "300x10001", "99999999999999999999x4"])
  func aSizeThatNoFigureCanHaveIsWrongUsage(size: String) throws {
    try Self.withEarlierOutput { folder in
      let run = try Program.start(
        Program.path, ["figure", "--format", "svg", "--size", size], in: folder)
      #expect(run.code == 64)
      #expect(
        run.errors == "gradient-report: --size must be from 200x120 to 10000x10000; "
          + "see gradient-report --help\n")
    }
  }

  @Test(arguments: [
    ["--scale", "9.5"], ["--scale", "0.1"], ["--size", "200x120", "--scale", "1"],
    ["--scale", "16", "--format", "svg"],
  ])
  func aSizeWithinTheLimitsIsDrawn(options: [String]) throws {
    try Samples.withFolder { folder in
      let arguments = ["figure", "data-fit", "--quiet", "--theme", "light"] + options
      let run = try Program.start(Program.path, arguments, in: folder)
      #expect(run.code == 0, "\(run.errors)")
    }
  }

  /// Labels need more height than such a figure has at first, which shows only when it is drawn.
  @Test func aFigureThatGrowsBeyondTheLimitIsWrongUsageToo() throws {
    try Self.withEarlierOutput { folder in
      let options = ["--size", "620x140", "--scale", "16", "--theme", "light", "--quiet"]
      let run = try Program.start(
        Program.path, ["figure", "loss-surface-3d"] + options, in: folder)
      #expect(run.code == 64, "\(run.errors)")
      #expect(run.errors.contains("32 to 10000") && run.errors.contains("--size"))
    }
  }

  @Test func aStreamWithoutAnEndIsRefused() throws {
    try Self.withEarlierOutput { folder in
      let command = "yes 1,2 | '\(Program.path)' report --quiet --data /dev/stdin"
      let run = try Program.start("/bin/sh", ["-c", command], in: folder)
      #expect(run.code == 65)
      #expect(run.errors.hasPrefix("gradient-report: /dev/stdin: "))
    }
  }

  @Test func aThousandColumnsStayReadable() throws {
    try Samples.withFolder { folder in
      let names = (0..<1000).map { "measurement number \($0)" }
      let rows = (0..<3).map { row in names.indices.map { "\($0 * row)" }.joined(separator: ",") }
      let csv = ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
      for options in [["--x", "zzz"], []] {
        let run = try Self.run(csv, options, in: folder)
        #expect(run.code == 64 && run.errors.contains("more"))
        #expect(run.errors.count < 300, "\(run.errors)")
      }
    }
  }

  /// A file's name cannot make a second line of an error.
  @Test func aLineEndInANameStaysInTheLine() throws {
    try Samples.withFolder { folder in
      for options in [
        ["--data", "a\nb.csv"], ["--output", "/proc/a\nb"], ["--templates", "a\nb"],
      ] {
        let run = try Program.start(Program.path, ["report", "--quiet"] + options, in: folder)
        #expect(run.code == 66 || run.code == 73)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      }
    }
  }

  private static func run(_ csv: String?, _ options: [String], in folder: URL) throws -> Program {
    let below = folder.appending(path: "sub")
    try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
    if let csv { try Data(csv.utf8).write(to: below.appending(path: "d.csv")) }
    let arguments = ["report", "--quiet", "--data", "sub/d.csv"] + options
    return try Program.start(Program.path, arguments, in: folder)
  }

  /// Runs the body in a folder with a real report in `output`, which has to stay as it is to the
  /// byte.
  private static func withEarlierOutput(_ body: (URL) throws -> Void) throws {
    try Samples.withFolder { folder in
      let output = folder.appending(path: "output")
      for (path, text) in ["report.html": "page", "report.json": "{}", "figures/a.csv": "x\n1\n"] {
        let file = output.appending(path: path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      let before = try Samples.hashes(of: output)
      try body(folder)
      #expect(try Samples.hashes(of: output) == before)
      #expect(before.count == 3)
    }
  }
}
