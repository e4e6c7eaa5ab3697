import Plotting
import Rendering
import Testing
import Typesetting

/// What the rasteriser does to strokes so that they are crisp and quick.
struct StrokeTests {
  private func image(
    _ path: Path, _ stroke: Stroke, fill: Paint? = nil, scale: Double = 1
  ) throws -> PNGReader {
    let scene = Samples.scene([.path(path, fill: fill, stroke: stroke)])
    return try PNGReader(try Samples.renderer().render(scene, as: .png, scale: scale))
  }

  @Test(arguments: [20.0, 20.3, 20.5, 20.9])
  func levelLinesCoverWholePixels(y: Double) throws {
    let image = try image(
      Samples.polyline([(10, y), (90, y)]), Stroke(Paint(.ink), width: 1, cap: .butt))
    let column = (0..<image.height).map { image.pixel(50, $0) }
    #expect(column.filter { $0 == 0x1f2328 }.count == 1)
    #expect(column.filter { $0 == 0xffffff }.count == image.height - 1)
  }

  @Test func boxesAreCrispOnAllSides() throws {
    let image = try image(
      Samples.rectangle(10.3, 10.3, 60.4, 40.4), Stroke(Paint(.axis), width: 1, cap: .butt),
      scale: 2)
    let row = Set((0..<image.width).map { image.pixel($0, 60) })
    let column = Set((0..<image.height).map { image.pixel(60, $0) })
    #expect(row == [0xffffff, 0x8c959f])
    #expect(column == [0xffffff, 0x8c959f])
  }

  @Test func slantedLinesAreSmooth() throws {
    let image = try image(
      Samples.polyline([(10, 10), (90, 40)]), Stroke(Paint(.ink), width: 1))
    #expect(Set((0..<image.height).map { image.pixel(50, $0) }).count > 2)
  }

  @Test func longTranslucentLinesHaveNoDarkJoints() throws {
    let points = (0...6000).map { step -> (Double, Double) in
      (10 + Double(step) / 75, step.isMultiple(of: 2) ? 40 : 40.001)
    }
    let stroke = Stroke(Paint(.ink, opacity: 0.5), width: 4)
    let image = try image(Samples.polyline(points), stroke)
    #expect(Set((20..<80).map { image.pixel($0, 40) }).count == 1)
  }

  @Test func dashesGoOnWhereALongLineIsCut() throws {
    let few = Samples.polyline([(10, 10), (90, 60)])
    let points = (0...4000).map { step -> (Double, Double) in
      (10 + Double(step) / 50, 10 + Double(step) / 80)
    }
    let many = Samples.polyline(points)
    let stroke = Stroke(Paint(.ink), width: 2, dash: [5, 3], cap: .butt)
    let (a, b) = (try image(few, stroke), try image(many, stroke))
    // 15 measured, as cairo rounds each point; 214 where a dash begins anew at a cut.
    #expect(greatestDifference(a, b) < 40)
  }

  @Test func longClosedLinesAreClosed() throws {
    let side = 700
    let corners = [(10.5, 10.2), (80.2, 12.1), (82.3, 60.7), (12.4, 58.5)]
    // Three sides in small steps; the fourth is left to the close, as one long segment.
    var points = (0..<3).flatMap { index -> [(Double, Double)] in
      let (a, b) = (corners[index], corners[index + 1])
      return (0..<side).map { step in
        let t = Double(step) / Double(side)
        return (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1))
      }
    }
    points.append(corners[3])
    let stroke = Stroke(Paint(.ink), width: 2)
    var (few, many) = (Samples.polyline(corners), Samples.polyline(points))
    let open = try image(many, stroke)
    few.segments.append(.close)
    many.segments.append(.close)
    let (a, b) = (try image(few, stroke), try image(many, stroke))
    // Coverage is counted piece by piece where pieces meet; a missing side differs by 200 and more.
    #expect(greatestDifference(a, b) < 64)
    #expect(greatestDifference(a, open) > 200)
  }

  private func greatestDifference(_ a: PNGReader, _ b: PNGReader) -> Int {
    zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }

  @Test func timeGrowsWithTheNumberOfCrossingSegmentsAndNotWithItsSquare() throws {
    func seconds(_ count: Int) throws -> Double {
      var state: UInt64 = 1
      func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24)
      }
      let path = Samples.polyline((0..<count).map { _ in (100 * next(), 80 * next()) })
      return try processorSeconds { _ = try image(path, Stroke(Paint(.ink), width: 1)) }
    }
    // Twelve times the segments: 11 measured in pieces, 77 where they are stroked as one.
    let ratio = try seconds(60_000) / seconds(5000)
    #expect(ratio < 30)
  }

  @Test func darkThemeDiffers() throws {
    let scene = Samples.scene([Samples.square(.ink)])
    let image = try PNGReader(
      try Samples.renderer().render(scene, as: .png, theme: .dark, scale: 1))
    #expect(image.pixel(0, 0) == 0x0f1419)
    #expect(image.pixel(30, 30) == 0xe6edf3)
  }
}
