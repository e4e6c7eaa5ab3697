import Foundation
import Plotting
import Rendering
import Testing
import Typesetting

/// One scene with every kind of element, in every format.
struct EveryElementTests {
  /// Paths, text with and without halo, groups with and without clips, copies few and many, cells.
  private func scene(_ typesetter: Typesetter) -> Scene {
    var scene = Samples.figure(typesetter: typesetter)
    let cells = ColorCells(
      columns: 6, rows: 4,
      paints: (0...5).map { Paint(.ramp(.viridis, Double($0) / 5)) },
      indices: (0..<24).map { UInt8($0 * 5 % 7) })
    let halo = Stroke(Paint(.paper), width: 2.5)
    let dot: [Scene.Element] = [
      .path(Samples.circle(0, 0, 3), fill: nil, stroke: halo),
      .path(Samples.circle(0, 0, 3), fill: Paint(.gradientOfAverage), stroke: nil),
    ]
    let cross = Scene.Element.path(
      Samples.polyline([(-3, -3), (3, 3)]), fill: nil, stroke: Stroke(Paint(.olive), width: 1.5))
    let spiral = (0..<240).map { step -> Point in
      let (column, row) = (Double(step % 40), Double(step / 40))
      return Point(x: 120 + 3.37 * column, y: 80 + 9.71 * row + 0.1 * column)
    }
    let bare = Scene.Element.path(Samples.circle(0, 0, 2.25), fill: Paint(.violet), stroke: nil)
    scene.elements += [
      .cells(cells, in: Rect(x: 330.4, y: 320.2, width: 90.3, height: 32.9)),
      .group(
        label: "dots", clip: Rect(x: 100, y: 70, width: 120, height: 60),
        [.copies(dot, at: spiral)]),
      .copies([cross], at: [Point(x: 80, y: 330), Point(x: 95, y: 335), Point(x: 110, y: 328)]),
      .copies([bare], at: (0..<9).map { Point(x: 150 + 12 * Double($0), y: 335) }),
    ]
    return scene
  }

  private func difference(_ svg: [UInt8], _ png: [UInt8]) throws -> Difference {
    try Difference(svg: svg, png: png)
  }

  @Test(.enabled(if: Tool.rsvgConvert.isInstalled)) func fileShowsWhatThePNGShows() throws {
    let renderer = try Samples.renderer()
    let scene = scene(try Typesetter())
    let png = try renderer.render(scene, as: .png)
    let svg = try renderer.render(scene, as: .svg)
    try Tool.keep(png, "every.png")
    try Tool.keep(svg, "every.svg")
    #expect(try difference(svg, png).mean < 1)
  }

  @Test(.enabled(if: Tool.rsvgConvert.isInstalled)) func pageShowsWhatThePNGShows() throws {
    let renderer = try Samples.renderer()
    let scene = scene(try Typesetter())
    let css =
      "<style>.f-r,.f-s{font-family:Inter}.f-s{font-weight:600}"
      + ".f-m{font-family:'TeX Gyre Pagella Math'}</style></svg>"
    let svg = try renderer.inlineSVG(scene, id: "f").replacing("</svg>", with: css)
    try Tool.keep(Array(svg.utf8), "every-inline.svg")
    #expect(try difference(Array(svg.utf8), renderer.render(scene, as: .png)).mean < 1.5)
  }

  @Test(.enabled(if: Tool.pdftoppm.isInstalled)) func printShowsWhatThePNGShows() throws {
    let renderer = try Samples.renderer()
    let scene = scene(try Typesetter())
    let pdf = try renderer.render(scene, as: .pdf)
    try Tool.keep(pdf, "every.pdf")
    let printed = try Tool.pdftoppm.run(on: pdf, ["-png", "-r", "192"], suffix: "pdf").1
    let (ours, theirs) = (
      try PNGReader(renderer.render(scene, as: .png)), try PNGReader(printed)
    )
    #expect(ours.width == theirs.width && ours.height == theirs.height)
    let sum = zip(ours.pixels, theirs.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(Double(sum) / Double(ours.pixels.count) < 1.5)
  }

  @Test func filesAreSound() throws {
    let renderer = try Samples.renderer()
    let scene = scene(try Typesetter())
    for (format, tool, options) in [
      (ImageFormat.png, Tool.pngcheck, ["-q"]), (.svg, .xmllint, ["--noout"]),
      (.pdf, .qpdf, ["--check"]),
    ] where tool.isInstalled {
      let file = try renderer.render(scene, as: format)
      #expect(try tool.run(on: file, options, suffix: format.rawValue).0 == 0)
    }
  }

  @Test func figuresDrawnSideBySideAreTheSame() throws {
    let renderer = try Samples.renderer()
    let scene = scene(try Typesetter())
    let jobs = (0..<6).map { ImageFormat.allCases[$0 % 3] }
    let alone = try ImageFormat.allCases.map { try renderer.render(scene, as: $0) }
    let results = Results(count: jobs.count)
    DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
      // More than once, so that the threads do meet.
      for _ in 0..<3 { results.set(index, try? renderer.render(scene, as: jobs[index])) }
    }
    for index in jobs.indices { #expect(results[index] == alone[index % 3]) }
  }

  /// What several threads write, each to its own place.
  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var files: [[UInt8]?]
    init(count: Int) { files = Array(repeating: nil, count: count) }
    func set(_ index: Int, _ file: [UInt8]?) { lock.withLock { files[index] = file } }
    subscript(index: Int) -> [UInt8]? { lock.withLock { files[index] } }
  }

  @Test func pageMarkupIsWhatWasRecorded() throws {
    let svg = try Samples.renderer().inlineSVG(scene(try Typesetter()), id: "golden")
    let recorded = try Golden.bytes("every-element.svg", recording: Array(svg.utf8))
    #expect(svg == String(decoding: recorded, as: UTF8.self))
  }

  @Test func pixelsAreWhatWasRecorded() throws {
    var small = scene(try Typesetter())
    // Pixels depend on the versions of cairo and pixman: edges may differ a little, areas not.
    small.elements.removeAll { if case .text = $0 { true } else { false } }
    let file = try Samples.renderer().render(small, as: .png, scale: 0.5)
    let recorded = try PNGReader(try Golden.bytes("every-element.png", recording: file))
    let current = try PNGReader(file)
    #expect(recorded.width == 240 && recorded.height == 180)
    let differences = zip(recorded.pixels, current.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.count == recorded.pixels.count)
    #expect((differences.max() ?? 0) <= 8)
    #expect(differences.reduce(0, +) < differences.count / 10)
  }
}
