import ArgumentParser
import Plotting
import Rendering
import Report
import TrainingCore
import Typesetting

/// How the process ends: what it says in one line, and its exit code.
struct Failure {
  /// Empty if nobody has to be told.
  var message: String
  var code: Int32
  /// Lines to print below the message: a formula and a `^` under the mistake.
  var excerpt: String?

  init(_ error: any Error) {
    switch error {
    case let error as InputError:
      self.init("\(error)", error.exitCode)
      excerpt = error.excerpt
    case is ReaderGone: self.init("", OutputError.Kind.writeFailed.rawValue)
    case let error as OutputError: self.init("\(error)", error.exitCode)
    case let error as TemplateError: self.init("\(error)", 65)
    case let error as RenderingError where error.isBeyondLimits:
      self.init("\(error); choose another --scale or --size", 64)
    case let error as RenderingError: self.init("\(error)", 70)
    case let error as TypesettingError: self.init("\(error)", 70)
    case let error as PlottingError: self.init("\(error)", 70)
    default: self.init(parsing: error)
    }
  }

  private init(_ message: String, _ code: Int32) {
    self.message = message
    self.code = code
  }

  /// What the argument parser threw: a wish for help, or wrong usage.
  private init(parsing error: any Error) {
    code = Root.exitCode(for: error).rawValue
    if code == 0 {
      message = Root.fullMessage(for: error)
    } else {
      message = ArgumentAdvice.line(for: Root.message(for: error))
    }
  }
}
