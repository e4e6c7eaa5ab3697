import Foundation
import Testing
import TrainingCore

/// Refusals that say what to do, and warnings about what was probably not meant.
@Suite struct CommandAdviceTests {
  @Test(arguments: [
    (
      ["--cases", "C05,"],
      "--cases needs the names of cases, with one comma between two; see gradient-report list cases"
    ),
    (
      ["--cases", "C05,,D01"],
      "--cases needs the names of cases, with one comma between two; see gradient-report list cases"
    ),
    (
      ["--premise", ""],
      "--premise needs the names of premises, with one comma between two; "
        + "see gradient-report list cases"
    ),
    (["--premise", "c05"], "there is no premise 'c05'; cases are given with --cases"),
    (["--cases", "P4"], "there is no case 'P4'; premises are given with --premise"),
    (["--seed", "-1"], "--seed: \"-1\" is no seed; give a whole number from 0 to 2^64 - 1"),
    (["--seed=1.5"], "--seed: \"1.5\" is no seed; give a whole number from 0 to 2^64 - 1"),
  ])
  func wrongUsageSaysWhatToDo(options: [String], message: String) throws {
    try Samples.withFolder { folder in
      let run = try Program.start(Program.path, ["report", "--quiet"] + options, in: folder)
      #expect(run.code == 64)
      #expect(run.errors == "gradient-report: \(message)\n")
      #expect(Samples.contents(of: folder) == [])
    }
  }

  @Test func aFigureThatAProblemLacksSaysWhatToDo() throws {
    try Samples.withFolder { folder in
      let run = try Program.run(
        "figure", "fits-over-time", "--data", "longley", "--quiet", in: folder)
      #expect(run.code == 65)
      #expect(
        run.errors.hasSuffix(
          "so its fits are not curves; see gradient-report list figures, or leave the name out\n"),
        "\(run.errors)")
    }
  }

  @Test(arguments: [
    (
      "x|y\n0|0\n1|1\n2|4\n", [",", "'|'"],
      "no column holds only numbers; the columns are x|y: leave out --delimiter or give '|'"
    ),
    (
      "x\ty\n0\t0\n1\t1\n2\t4\n", [";", "tab"],
      "no column holds only numbers; the columns are \"x\u{FFFD}y\": "
        + "leave out --delimiter or give tab"
    ),
    (
      "word\na\nb\n", [",", ""],
      "no column holds only numbers; the columns are word"
    ),
  ])
  func anotherDelimiterIsSuggested(text: String, signs: [String], message: String) throws {
    let error = #expect(throws: InputError.self) { try Self.problem(text, delimiter: signs[0]) }
    #expect(error?.description.hasSuffix(message) == true, "\(error?.description ?? "")")
    #expect(error?.kind == .badData)
  }

  @Test func namesWithBlanksAreQuotedInSuggestions() throws {
    var question = Question()
    question.x = ["size"]
    let error = #expect(throws: InputError.self) {
      try Self.problem("size\u{A0},price\n1,2\n2,3\n3,5\n", question: question)
    }
    #expect(error?.advice == "did you mean \"size\u{A0}\"?")
  }

  /// Blanks after commas are nothing, but a NumPy field's own can be given, and are suggested.
  @Test func aNameThatEndsInABlankCanBeGiven() throws {
    try Samples.withFolder { folder in
      var header =
        "{'descr': [('size ', '|u1'), ('age', '|u1'), ('y', '|u1')], "
        + "'fortran_order': False, 'shape': (3,), }"
      header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
      let bytes =
        [0x93] + Array("NUMPY\u{1}\u{0}v\u{0}\(header)".utf8) + [1, 2, 3, 2, 4, 5, 4, 1, 6]
      try Data(bytes).write(to: folder.appending(path: "d.npy"))
      for (columns, code) in [("age, size ", 0), ("size ,age", 0), ("size,age", 64)] {
        let run = try Program.run(
          "figure", "--quiet", "--format", "svg", "--data", "d.npy", "--x", columns, "--y", "y",
          in: folder)
        #expect(run.code == code, "\(columns): \(run.errors)")
        #expect(code == 0 || run.errors.hasSuffix("did you mean \"size \"?\n"), "\(run.errors)")
      }
    }
  }

  /// A name that is no column is a parameter, which is rarely what was meant.
  @Test(arguments: [
    ("a*size + b*aeg + c", ["the column age is not used by the model; did you mean age for aeg?"]),
    ("a*size + c", ["the column age is not used by the model"]),
    ("a*size + b*age + c", []), ("a*x1 + b*x2 + c", []), ("linear", []), ("mlp:2:tanh", []),
  ])
  func anUnusedColumnIsAWarning(model: String, warnings: [String]) throws {
    var question = Question(x: ["size", "age"], y: "price", model: model)
    let text = "size,age,price\n1,2,3\n2,4,5\n4,1,6\n3,3,3\n"
    #expect(try Self.problem(text, question: question).warnings == warnings)
    question.x = nil
    guard model.contains("size") else { return }
    #expect(try Self.problem(text, question: question).warnings == [])
  }

  @Test func severalUnusedColumnsAreOneWarning() throws {
    let question = Question(x: ["u", "v", "w"], y: "y", model: "a*u + b")
    let problem = try Self.problem("u,v,w,y\n1,2,3,4\n2,4,5,1\n4,1,6,6\n", question: question)
    #expect(problem.warnings == ["the columns v, w are not used by the model"])
  }

  /// The network could be trained; it is the rows that are too many.
  @Test func tooManyRowsForANetworkAreBadData() throws {
    let rows = (0..<60_000).map { "\($0 % 7),\($0 % 5)\n" }.joined()
    let question = Question(model: "mlp:16,16:tanh")
    let error = #expect(throws: InputError.self) {
      try Self.problem("x,y\n" + rows, question: question)
    }
    #expect(error?.kind == .badData)
    #expect(error?.description.contains("d.csv: mlp:16,16:tanh has ") == true)
    #expect(error?.advice.contains("give at most ") == true)
  }

  private static func problem(_ text: String, delimiter: String) throws -> Problem {
    var question = Question()
    question.csv.delimiter = try CSVOptions.delimiter(named: delimiter)
    return try problem(text, question: question)
  }

  private static func problem(_ text: String, question: Question) throws -> Problem {
    try Samples.withFolder { folder in
      let file = folder.appending(path: "d.csv")
      try Data(text.utf8).write(to: file)
      var question = question
      question.data = file.path
      return try Problem(question)
    }
  }
}
