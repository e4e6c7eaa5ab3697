import Foundation
import Plotting
import Rendering
import Testing
import Typesetting

/// What cairo and viewers get wrong unless they are kept from it.
struct TrapTests {
  private func svg(_ scene: Scene) throws -> String {
    String(decoding: try Samples.renderer().render(scene, as: .svg), as: UTF8.self)
  }

  @Test func circlesHaveFourArcs() throws {
    let disc = Scene.Element.path(Samples.circle(50, 40, 3), fill: Paint(.ink), stroke: nil)
    let data = try #require(try svg(Samples.scene([disc])).firstMatch(of: /d="(M53[^"]*)"/)).1
    // Two numbers of the start and six of each curve.
    #expect(data.matches(of: /-?(\d+\.\d+|\.\d+|\d+)/).count == 26)
  }

  @Test func nothingTurnsThePageIntoAPicture() throws {
    let scene = Samples.figure(typesetter: try Typesetter())
    #expect(try !svg(scene).contains("<image"))
    let pdf = String(decoding: try Samples.renderer().render(scene, as: .pdf), as: UTF8.self)
    #expect(!pdf.contains("/Subtype /Image"))
  }

  @Test func lettersInPixelsStandWhereTheyWereMeasured() throws {
    // Shifted by a third of a pixel the letters have other edges: they are not put on whole pixels.
    let line = try Typesetter().line("illi", size: 12)
    func pixels(_ x: Double) throws -> [UInt8] {
      let text = Scene.Element.text(
        line, at: Point(x: x, y: 40), angle: 0, paint: Paint(.ink), halo: false)
      return try PNGReader(
        try Samples.renderer().render(Samples.scene([text]), as: .png, scale: 1)
      ).pixels
    }
    #expect(try pixels(10) != pixels(10.33))
    let (a, b) = (try pixels(10), try pixels(11))
    #expect(Array(a.dropLast(3)) == Array(b.dropFirst(3)))
  }

  @Test func noSeamsShowBetweenFacets() throws {
    // A dark field of slanted quadrilaterals on white paper, each with a line of its own colour.
    let paint = Paint(.ink)
    let elements = (0..<64).map { index -> Scene.Element in
      let (i, j) = (Double(index % 8), Double(index / 8))
      func corner(_ u: Double, _ v: Double) -> (Double, Double) {
        (15 + 7.3 * u + 1.1 * v, 10 + 6.1 * v + 1.3 * u)
      }
      var path = Samples.polyline([
        corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1),
      ])
      path.segments.append(.close)
      return .path(path, fill: paint, stroke: Stroke(paint, width: 0.6))
    }
    let image = try PNGReader(
      try Samples.renderer().render(Samples.scene(elements), as: .png, scale: 1))
    for y in 25..<50 {
      for x in 30..<65 {
        // Without the lines 0x5f and more shows between dark neighbours.
        #expect(image.pixel(x, y) >> 16 <= 0x1f + 20)
      }
    }
    // The border is half a line's width outside of the facets' outline, and no farther.
    #expect(image.pixel(40, 8) == 0xffffff)
  }

  @Test func colorsAreLiteralsBesideTheirVariables() throws {
    let inline = try Samples.renderer().inlineSVG(
      Samples.figure(typesetter: try Typesetter()), id: "f")
    #expect(!inline.contains("var("))
    #expect(!inline.contains("style="))
    for match in inline.matches(of: /class="([^"]*)"([^>]*)>/)
    where match.1.contains("c-") || match.1.contains("s-") {
      #expect(match.2.contains("=\"#"))
    }
  }

  @Test func fieldsFollowTheTheme() throws {
    let css = inlineSVGStyleSheet()
    let rules = css.matches(of: /--c-r7:(#[0-9a-f]{6})/).map { $0.1 }
    #expect(Set(rules).count == 2)
  }

  @Test func neighboursOfOneLookShareAGroup() throws {
    let elements = (0..<5).map { index in
      Scene.Element.path(
        Samples.polyline([(10, 10 + 5 * Double(index)), (60, 12 + 5 * Double(index))]), fill: nil,
        stroke: Stroke(Paint(.training), width: 1))
    }
    let svg = try svg(Samples.scene(elements + [Samples.square(.ink)]))
    #expect(svg.matches(of: /stroke="#d55e00"/).count == 1)
    #expect(svg.contains("<path d=\"M10 15l50 2\"/>"))
  }

  @Test func longLinesAreThinnedInFiles() throws {
    let points = (0...500).map { (Double($0) / 5, Double($0) / 10) }
    let path = Scene.Element.path(
      Samples.polyline(points), fill: nil, stroke: Stroke(Paint(.ink), width: 1))
    #expect(try svg(Samples.scene([path])).contains("d=\"M0 0l100 50\""))
  }

  @Test(arguments: [60_000.0, 10_001]) func hugePagesAreRefusedWithTheLimit(side: Double) throws {
    #expect(throws: RenderingError.self) {
      try Samples.renderer().inlineSVG(Samples.scene([], width: side), id: "f")
    }
    do {
      _ = try Samples.renderer().inlineSVG(Samples.scene([], width: side), id: "f")
    } catch {
      #expect("\(error)".contains("the limits are 32 to 10000 px a side"))
    }
  }
}
