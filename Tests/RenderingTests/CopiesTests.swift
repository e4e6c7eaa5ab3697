import Plotting
import Rendering
import Testing
import Typesetting

/// The same elements at many places.
struct CopiesTests {
  private func image(
    _ elements: [Scene.Element], scale: Double = 2
  ) throws -> PNGReader {
    try PNGReader(
      try Samples.renderer().render(
        Samples.scene(elements, width: 200, height: 160), as: .png, scale: scale))
  }

  /// Places that fall anywhere within a pixel, some of them beyond the picture.
  private func places(_ count: Int) -> [Point] {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    return (0..<count).map { _ in Point(x: 230 * next() - 15, y: 190 * next() - 15) }
  }

  private let dot: [Scene.Element] = [
    .path(Samples.circle(0, 0, 3), fill: nil, stroke: Stroke(Paint(.paper), width: 2.5)),
    .path(Samples.circle(0, 0, 3), fill: Paint(.training), stroke: nil),
  ]

  private func lowered(_ symbol: [Scene.Element], _ places: [Point]) -> [Scene.Element] {
    // A group around each copy says nothing but keeps it from being stamped.
    places.flatMap { place in
      [Scene.Element.copies(symbol, at: [place])]
    }
  }

  /// Mean and greatest difference of a component.
  private func difference(_ a: PNGReader, _ b: PNGReader) -> (mean: Double, greatest: Int) {
    let all = zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }
    return (Double(all.reduce(0, +)) / Double(max(1, all.count)), all.max() ?? 0)
  }

  @Test(arguments: [1.0, 0.4]) func manyLookLikeTheirPaths(opacity: Double) throws {
    let places = places(400)
    var symbol = dot
    symbol[1] = .path(
      Samples.circle(0, 0, 3), fill: Paint(.training, opacity: opacity), stroke: nil)
    let stamped = try image([.copies(symbol, at: places)])
    let (mean, greatest) = difference(stamped, try image(lowered(symbol, places)))
    // A place is off by an eighth of a pixel at most, which changes the coverage of an edge's pixel
    // by about 0.125 * 1.4, or 45 of 255, and of the few where several edges meet by more.
    #expect(greatest > 0)
    #expect(greatest < 90)
    #expect(mean < 1.5)
  }

  @Test func placesOnQuartersOfPixelsAreExact() throws {
    let places = (0..<400).map { index in
      Point(x: 8 + Double(index % 25) * 7.125, y: 8 + Double(index / 25) * 8.875)
    }
    let stamped = try image([.copies(dot, at: places)])
    // Cairo keeps coordinates in 256ths of a pixel and colours with opacity in eight bits.
    #expect(difference(stamped, try image(lowered(dot, places))).greatest <= 2)
  }

  @Test func everyCopyIsDrawnBeforeTheNext() throws {
    // All at two places: the halo of the last lies over the disc of the last but one.
    let places = (0..<300).map { Point(x: $0.isMultiple(of: 2) ? 100 : 105, y: 80) }
    let picture = try image([.copies(dot, at: places)])
    #expect(picture.pixel(210, 160) == 0xd55e00)
    #expect(picture.pixel(202, 160) == 0xffffff)
  }

  @Test func clipsHoldCopiesBack() throws {
    let clip = Rect(x: 50, y: 40, width: 60, height: 50)
    let inner = Rect(x: 70.3, y: 10, width: 100, height: 70.2)
    let places = places(3000)
    func scene(_ children: [Scene.Element]) -> [Scene.Element] {
      [
        .group(
          label: nil, clip: clip, [.group(label: nil, clip: inner, children)])
      ]
    }
    let stamped = try image(scene([.copies(dot, at: places)]))
    for y in 0..<320 {
      for x in 0..<400 where !((140..<220).contains(x) && (80..<161).contains(y)) {
        #expect(stamped.pixel(x, y) == 0xffffff)
      }
    }
    let plain = try image(scene(lowered(dot, places)))
    #expect(difference(stamped, plain).greatest < 120)
    #expect(stamped.pixel(150, 100) != 0xffffff || stamped.pixel(152, 100) != 0xffffff)
  }

  @Test func fewCopiesAreDrawnAsTheyAre() throws {
    let places = places(199)
    let file = try Samples.renderer().render(Samples.scene([.copies(dot, at: places)]), as: .png)
    let plain = try Samples.renderer().render(Samples.scene(lowered(dot, places)), as: .png)
    #expect(file == plain)
  }

  @Test func symbolsWithTextAreStampedToo() throws {
    let line = try Typesetter().line("x", size: 9)
    let text = Scene.Element.text(
      line, at: Point(x: -2, y: 3), angle: 30, paint: Paint(.ink), halo: true)
    let places = places(300)
    let stamped = try image([.copies([text], at: places)])
    #expect(difference(stamped, try image(lowered([text], places))).mean < 2)
  }

  @Test func badPlacesAreRefused() {
    for place in [Point(x: .nan, y: 1), Point(x: 1, y: 1e300)] {
      let element = Scene.Element.copies(dot, at: [Point](repeating: place, count: 300))
      for format in ImageFormat.allCases {
        #expect(throws: RenderingError.self) {
          try Samples.renderer().render(Samples.scene([element]), as: format)
        }
      }
      #expect(throws: RenderingError.self) {
        try Samples.renderer().inlineSVG(Samples.scene([element]), id: "f")
      }
    }
  }

  // MARK: In pages

  private func inline(_ elements: [Scene.Element]) throws -> String {
    try Samples.renderer().inlineSVG(Samples.scene(elements, width: 200, height: 160), id: "f")
  }

  @Test func opaqueDiscsShareAPath() throws {
    let svg = try inline([
      .copies([dot[1]], at: [Point(x: 10, y: 20), Point(x: 12.5, y: 20), Point(x: 12.5, y: 30)])
    ])
    #expect(
      svg.contains(
        "<path d=\"M10 20h0m2.5 0h0m0 10h0\" class=\"s-training\" stroke=\"#d55e00\" "
          + "stroke-width=\"6\"/>"))
  }

  @Test func opaqueDiscsShareAPathInFilesToo() throws {
    let places = [Point(x: 10, y: 20), Point(x: 12.5, y: 20), Point(x: 12.5, y: 30)]
    let scene = Samples.scene([.copies([dot[1]], at: places)])
    let svg = String(decoding: try Samples.renderer().render(scene, as: .svg), as: UTF8.self)
    #expect(svg.contains("d=\"M10 20h0m2.5 0h0m0 10h0\""))
    #expect(svg.contains("stroke-width=\"6\""))
  }

  @Test func haloedDiscsAreCirclesInTheirOrder() throws {
    let svg = try inline([.copies(dot, at: [Point(x: 10, y: 20), Point(x: 12.5, y: 20)])])
    #expect(svg.matches(of: /<circle/).count == 2)
    #expect(svg.contains("paint-order=\"stroke\""))
    #expect(!svg.contains("<use"))
  }

  @Test func otherSymbolsAreReferredTo() throws {
    let cross = Scene.Element.path(
      Samples.polyline([(-2, -2), (2, 2)]), fill: nil, stroke: Stroke(Paint(.ink), width: 1))
    let places = [Point(x: 10, y: 20), Point(x: 30, y: 20), Point(x: 30, y: 45.5)]
    let svg = try inline([.copies([cross], at: places)])
    #expect(svg.contains("<g id=\"f-s1\">\n<path d=\"M8 18l4 4\""))
    #expect(svg.contains("<use href=\"#f-s1\" x=\"20\" y=\"0\"/>"))
    #expect(svg.contains("<use href=\"#f-s1\" x=\"20\" y=\"25.5\"/>"))
    #expect(svg.matches(of: /<path/).count == 1)
  }
}
