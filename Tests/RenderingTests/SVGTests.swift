import Foundation
import Plotting
import Rendering
import Testing
import Typesetting

struct SVGTests {
  private func text(
    _ scene: Scene, _ recipe: Recipe = Recipe([]), theme: ThemeName = .light
  ) throws -> String {
    String(
      decoding: try Samples.renderer().render(scene, as: .svg, theme: theme, recipe: recipe),
      as: UTF8.self)
  }

  @Test func drawingTwiceInOneProcessGivesTheSameBytes() throws {
    let scene = Samples.figure(typesetter: try Typesetter())
    for format in ImageFormat.allCases {
      let renderer = try Samples.renderer()
      #expect(try renderer.render(scene, as: format) == renderer.render(scene, as: format))
    }
  }

  @Test func twoFilesHaveNoIDInCommon() throws {
    let first = ids(in: try text(Samples.figure(seed: 0)))
    let second = ids(in: try text(Samples.figure(seed: 0.25)))
    #expect(first.count > 2)
    #expect(first.count == second.count)
    #expect(first.isDisjoint(with: second))
  }

  @Test func everyReferenceHasItsTarget() throws {
    let svg = try text(Samples.figure(typesetter: try Typesetter()))
    let targets = ids(in: svg)
    for match in svg.matches(of: /url\(#([^)]*)\)|href="#([^"]*)"/) {
      #expect(targets.contains(String(match.1 ?? match.2 ?? "")))
    }
  }

  @Test func noStyleAttributesAndNoPercentages() throws {
    let svg = try text(Samples.figure(typesetter: try Typesetter()))
    #expect(!svg.contains("style="))
    #expect(!svg.contains("rgb("))
    #expect(svg.contains("fill=\"#17a694\" fill-opacity=\"0.2\""))
    #expect(svg.contains("stroke=\"#17a694\""))
  }

  @Test func numbersHaveTwoDecimalsAtMost() throws {
    let svg = try text(Samples.figure(typesetter: try Typesetter()))
    #expect(svg.firstMatch(of: /d="[^"]*\.\d\d\d/) == nil)
  }

  @Test func titleDescriptionAndRecipeAreEscaped() throws {
    let scene = Samples.scene([], title: "a < b & \u{b}\"c\"", description: "x > \u{0}y")
    let svg = try text(scene, Recipe([("data", "<&>.csv\n--")]))
    #expect(svg.contains(">a &lt; b &amp; &quot;c&quot;</title>"))
    #expect(svg.contains(">x &gt; y</desc>"))
    #expect(svg.contains("data=&lt;&amp;&gt;.csv --"))
    #expect(svg.contains("role=\"img\" aria-labelledby=\"t"))
    #expect(svg.contains("width=\"100px\" height=\"80px\""))
  }

  @Test func themesDifferInColourOnly() throws {
    let light = try text(Samples.figure())
    let dark = try text(Samples.figure(), theme: .dark)
    #expect(light != dark)
    let colour = /#[0-9a-f]{6}|[tdg][0-9a-f]{8}/
    #expect(light.replacing(colour, with: "") == dark.replacing(colour, with: ""))
  }

  @Test(.enabled(if: Tool.xmllint.isInstalled)) func isWellFormed() throws {
    let typesetter = try Typesetter()
    let svg = try SceneRenderer(typesetter: typesetter).render(
      Samples.figure(typesetter: typesetter), as: .svg, recipe: Recipe([("a", "<b> & \u{1}")]))
    try Tool.keep(svg, "figure.svg")
    #expect(try Tool.xmllint.run(on: svg, ["--noout"], suffix: "svg").0 == 0)
  }

  @Test(.enabled(if: Tool.rsvgConvert.isInstalled)) func fileShowsWhatThePNGShows() throws {
    let scene = Samples.figure(typesetter: try Typesetter())
    let renderer = try Samples.renderer()
    let difference = try Difference(
      svg: renderer.render(scene, as: .svg), png: renderer.render(scene, as: .png, scale: 2))
    #expect(difference.mean < 1)
  }
}

/// All values of `id` attributes.
func ids(in svg: String) -> Set<String> {
  Set(svg.matches(of: /\sid="([^"]*)"/).map { String($0.1) })
}
