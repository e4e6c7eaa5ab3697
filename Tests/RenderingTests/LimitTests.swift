import Plotting
import Rendering
import Testing
import Typesetting

struct LimitTests {
  private func failure(_ scene: Scene, _ format: ImageFormat = .png, scale: Double = 1) -> String? {
    do {
      _ = try Samples.renderer().render(scene, as: format, scale: scale)
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: ImageFormat.allCases)
  func hugeCanvasIsRefusedWithTheLimit(format: ImageFormat) {
    let message = failure(Samples.scene([], width: 60_000, height: 100), format)
    #expect(
      message
        == "a picture of 60000 x 100 px cannot be made; the limits are 32 to 10000 px a side")
  }

  @Test func tooManyPixelsAreRefused() {
    let scene = Samples.scene([], width: 4000, height: 4000)
    #expect(failure(scene, scale: 2)?.contains("the limit is 40000000 pixels") == true)
    #expect(failure(scene, .svg) == nil)
    #expect(failure(Samples.scene([]), scale: 1000)?.contains("10000 pixels a side") == true)
  }

  @Test(arguments: [0, -1, .nan, .infinity, 31.9])
  func impossibleSizesAreRefused(side: Double) {
    #expect(failure(Samples.scene([], width: side)) != nil)
  }

  @Test(arguments: [0, -1, .nan, .infinity, 1e-300])
  func impossibleScalesAreRefused(scale: Double) {
    #expect(failure(Samples.scene([]), scale: scale) != nil)
  }

  @Test(arguments: [.nan, .infinity, -.infinity, 12_000_000, -1e300])
  func coordinatesThatCairoMisreadsAreRefused(value: Double) throws {
    let line = try Typesetter().line("a", size: 12)
    let path = Samples.polyline([(1, 1), (value, 2)])
    let curve = Path([
      .move(Point(x: 0, y: 0)),
      .curve(Point(x: 0, y: value), Point(x: 1, y: 1), Point(x: 2, y: 2)),
    ])
    let ink = Paint(.ink)
    let elements: [Scene.Element] = [
      .path(path, fill: ink, stroke: nil),
      .path(path, fill: nil, stroke: Stroke(ink, width: 1)),
      .path(curve, fill: nil, stroke: Stroke(ink, width: 1, dash: [1, 2])),
      .text(line, at: Point(x: value, y: 1), angle: 0, paint: ink, halo: true),
      .group(label: nil, clip: Rect(x: 0, y: 0, width: value, height: 5), []),
    ]
    for element in elements {
      for format in ImageFormat.allCases {
        #expect(failure(Samples.scene([element]), format) != nil)
      }
      #expect(throws: RenderingError.self) {
        try Samples.renderer().inlineSVG(Samples.scene([element]), id: "f")
      }
    }
  }

  @Test(arguments: [[0, 0], [-1, 2], [.nan, 1], [.infinity]])
  func impossibleDashesAreRefused(dash: [Double]) {
    let path = Samples.polyline([(1, 1), (2, 2)])
    let stroke = Stroke(Paint(.ink), width: 1, dash: dash)
    #expect(failure(Samples.scene([.path(path, fill: nil, stroke: stroke)])) != nil)
  }

  @Test(arguments: [-0.1, 1.1, .nan])
  func impossibleOpacitiesAreRefused(opacity: Double) {
    #expect(failure(Samples.scene([Samples.square(.ink, opacity: opacity)])) != nil)
  }

  @Test func endlessDashesAreDrawnInTime() {
    let path = Samples.polyline([(-4e6, 1), (4e6, 2)])
    let stroke = Stroke(Paint(.ink), width: 1, dash: [0.001, 0.001])
    let scene = Samples.scene([.path(path, fill: nil, stroke: stroke)])
    for format in ImageFormat.allCases { #expect(failure(scene, format) == nil) }
  }

  @Test func deepGroupsAreRefused() {
    var element = Samples.square(.ink)
    for _ in 0..<100 { element = .group(label: nil, clip: nil, [element]) }
    #expect(failure(Samples.scene([element]))?.contains("64 deep") == true)
  }

  @Test func emptyAndOddPathsAreDrawn() {
    let stroke = Stroke(Paint(.ink), width: 0)
    let odd: [Path] = [
      Path(), Path([.close]), Path([.line(Point(x: 1, y: 1))]),
      Path([.move(Point(x: 1, y: 1))]),
      Path([.close, .close, .line(Point(x: 1, y: 1)), .close]),
    ]
    let elements = odd.map { Scene.Element.path($0, fill: Paint(.ink), stroke: stroke) }
    for format in ImageFormat.allCases { #expect(failure(Samples.scene(elements), format) == nil) }
    #expect(throws: Never.self) {
      try Samples.renderer().inlineSVG(Samples.scene(elements), id: "f")
    }
  }
}
