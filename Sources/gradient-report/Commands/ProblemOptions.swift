import ArgumentParser
import TrainingCore

/// The options that pose the question.
struct ProblemOptions: ParsableArguments {
  @Option(help: "A CSV or .npy file, or the name of a built-in data set (see: list datasets).")
  var data: String?

  @Option(help: ArgumentHelp("The input columns, with commas between them.", valueName: "columns"))
  var x: String?

  @Option(help: ArgumentHelp("The target column.", valueName: "column"))
  var y: String?

  // A formula may begin with a minus sign, and is then no option.
  @Option(
    parsing: .unconditional,
    help: """
      The prediction: a formula such as 'm*x + b', a name, or a network such as mlp:16,16:tanh \
      (see: list models).
      """)
  var model: String?

  @Option(
    parsing: .unconditional,
    help: "The loss of one sample in y and f: a formula such as '(y - f)^2', or a name.")
  var loss: String?

  @Option(
    help: ArgumentHelp("Where gradients are compared, such as m=0.5,b=0.", valueName: "point"))
  var at: String?

  // Else a negative number would be taken for an option, and the value be said to be missing.
  @Option(
    name: .customLong("seed"), parsing: .unconditional,
    help: ArgumentHelp("Seed of everything that is random.", valueName: "seed"))
  var seedText = "0"

  @Flag(help: "Numbers in the file have a decimal comma.")
  var decimalComma = false

  @Option(
    help: "What stands between the fields: tab, or one sign such as ',' ';' '|'; found if left out."
  )
  var delimiter: String?

  /// The question that the options pose.
  func question() throws -> Question {
    Question(
      data: data, x: try x.map(names), y: y, model: model, loss: loss,
      at: try at.map { try Question.point(named: $0) }, seed: try seed(), csv: try csv())
  }

  private func seed() throws -> UInt64 {
    guard let seed = UInt64(seedText) else {
      throw InputError(
        .usage, "--seed: \"\(Printable.text(seedText, limit: 40))\" is no seed",
        advice: "give a whole number from 0 to 2^64 - 1")
    }
    return seed
  }

  private func csv() throws -> CSVOptions {
    CSVOptions(
      delimiter: try delimiter.map { try CSVOptions.delimiter(named: $0) },
      decimalComma: decimalComma)
  }

  private func names(_ text: String) throws -> [String] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !names.contains(where: { $0.allSatisfy { $0 == " " } }) else {
      throw ValidationError("--x needs the names of columns, with one comma between two")
    }
    return names
  }
}
