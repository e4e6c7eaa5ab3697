import Glibc

/// Times one work of the training core and prints a line of JSON, as the peers do.
///
///     training-core WORK [ARGUMENT]
///
/// Nothing but the work is timed: the data are made before, and one run warms up.  Where the library
/// lacks what is to be timed, the line says what is missing.
@main struct Main {
  static let works: [any Work.Type] = [
    PerSample.self, TrainLine.self, TrainNetwork.self, LineSurface.self, LogisticSurface.self,
    NetworkSurface.self, ReadTable.self,
  ]

  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard let work = works.first(where: { $0.name == words.first }) else {
      print("usage:")
      for work in works { print("  training-core \(work.name) \(work.arguments)") }
      exit(64)
    }
    do {
      print(try work.measure(words.dropFirst().first ?? ""))
    } catch let missing as NotYet {
      print(#"{"name": "\#(work.name)", "tool": "ours", "missing": "\#(missing.what)"}"#)
    }
  }
}
