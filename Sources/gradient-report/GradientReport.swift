import ArgumentParser
import Glibc
import Rendering
import Report

/// The program: poses a question, measures, and writes what came out.
@main struct GradientReport {
  static func main() {
    // Else OpenBLAS, when it is loaded, starts threads that wait for work in a loop and take the
    // processors away from ours. Later there are threads that may be reading the environment.
    setenv("OPENBLAS_NUM_THREADS", "1", 1)
    FreedMemory.keep()
    Interruption.watch()
    do {
      var command = try Root.parseAsRoot()
      try command.run()
    } catch { end(with: Failure(error)) }
  }

  /// Prints help where it was asked for, or the error in one line, and ends the process.
  private static func end(with failure: Failure) -> Never {
    guard failure.code != 0 else {
      do { try Console.print(failure.message) } catch { end(with: Failure(error)) }
      exit(0)
    }
    if !failure.message.isEmpty { Console.complain(failure.message) }
    if let excerpt = failure.excerpt { Console.remark(excerpt) }
    exit(failure.code)
  }
}

/// The command that holds the others.
struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradient-report",
    abstract: "Is the gradient of the average loss the average of the gradients? Measured.",
    discussion: """
      Trains a model on data, computes every quantity of the argument in independent ways, and \
      writes a report with figures. Without arguments it answers the built-in question.
      """,
    version: "gradient-report \(ProgramVersion.current)",
    subcommands: [ReportCommand.self, FigureCommand.self, ListCommand.self],
    defaultSubcommand: ReportCommand.self)
}
