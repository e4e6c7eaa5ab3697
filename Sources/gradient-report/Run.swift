import ArgumentParser
import Report
import TrainingCore

/// What the commands that measure have in common.
struct Run {
  let output: OutputOptions

  /// Reads the question and measures, after making sure that there is a place for the result.
  /// - Parameter paths: What will be written, relative to the output folder.
  func measure(_ question: Question, for paths: [String]) throws -> Evidence {
    output.progress("reading the data")
    let problem = try Problem(question)
    problem.warnings.forEach { Console.complain("warning: " + $0) }
    try folder.check(paths)
    return try evidence(of: problem, file: question.data)
  }

  /// Where the files go.
  var folder: OutputFolder { OutputFolder(output.output) }

  /// Measures; what is wrong with the data is said of the file that the user named.
  private func evidence(of problem: Problem, file: String?) throws(InputError) -> Evidence {
    do { return try Evidence(measuring: problem, progress: output.progress) } catch {
      var placed = error
      if error.kind == .badData, error.file == nil { placed.file = file }
      throw placed
    }
  }

  /// Writes the files, removes those that would be stale beside them, and lists the new ones on
  /// standard output.
  func write(_ files: [OutputFile], removing stale: [String] = []) throws {
    output.progress("writing \(files.count) file\(files.count == 1 ? "" : "s")")
    for path in try folder.write(files, removing: stale) { try Console.print(path) }
  }
}
