import Plotting
import Rendering
import Testing
import Typesetting

/// Rectangular grids of colours.
struct CellsTests {
  /// Seven by five cells in three colours, one of which the palette does not have.
  private let cells = ColorCells(
    columns: 7, rows: 5, paints: [Paint(.training), Paint(.gradientOfAverage), Paint(.wrong)],
    indices: (0..<35).map { UInt8([0, 1, 2, 9][($0 * 5 + $0 / 7) % 4]) })
  /// Edges that fall between pixels.
  private let rect = Rect(x: 10.3, y: 12.7, width: 63.9, height: 41.2)
  private let colors: [UInt32] = [0xd55e00, 0x0072b2, 0x9d4469, 0xffffff]

  private func scene(_ cells: ColorCells) -> Scene { Samples.scene([.cells(cells, in: rect)]) }

  private func color(_ column: Int, _ row: Int) -> UInt32 {
    colors[((row * 7 + column) * 5 + row) % 4]
  }

  @Test(arguments: [1.0, 2, 3.3]) func pixelsHaveTheColourOfTheCellAtTheirMiddle(
    scale: Double
  ) throws {
    let image = try PNGReader(
      try Samples.renderer().render(scene(cells), as: .png, scale: scale))
    for y in 0..<image.height {
      for x in 0..<image.width {
        let column = ((Double(x) + 0.5) / scale - rect.x) / rect.width * 7
        let row = ((Double(y) + 0.5) / scale - rect.y) / rect.height * 5
        let isInside = (0..<7).contains(column) && (0..<5).contains(row)
        #expect(image.pixel(x, y) == (isInside ? color(Int(column), Int(row)) : 0xffffff))
      }
    }
  }

  @Test func cellsSmallerThanPixelsAreSampled() throws {
    let fine = ColorCells(
      columns: 1000, rows: 700, paints: [Paint(.ink), Paint(.paper)],
      indices: (0..<700_000).map { UInt8($0 % 1000 < 500 ? 0 : 1) })
    let image = try PNGReader(try Samples.renderer().render(scene(fine), as: .png, scale: 1))
    #expect(image.pixel(12, 30) == 0x1f2328)
    #expect(image.pixel(41, 30) == 0x1f2328)
    #expect(image.pixel(43, 30) == 0xffffff)
  }

  @Test func translucentCellsLetShineThrough() throws {
    let pale = ColorCells(columns: 1, rows: 1, paints: [Paint(.ink, opacity: 0.5)], indices: [0])
    let elements: [Scene.Element] = [Samples.square(.training), .cells(pale, in: rect)]
    let image = try PNGReader(
      try Samples.renderer().render(Samples.scene(elements), as: .png, scale: 1))
    #expect(image.pixel(30, 30) == 0x7a4114)
    #expect(image.pixel(12, 30) == 0x8f9193)
  }

  @Test func clipsHoldCellsBack() throws {
    let clip = Rect(x: 20, y: 20, width: 10, height: 10)
    let element = Scene.Element.group(label: nil, clip: clip, [.cells(cells, in: rect)])
    let image = try PNGReader(
      try Samples.renderer().render(Samples.scene([element]), as: .png, scale: 1))
    for y in 0..<80 {
      for x in 0..<100 where !((20..<30).contains(x) && (20..<30).contains(y)) {
        #expect(image.pixel(x, y) == 0xffffff)
      }
    }
    #expect(image.pixel(21, 21) == color(1, 1))
  }

  /// The middle of each cell in a picture at two pixels per px.
  private func expectMiddles(_ image: PNGReader) {
    for row in 0..<5 {
      for column in 0..<7 {
        let x = 2 * (rect.x + (Double(column) + 0.5) * rect.width / 7)
        let y = 2 * (rect.y + (Double(row) + 0.5) * rect.height / 5)
        // A blurred picture would have other colours a quarter of a cell beside the middle.
        for offset in [-4.0, 0, 4] {
          #expect(image.pixel(Int(x + offset), Int(y + offset)) == color(column, row))
        }
      }
    }
  }

  @Test(.enabled(if: Tool.rsvgConvert.isInstalled)) func fileIsCrispInViewers() throws {
    let svg = try Samples.renderer().render(scene(cells), as: .svg)
    let text = String(decoding: svg, as: UTF8.self)
    #expect(text.matches(of: /shape-rendering="crispEdges"/).count == 3)
    #expect(!text.contains("evenodd"))
    let image = try Tool.rsvgConvert.run(
      on: svg, ["--background-color", "white", "--zoom", "2"], suffix: "svg"
    ).1
    expectMiddles(try PNGReader(image))
  }

  @Test(.enabled(if: Tool.pdftoppm.isInstalled)) func printIsCrisp() throws {
    let pdf = try Samples.renderer().render(scene(cells), as: .pdf)
    let image = try Tool.pdftoppm.run(on: pdf, ["-png", "-r", "192"], suffix: "pdf").1
    expectMiddles(try PNGReader(image))
  }

  @Test func inPagesEveryColourIsOnePathWithCrispEdges() throws {
    let square = Rect(x: 10, y: 20, width: 40, height: 20)
    let two = ColorCells(
      columns: 4, rows: 2, paints: [Paint(.field(0)), Paint(.field(1))],
      indices: [0, 0, 1, 1, 1, 0, 0, 9])
    let svg = try Samples.renderer().inlineSVG(
      Samples.scene([.cells(two, in: square)]), id: "f")
    #expect(
      svg.contains("<path d=\"M10 20h20v10h-20zm10 10h20v10h-20z\" class=\"c-r0\" fill=\"#"))
    #expect(svg.contains("<path d=\"M30 20h20v10h-20zm-20 10h10v10h-10z\" class=\"c-r15\""))
    #expect(svg.matches(of: /shape-rendering="crispEdges"/).count == 2)
    #expect(svg.matches(of: /<path/).count == 2)
  }

  @Test func gridsWithoutCellsAreNothing() throws {
    let none = ColorCells(columns: 3, rows: 2, paints: [Paint(.ink)], indices: [0])
    for format in ImageFormat.allCases {
      #expect(try !Samples.renderer().render(scene(none), as: format).isEmpty)
    }
  }
}
