import BenchmarkData
import Foundation
import Plotting
import Rendering

/// Draws the twelve figures as PNG (1600 by 1000 pixels) and SVG files on both cores.
///
///     report-figures FOLDER [--only N] [--times] [--threads N]
///     report-figures --checksums
@main struct Main {
  static func main() async {
    do {
      try await run(Arguments(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("report-figures: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: Arguments) async throws {
    FreedMemory.keep()
    let data = ReportData()
    guard let folder = arguments.folder else { return print(data.checksums, terminator: "") }
    let drawing = Drawing(data: data, folder: folder, typesetter: try Typesetter())
    let times = try await drawing.draw(arguments.figures, threads: arguments.threads)
    if arguments.hasTimes { for time in times { print(time) } }
  }
}
