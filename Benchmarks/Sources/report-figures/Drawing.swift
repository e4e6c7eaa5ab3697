import BenchmarkData
import Foundation
import Plotting
import Rendering

/// Makes the files of figures, several at a time.
struct Drawing: Sendable {
  let data: ReportData
  let folder: String
  let typesetter: Typesetter

  /// Milliseconds of the steps of one figure.
  struct Times: Sendable, CustomStringConvertible {
    let number: Int
    let layout, png, svg: Double
    let pngBytes, svgBytes: Int
    var description: String {
      "figure \(number): layout \(layout.text(decimals: 1)) ms, PNG \(png.text(decimals: 1)) ms "
        + "(\(pngBytes) bytes), SVG \(svg.text(decimals: 1)) ms (\(svgBytes) bytes)"
    }
  }

  /// Draws the figures with the given indices, each begun when a thread is free.
  func draw(_ figures: [Int], threads: Int) async throws -> [Times] {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    return try await withThrowingTaskGroup(of: Times.self) { group in
      var (waiting, times) = (figures[...], [Times]())
      for index in waiting.prefix(threads) { group.addTask { try draw(index) } }
      waiting = waiting.dropFirst(threads)
      while let done = try await group.next() {
        times.append(done)
        if let index = waiting.popFirst() { group.addTask { try draw(index) } }
      }
      return times.sorted { $0.number < $1.number }
    }
  }

  private func draw(_ index: Int) throws -> Times {
    let clock = ContinuousClock()
    let number = index + 1
    let name = folder + "/figure" + (number < 10 ? "0" : "") + "\(number)"
    let renderer = SceneRenderer(typesetter: typesetter)
    let start = clock.now
    let scene = try ReportFigures.all[index].figure(data).layout(typesetter: typesetter)
    guard scene.size == ReportFigures.size else {
      throw UsageError(description: "figure \(number) became \(scene.size)")
    }
    let laidOut = clock.now
    let png = try renderer.render(scene, as: .png)
    try Data(png).write(to: URL(filePath: name + ".png"))
    let drawn = clock.now
    let svg = try renderer.render(scene, as: .svg)
    try Data(svg).write(to: URL(filePath: name + ".svg"))
    return Times(
      number: number, layout: (laidOut - start).milliseconds,
      png: (drawn - laidOut).milliseconds, svg: (clock.now - drawn).milliseconds,
      pngBytes: png.count, svgBytes: svg.count)
  }
}

extension Duration {
  /// The duration in thousandths of a second.
  var milliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) * 1e-15
  }
}
