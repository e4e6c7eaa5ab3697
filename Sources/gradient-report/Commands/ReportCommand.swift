import ArgumentParser
import Figures
import Report
import TrainingCore
import Typesetting

/// Writes the whole report.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write report.html, report.json and all figures.")

  @OptionGroup(title: "Question") var question: ProblemOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: ArgumentHelp("Templates to use in place of the built-in ones.", valueName: "dir"))
  var templates: String?

  @Option(
    help: ArgumentHelp(
      "Measure only these cases, such as C05,D01 (see: list cases), and those of --premise.",
      valueName: "ids"))
  var cases: String?

  @Option(
    help: ArgumentHelp(
      "Measure only the cases of these premises, such as P5, and those of --cases.",
      valueName: "premises"))
  var premise: String?

  func run() throws {
    let run = Run(output: output)
    var asked = try question.question()
    asked.cases = try cases.map { try CaseSelection.cases(named: $0) } ?? []
    asked.premises = try premise.map { try CaseSelection.premises(named: $0) } ?? []
    let recipes = Registry.inOrder
    let maker = ReportMaker(
      typesetter: try Typesetter(), engine: try TemplateFolder.engine(beside: templates),
      images: try output.images(), templates: templates)
    let evidence = try run.measure(asked, for: maker.paths(of: recipes))
    let files = try maker.files(
      for: evidence, recipes: recipes, progress: output.progress, warn: Console.complain)
    // A figure that this problem lacks would otherwise stand beside the report as if it had it; the
    // README says what is left alone.
    let written = Set(files.map(\.path))
    let absent = recipes.filter { !written.contains(FigureMaker.dataPath(of: $0.name)) }
    try run.write(files, removing: absent.flatMap { FigureMaker.possiblePaths(of: $0.name) })
  }
}
