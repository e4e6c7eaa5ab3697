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

  func run() throws {
    let run = Run(output: output)
    let (evidence, maker, folder) = try run.measure(question)
    let files = try maker.files(
      for: evidence, recipes: Registry.inOrder, progress: output.progress)
    try run.write(files, to: folder)
    // A figure that this problem lacks would otherwise stand beside the report as if it had it.
    let written = Set(files.map(\.path))
    folder.remove(FigureMaker.possiblePaths(of: Registry.inOrder).filter { !written.contains($0) })
  }
}
