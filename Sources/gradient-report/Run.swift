import ArgumentParser
import Report
import ReportTemplates
import TrainingCore
import Typesetting

/// What the commands that measure have in common.
struct Run {
  let output: OutputOptions

  /// Reads the question and measures, after making sure that there is a place for the result.
  func measure(
    _ options: ProblemOptions
  ) throws -> (evidence: Evidence, maker: ReportMaker, folder: OutputFolder) {
    let question = try options.question()
    output.progress("reading the data")
    let problem = try Problem(question)
    let folder = OutputFolder(output.output)
    try folder.check()
    let engine = try TemplateEngine(files: try TemplateFolder.files(beside: output.templates))
    let maker = ReportMaker(
      typesetter: try Typesetter(), engine: engine, images: try output.images())
    let evidence = try evidence(of: problem, file: options.data)
    return (evidence, maker, folder)
  }

  /// Measures; what is wrong with the data is said of the file that the user named.
  private func evidence(of problem: Problem, file: String?) throws(InputError) -> Evidence {
    do { return try Evidence(measuring: problem, progress: output.progress) } catch {
      var placed = error
      if error.kind == .badData, error.file == nil { placed.file = file }
      throw placed
    }
  }

  /// Writes the files and lists them on standard output.
  func write(_ files: [OutputFile], to folder: OutputFolder) throws {
    output.progress("writing \(files.count) files")
    for path in try folder.write(files) { try Console.print(path) }
  }
}
