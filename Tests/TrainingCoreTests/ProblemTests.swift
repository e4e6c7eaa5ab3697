import Formula
import Foundation
import Testing

@testable import TrainingCore

/// From what a user asks to a problem that can be measured.
@Suite struct ProblemTests {
  /// A file that lives as long as the body runs.
  private func withFile<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
    let path = FileManager.default.temporaryDirectory.path + "/problem-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// The error's text with the file's name replaced by `F`.
  private func message(_ text: String, _ question: Question) throws -> String? {
    try withFile(text) { path -> String? in
      var question = question
      question.data = path
      do {
        _ = try Problem(question)
        return nil
      } catch {
        return "\(error)".replacingOccurrences(of: path, with: "F")
      }
    }
  }

  private func problem(_ text: String, _ question: Question = Question()) throws -> Problem {
    try withFile(text) { path in
      var question = question
      question.data = path
      return try Problem(question)
    }
  }

  @Test func withoutAnythingItIsTheBuiltInQuestion() throws {
    let problem = try Problem(Question())
    #expect(problem.data.name == "seed")
    #expect(problem.inputs == ["x"])
    #expect(problem.target == "y")
    #expect(problem.modelText == "m*x + b")
    #expect(problem.lossText == "mse")
    #expect(problem.loss == (try Expression(parsing: "(y - f)^2")))
    #expect(problem.parameters == ["m", "b"])
    #expect(problem.at == [0.5, 0])
    #expect(!problem.atReason.isEmpty)
  }

  @Test func everyBuiltInSetMakesAProblem() throws {
    for set in Registry.builtinData {
      let problem = try Problem(Question(data: set.name))
      #expect(problem.data.rows == set.dataset.rows)
      #expect(problem.parameters.count == set.inputs.count + 1)
      #expect(problem.at.isEmpty == set.at.isEmpty)
    }
  }

  @Test func everyNamedModelAndLossMakesAProblem() throws {
    for model in Registry.models {
      #expect(try !Problem(Question(model: model.name)).parameters.isEmpty)
    }
    for name in Registry.losses.flatMap(\.names) {
      #expect(try Problem(Question(loss: name)).lossText == name)
    }
  }

  @Test func severalInputsGetOneSlopeEach() throws {
    let problem = try Problem(Question(data: "longley"))
    #expect(problem.modelText == "b + m1*x1 + m2*x2 + m3*x3 + m4*x4 + m5*x5 + m6*x6")
    #expect(problem.parameters == ["b", "m1", "m2", "m3", "m4", "m5", "m6"])
  }

  @Test func twoColumnsOfNumbersNeedNoChoice() throws {
    let problem = try problem("label,size,price\na,1,2\nb,NA,3\nc,3,5\n")
    #expect(problem.inputs == ["size"])
    #expect(problem.target == "price")
    #expect(problem.data.columns.map(\.name) == ["size", "price"])
    #expect(problem.data.rows == 2)
    #expect(problem.data.dropped == 1)
    #expect(problem.modelText == "m*x + b")
    #expect(problem.at.isEmpty && problem.atReason.isEmpty)
  }

  @Test func columnsNamedInTheModelBecomeInputs() throws {
    let text = "a,b,c,d\n1,2,3,4\n2,3,4,6\n"
    let problem = try problem(text, Question(y: "d", model: "k*c + s*a + t"))
    #expect(problem.inputs == ["c", "a"])
    #expect(problem.parameters == ["k", "s", "t"])
    #expect(problem.data.columns.map(\.name) == ["c", "a", "d"])
  }

  @Test func columnsWithBlanksAreNamedByAliasOrInBackQuotes() throws {
    let text = "bill length,body mass\n1,2\n2,3\n"
    #expect(try problem(text).inputs == ["bill length"])
    #expect(try problem(text, Question(model: "k*`bill length`")).parameters == ["k"])
  }

  @Test func parametersStepAsideForColumns() throws {
    let problem = try problem("m,b\n1,2\n2,3\n")
    #expect(problem.inputs == ["m"])
    #expect(problem.parameters == ["slope", "intercept"])
    #expect(problem.modelText == "slope*x + intercept")
  }

  /// Columns called x1, x2 ... which are not the first, second ... input keep their names.
  @Test func aliasesYieldToColumnsOfTheSameName() throws {
    let problem = try Problem(Question(data: "longley", x: ["x3", "x1"]))
    #expect(problem.modelText == "b + m1*x3 + m2*x1")
    let swapped = try Problem(Question(data: "norris", x: ["y"], y: "x"))
    #expect(swapped.modelText == "m*y + b")
    #expect(swapped.inputs == ["y"] && swapped.target == "x")
    #expect(swapped.parameters == ["m", "b"])
  }

  @Test func theGivenPointIsPutInTheParametersOrder() throws {
    let problem = try Problem(Question(at: [("b", 2), ("m", -1)]))
    #expect(problem.at == [-1, 2])
    #expect(problem.atReason == "as given")
    let point = try Question.point(named: "m = 0.5, b=-1e-3")
    #expect(point.map(\.name) == ["m", "b"])
    #expect(point.map(\.value) == [0.5, -0.001])
  }

  @Test(arguments: ["", "m", "m=", "=1", "m=1,", "m=1=2", "m=nan", "m=inf", "m=1e999", "m=0x1"])
  func malformedPointsAreRefused(text: String) {
    let error = #expect(throws: InputError.self) { try Question.point(named: text) }
    #expect(error?.exitCode == 64)
  }

  @Test(arguments: [
    (Question(data: "nors"), "nors: no such file; did you mean the built-in set norris?"),
    (Question(x: ["z"]), "--x: there is no column \"z\"; the columns are x, y"),
    (Question(y: "weight"), "--y: there is no column \"weight\"; the columns are x, y"),
    (Question(x: ["x", "x"]), "--x: the column \"x\" is named twice; name every column once"),
    (
      Question(x: ["x"], y: "x"),
      "\"x\" is both an input and the target; choose different columns for --x and --y"
    ),
    (
      Question(model: "quadratc"),
      "--model: there is no model \"quadratc\"; did you mean quadratic?"
    ),
    (
      Question(model: "x"),
      "--model: \"x\" has no parameters, so there is no gradient; use a name that is not a column, such as m in m*x"
    ),
    (
      Question(model: "m*y"),
      "--model: \"y\" is the target and cannot predict itself; choose another target with --y"
    ),
    (
      Question(model: "m*x + f"),
      "--model: f stands for the prediction; give the parameter another name"
    ),
    (
      Question(model: "m*x2"),
      "--model: there is no input x2, for there is 1; choose the inputs with --x, or give the parameter another name"
    ),
    (
      Question(data: "longley", model: "m*x + b"),
      "--model: x is not clear, for there are 6 inputs; write x1, x2 and so on, or the columns' names"
    ),
    (
      Question(data: "longley", model: "line"),
      "--model: line takes one input, but there are 6; choose with --x, or use linear"
    ),
    (Question(loss: "hubr"), "--loss: there is no loss \"hubr\"; did you mean huber?"),
    (
      Question(loss: "(y - g)^2"),
      "--loss: \"g\" is not known in a loss; use y for the target, f for the prediction, and numbers"
    ),
    (
      Question(loss: "y^2"),
      "--loss: \"y^2\" does not depend on the prediction; use f for the prediction, as in (y - f)^2"
    ),
    (Question(at: [("m", 1)]), "--at: no value for b; give every parameter one value"),
    (
      Question(at: [("m", 1), ("b", 1), ("m", 2)]),
      "--at: \"m\" is given twice; give every parameter one value"
    ),
    (
      Question(at: [("m", 1), ("c", 1)]),
      "--at: there is no parameter \"c\"; the parameters are m, b"
    ),
    (
      Question(at: [("m", 1), ("b", .nan)]),
      "--at: the value of \"b\" is not a finite number; give a finite number"
    ),
  ])
  func refusesAQuestionThatDoesNotFit(question: Question, message: String) {
    let error = #expect(throws: InputError.self) { try Problem(question) }
    #expect(error?.description == message)
  }

  @Test func aFormulasMistakeHasAPlaceAndAnExcerpt() {
    let error = #expect(throws: InputError.self) { try Problem(Question(model: "m*x + b @")) }
    #expect(error?.file == "--model" && error?.line == 1 && error?.column == 9)
    #expect(error?.excerpt == "m*x + b @\n        ^")
    #expect(error?.description.contains("\n") == false)
    #expect(error?.exitCode == 64)
  }

  @Test func filesThatLeaveAChoiceListTheirColumns() throws {
    #expect(
      try message("a,b,c\n1,2,3\n", Question())
        == "F: it is not clear which columns are meant; columns of numbers: a, b, c; choose with --x and --y"
    )
    #expect(
      try message("a,b,c\n1,2,3\n", Question(x: ["a"]))
        == "F: it is not clear which columns are meant; columns of numbers: a, b, c; choose with --y"
    )
    #expect(
      try message("a,b,c\nu,v,w\n", Question())
        == "F: no column holds only numbers; the columns are a, b, c")
  }

  @Test func textInOneOfTwoColumnsIsAMistakeWithAPlace() throws {
    let found = try #require(try message("a,b\n1,2\n2,x\n", Question()))
    #expect(found.hasPrefix("F:3:3: "), "\(found)")
  }

  /// A loss that is no number names the line of the file, whatever was left out above it.
  @Test(arguments: [
    ("x,y\n,1\n,2\n0,3\n1,4\n2,5\n", 4), ("x,y\n1,4\n2,5\n0,3\n", 4),
    ("x,y\n1,4\n\n3,\n2,5\n4,1\n0,3\n", 7), ("n,x,y\n\"a\nb\",1,4\nc,0,5\nd,3,3\n", 4),
  ])
  func aRowThatCannotBeEvaluatedIsNamedByItsLine(text: String, line: Int) throws {
    try withFile(text) { path in
      let question = Question(
        data: path, x: ["x"], y: "y", model: "a*log(x) + b", at: [("a", 1), ("b", 0)])
      let error = #expect(throws: InputError.self) { try Evidence(measuring: Problem(question)) }
      #expect(error?.file == path && error?.line == line, "\(String(describing: error))")
      #expect(
        error?.problem.hasPrefix(
          "the prediction for this row is not a finite number at a=1.0,b=0.0; choose") == true)
      #expect(error?.exitCode == 65)
    }
  }

  @Test func aLongPointIsCutInAMessage() throws {
    let terms = (0..<10).map { "p\($0)" }.joined(separator: " + ")
    try withFile("x,y\n1,4\n0,3\n") { path in
      let question = Question(data: path, model: "log(x) + " + terms)
      let error = #expect(throws: InputError.self) { try Evidence(measuring: Problem(question)) }
      #expect(error?.line == 3)
      #expect(
        error?.problem.contains(",p7=1.0 and 2 more; choose") == true, "\(error?.problem ?? "")")
    }
  }

  /// A table of one row for each of `rows`, with inputs of which every one varies.
  private func wide(_ count: Int, rows: Int, name: String = "v") -> (text: String, x: [String]) {
    let names = (1...count).map { "\(name)\($0)" }
    var text = (names + ["y"]).joined(separator: ",") + "\n"
    for row in 0..<rows {
      text +=
        (0...count).map { "\((row * 7 + $0 * ($0 + row)) % 11)" }.joined(separator: ",") + "\n"
    }
    return (text, names)
  }

  @Test(arguments: [(200, "v"), (300, "v"), (600, "a_name_of_thirty_or_so_letters_")])
  func linearTakesHundredsOfInputs(count: Int, name: String) throws {
    let (text, names) = wide(count, rows: 3, name: name)
    let problem = try problem(text, Question(x: names, y: "y"))
    #expect(problem.parameters == ["b"] + (1...count).map { "m\($0)" })
    #expect(problem.inputs == names)
    // What the report states as its model can be given to --model.
    let again = try self.problem(text, Question(x: names, y: "y", model: problem.modelText))
    #expect(again.model == problem.model)
  }

  @Test func moreThanAThousandParametersAreRefused() throws {
    for count in [1000, 3000] {
      let (text, names) = wide(count, rows: 3)
      let words = "--model: more than 1000 parameters are too many to measure; "
      #expect(
        try message(text, Question(x: names, y: "y"))
          == words + "choose fewer inputs with --x, or another formula")
    }
    let (text, names) = wide(999, rows: 3)
    #expect(try problem(text, Question(x: names, y: "y")).parameters.count == 1000)
  }

  @Test func tooFewRowsAreRefused() throws {
    for (text, start) in [
      ("x,y\n", "no row"), ("x,y\n1,2\n", "there is only one row"),
    ] {
      let found = try #require(try message(text, Question()))
      #expect(found.contains(start), "\(found)")
    }
    let found = try #require(try message("x,y\n1,NA\nNA,2\n", Question(x: ["x"], y: "y")))
    #expect(found.contains("no row of data after 2 with missing values were left out"))
  }

  @Test func rowsThatAreLeftOutAreToldWithTheirNumber() throws {
    let question = Question(x: ["x"], y: "y")
    let text = "x,y\n1,2\n2,3\n3,\n4,6\n"
    #expect(
      try problem(text, question).warnings == ["1 of 4 rows is left out, as a value is missing"])
    #expect(
      try problem(text + ",1\n", question).warnings
        == ["2 of 5 rows are left out, as a value is missing"])
    #expect(try problem("x,y\n1,2\n2,3\n", question).warnings.isEmpty)
  }

  /// abs would count as a kink, which log cosh has none of: the referee would be rougher, and an
  /// optimum that is not reached be called attained.
  @Test(arguments: ["log-cosh", "logistic", "poisson", "mse"])
  func smoothLossesHaveNoKinks(loss: String) throws {
    let problem = try problem("x,y\n1,1\n2,0\n3,1\n", Question(loss: loss))
    #expect(try !Workload(problem).program.hasKinks)
  }

  @Test func logCoshIsItselfNearZeroAndFarAway() throws {
    let loss = try #require(Registry.losses.first { $0.names.contains("log-cosh") })
    let formula = try Expression(parsing: loss.formula)
    let errors = [0, 1e-3, -0.5, 3, -40, 800, -1e6]
    let program = try ColumnProgram(formula, columns: ["y", "f"], scalars: [])
    let found = program.evaluate(
      columns: [errors, errors.map { _ in 0 }], scalars: [], rows: errors.count)
    for (value, error) in zip(found, errors) {
      let size = abs(error)
      let wanted = size < 20 ? log(cosh(size)) : size - log(2)
      #expect(abs(value - wanted) <= 4e-16 * max(1, wanted))
    }
  }
}
