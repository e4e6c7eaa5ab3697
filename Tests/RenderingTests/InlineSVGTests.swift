import Foundation
import Plotting
import Rendering
import Testing
import Typesetting

struct InlineSVGTests {
  private func inline(_ scene: Scene, id: String = "f1") throws -> String {
    try Samples.renderer().inlineSVG(scene, id: id)
  }

  @Test func figuresOfAPageShareNoID() throws {
    let scene = Samples.figure(typesetter: try Typesetter())
    let first = ids(in: try inline(scene, id: "fig-1"))
    let second = ids(in: try inline(scene, id: "fig-2"))
    #expect(first == ["fig-1", "fig-1-t", "fig-1-d", "fig-1-c1"])
    #expect(first.isDisjoint(with: second))
  }

  @Test func idsAreMadeSafe() throws {
    #expect(ids(in: try inline(Samples.scene([]), id: "a\"><b é")).contains("a---b--"))
    #expect(ids(in: try inline(Samples.scene([]), id: "1")).contains("f1"))
  }

  @Test func colourIsAClassAndALiteral() throws {
    let svg = try inline(Samples.scene([Samples.square(.training, opacity: 0.2)]))
    #expect(
      svg.contains(
        "<path d=\"M20 20h40v40h-40z\" class=\"c-training\" fill=\"#d55e00\" fill-opacity=\".2\"/>")
    )
    #expect(!svg.contains("style="))
  }

  @Test func textIsLiveAndEscaped() throws {
    let line = try Typesetter().line(Label(verbatim: "a<b> & \"c\"\u{1}"), size: 12)
    let element = Scene.Element.text(
      line, at: Point(x: 10, y: 20.5), angle: 90, paint: Paint(.ink), halo: false)
    let svg = try inline(Samples.scene([element], title: "<&>"))
    #expect(svg.contains(" x=\"10\" y=\"20.5\""))
    #expect(svg.contains(" font-size=\"12\""))
    #expect(svg.contains("transform=\"rotate(-90 10 20.5)\""))
    #expect(svg.contains(">a&lt;b&gt; &amp; &quot;c&quot;"))
    #expect(svg.contains("<title id=\"f1-t\">&lt;&amp;&gt;</title>"))
    #expect(!svg.contains("\u{1}"))
  }

  @Test func haloLiesBelowItsLetters() throws {
    let line = try Typesetter().line("loss", size: 12)
    let element = Scene.Element.text(
      line, at: Point(x: 10, y: 20), angle: 0, paint: Paint(.ink), halo: true)
    let svg = try inline(Samples.scene([element]))
    #expect(svg.contains("class=\"f-r c-ink s-paper\""))
    #expect(svg.contains("paint-order=\"stroke\""))
  }

  @Test func sizeVariantsOfTheMathFontArePaths() throws {
    let run = TextRun(
      text: "(", face: .math, size: 12, origin: Point(x: 0, y: 0), advance: 5, glyph: 20)
    let line = TextLine(runs: [run], width: 5, ascent: 9, descent: 3, plainText: "(")
    let svg = try inline(
      Samples.scene([
        .text(line, at: Point(x: 10, y: 20), angle: 0, paint: Paint(.ink), halo: false)
      ]))
    #expect(!svg.contains("<text"))
    #expect(svg.contains("class=\"c-ink\" fill=\"#1f2328\"/>"))
  }

  @Test func circlesAreCircles() throws {
    let dot = Scene.Element.path(Samples.circle(50, 40, 3.5), fill: Paint(.sample), stroke: nil)
    #expect(try inline(Samples.scene([dot])).contains("<circle cx=\"50\" cy=\"40\" r=\"3.5\""))
    var squashed = Samples.circle(50, 40, 3.5)
    squashed.segments[1] = .curve(
      Point(x: 53.5, y: 42), Point(x: 52, y: 43.5), Point(x: 50.2, y: 43.5))
    let other = Scene.Element.path(squashed, fill: Paint(.sample), stroke: nil)
    #expect(try !self.inline(Samples.scene([other])).contains("<circle"))
  }

  @Test func equalOpaqueStrokesShareAnElement() throws {
    func lines(_ opacity: Double) -> [Scene.Element] {
      [10, 20, 30].map {
        .path(
          Samples.polyline([(0, $0), (50, $0)]), fill: nil,
          stroke: Stroke(Paint(.grid, opacity: opacity), width: 1))
      }
    }
    let merged = try inline(Samples.scene(lines(1)))
    #expect(merged.contains("d=\"M0 10h50m-50 10h50m-50 10h50\""))
    #expect(try inline(Samples.scene(lines(0.5))).matches(of: /<path/).count == 3)
  }

  @Test func neighboursThatLookAlikeShareAGroup() throws {
    let dots = [10.0, 20, 30].map {
      Scene.Element.path(Samples.circle($0, 40, 3), fill: Paint(.sample), stroke: nil)
    }
    let svg = try inline(Samples.scene(dots + [Samples.square(.ink)]))
    #expect(
      svg.contains(
        """
        <g class="c-sample" fill="#8c959f">
        <circle cx="10" cy="40" r="3"/>
        <circle cx="20" cy="40" r="3"/>
        <circle cx="30" cy="40" r="3"/>
        </g>
        <path d="M20 20h40v40h-40z" class="c-ink" fill="#1f2328"/>
        """))
  }

  @Test func dotsCarryTheirOwnHalo() throws {
    let halo = Stroke(Paint(.paper), width: 2.5)
    let elements = [20.0, 50].flatMap { x -> [Scene.Element] in
      let dot = Samples.circle(x, 40, 3)
      return [
        .path(dot, fill: nil, stroke: halo), .path(dot, fill: Paint(.sample), stroke: nil),
      ]
    }
    let ring = Scene.Element.path(Samples.circle(80, 40, 3), fill: nil, stroke: halo)
    let svg = try inline(Samples.scene(elements + [ring]))
    #expect(svg.matches(of: /<circle/).count == 3)
    #expect(svg.matches(of: /paint-order="stroke"/).count == 1)
    #expect(svg.contains("<circle cx=\"80\" cy=\"40\" r=\"3\" class=\"s-paper\" stroke="))
  }

  @Test func roundingErrorsDoNotAddUp() throws {
    // A zigzag whose steps of 0.004 px would all round to zero, and which nothing may thin out.
    let points = (0...1000).map { (Double($0) * 0.033, $0.isMultiple(of: 2) ? 10.0 : 20.0) }
    let path = Scene.Element.path(
      Samples.polyline(points), fill: nil, stroke: Stroke(Paint(.ink), width: 1))
    let svg = try inline(Samples.scene([path]))
    let data = try #require(svg.firstMatch(of: /d="M0 10l([^"]*)"/)).1
    let numbers = data.matches(of: /-?(\d+\.\d+|\.\d+|\d+)/).compactMap { Double($0.0) }
    let end = stride(from: 0, to: numbers.count, by: 2).reduce(0.0) { $0 + numbers[$1] }
    #expect(numbers.count == 2000)
    #expect(abs(end - 33) < 0.0051)
  }

  @Test func densePolylinesAreThinned() throws {
    let points = (0...500).map { (Double($0) / 5, Double($0) / 10) }
    let path = Scene.Element.path(
      Samples.polyline(points), fill: nil, stroke: Stroke(Paint(.ink), width: 1))
    #expect(try inline(Samples.scene([path])).contains("d=\"M0 0l100 50\""))
  }

  @Test func styleSheetHasEveryClassInUse() throws {
    var scene = Samples.figure(typesetter: try Typesetter())
    scene.elements.append(Samples.square(.surface(0.4, light: 0.9)))
    let css = inlineSVGStyleSheet(for: [scene])
    let svg = try inline(scene)
    for match in svg.matches(of: /\sclass="([^"]*)"/) {
      for name in match.1.split(separator: " ") { #expect(css.contains(".\(name)")) }
    }
    #expect(css.contains("--c-ink:#1f2328"))
    #expect(css.contains("--c-ink:#e6edf3"))
    #expect(css.utf8.count < 8000)
  }

  @Test(.enabled(if: Tool.xmllint.isInstalled)) func isWellFormed() throws {
    let svg = try inline(Samples.figure(typesetter: try Typesetter()))
    try Tool.keep(Array(svg.utf8), "inline.svg")
    #expect(try Tool.xmllint.run(on: Array(svg.utf8), ["--noout"], suffix: "svg").0 == 0)
  }

  @Test(.enabled(if: Tool.rsvgConvert.isInstalled)) func showsWhatThePNGShows() throws {
    let scene = Samples.figure(typesetter: try Typesetter())
    let renderer = try Samples.renderer()
    // librsvg knows no variables, so the families are given as a page would resolve them.
    let css =
      "<style>.f-r,.f-s{font-family:Inter}.f-s{font-weight:600}"
      + ".f-m{font-family:'TeX Gyre Pagella Math'}</style></svg>"
    let svg = try renderer.inlineSVG(scene, id: "f").replacing("</svg>", with: css)
    let difference = try Difference(
      svg: Array(svg.utf8), png: renderer.render(scene, as: .png, scale: 2))
    #expect(difference.mean < 1.5)
  }
}
