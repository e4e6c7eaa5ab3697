import BenchmarkData
import Foundation
import Plotting
import Rendering

/// Draws one figure into a file, or prints how long inline pictures are.
///
///     render-figure scatter COUNT FILE.png|FILE.svg
///     render-figure contours POINTS FILE.png|FILE.svg
///     render-figure inline-sizes
@main struct Main {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("render-figure: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ words: [String]) throws {
    let typesetter = try Typesetter()
    let renderer = SceneRenderer(typesetter: typesetter)
    if words == ["inline-sizes"] {
      for (name, figure) in [("contours", Contours.figure(points: 201)), ("lines", Lines.figure())]
      {
        let scene = try figure.layout(typesetter: typesetter)
        print(name, try renderer.inlineSVG(scene, id: name).utf8.count)
      }
      return
    }
    guard words.count == 3, let count = Int(words[1]), count > 1,
      let kind = ImageFormat(rawValue: String(words[2].suffix(3)))
    else { throw UsageError() }
    let figure =
      words[0] == "scatter" ? Scatter.figure(count: count) : Contours.figure(points: count)
    let size = Size(width: 800, height: 500)
    let scene = try figure.layout(size: size, typesetter: typesetter)
    try Data(renderer.render(scene, as: kind)).write(to: URL(filePath: words[2]))
  }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  var description: String { "usage: scatter|contours COUNT FILE.png|FILE.svg, or inline-sizes" }
}
