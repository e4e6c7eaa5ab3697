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

  /// Draws the figures with the given indices: lays all out, then makes the files, those with most to
  /// draw first, so that no thread has a long one left when the others are done.
  func draw(_ figures: [Int], threads: Int) async throws -> [Times] {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let drafts = try await figures.onThreads(threads, layOut)
    let files = drafts.sorted { $0.weight > $1.weight }.flatMap { draft in
      [ImageFormat.png, .svg].map { (draft, $0) }
    }
    let written = try await files.onThreads(threads) { try write($0.0.scene, $0.0.index, as: $0.1) }
    return drafts.sorted { $0.index < $1.index }.map { draft in
      let own = zip(files, written).filter { $0.0.0.index == draft.index }.map(\.1)
      return Times(
        number: draft.index + 1, layout: draft.milliseconds, png: own[0].milliseconds,
        svg: own[1].milliseconds, pngBytes: own[0].bytes, svgBytes: own[1].bytes)
    }
  }

  private struct Draft: Sendable {
    var index: Int
    var scene: Scene
    var milliseconds: Double
    /// About how much there is to draw.
    var weight: Int { scene.elementCount }
  }

  private struct Written: Sendable {
    var milliseconds: Double
    var bytes: Int
  }

  private func layOut(_ index: Int) throws -> Draft {
    let start = ContinuousClock().now
    let scene = try ReportFigures.all[index].figure(data).layout(typesetter: typesetter)
    guard scene.size == ReportFigures.size else {
      throw UsageError(description: "figure \(index + 1) became \(scene.size)")
    }
    return Draft(
      index: index, scene: scene, milliseconds: (ContinuousClock().now - start).milliseconds)
  }

  private func write(_ scene: Scene, _ index: Int, as format: ImageFormat) throws -> Written {
    let start = ContinuousClock().now
    let number = index + 1
    let name = folder + "/figure" + (number < 10 ? "0" : "") + "\(number).\(format.rawValue)"
    let bytes = try SceneRenderer(typesetter: typesetter).render(scene, as: format)
    try Data(bytes).write(to: URL(filePath: name))
    return Written(
      milliseconds: (ContinuousClock().now - start).milliseconds, bytes: bytes.count)
  }
}

extension Array where Element: Sendable {
  /// The transformed elements in their own order, a number of them at a time, each begun when a
  /// thread is free.
  fileprivate func onThreads<Value: Sendable>(
    _ threads: Int, _ transform: @escaping @Sendable (Element) throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var (waiting, done) = (enumerated().map { $0 }[...], [Int: Value]())
      func begin() {
        guard let (index, element) = waiting.popFirst() else { return }
        group.addTask { (index, try transform(element)) }
      }
      for _ in 0..<threads { begin() }
      while let (index, value) = try await group.next() {
        done[index] = value
        begin()
      }
      return indices.compactMap { done[$0] }
    }
  }
}

extension Duration {
  /// The duration in thousandths of a second.
  var milliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) * 1e-15
  }
}
