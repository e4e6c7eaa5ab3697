import Plotting
import Rendering
import Testing
import Typesetting

/// Text in other scripts, as a page's browser is to show it.
@Suite struct ScriptTests {
  private static let texts = [
    "שלום (kg)", "العربية 12.5", "漢字の列", "mixed ABC שלום 123", "(עמודה) [a] 1–2", "مرحبا (漢字) – x",
  ]

  /// Each text below the other, with the ends of its box.
  private func scene(_ texts: [String], size: Double = 24) throws -> Scene {
    let typesetter = try Typesetter()
    return Samples.scene(
      texts.enumerated().flatMap { row, text -> [Scene.Element] in
        let line = typesetter.line(Label(verbatim: text), size: size)
        let origin = Point(x: 20, y: 40 + 1.7 * size * Double(row))
        let box = line.bounds(at: origin)
        let frame = Path([
          .move(Point(x: box.x, y: box.y)), .line(Point(x: box.x, y: box.maxY)),
          .line(Point(x: box.maxX, y: box.maxY)), .line(Point(x: box.maxX, y: box.y)),
        ])
        return [
          .path(frame, fill: nil, stroke: Stroke(Paint(.training), width: 1)),
          .text(line, at: origin, angle: 0, paint: Paint(.ink), halo: false),
        ]
      }, width: 420, height: 320)
  }

  /// A coordinate as figures in a page have it.
  private static func hundredths(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  @Test func textFromRightToLeftStartsAtItsRightEnd() throws {
    let typesetter = try Typesetter()
    let line = typesetter.line(Label(verbatim: "שלום (kg)"), size: 24)
    let svg = try Samples.renderer().inlineSVG(try scene(["שלום (kg)"]), id: "f1")
    let word = try #require(line.runs.first)
    let end = Self.hundredths(20 + word.origin.x + word.advance)
    #expect(
      svg.contains("x=\"\(end)\" y=\"40\" direction=\"rtl\" unicode-bidi=\"bidi-override\""))
    #expect(svg.contains("unicode-bidi=\"bidi-override\" font-size=\"24\">kg</tspan>"))
    #expect(try !Samples.renderer().inlineSVG(scene(["abc – d"]), id: "f1").contains("bidi"))
  }

  @Test func anInstalledFaceIsAsLongAsItWasMeasured() throws {
    let line = try Typesetter().line(Label(verbatim: "漢字の列"), size: 24)
    #expect(line.runs.count == 1)
    let svg = try Samples.renderer().inlineSVG(try scene(["漢字の列"]), id: "f1")
    #expect(svg.contains("class=\"f-o c-ink\""))
    #expect(svg.contains("textLength=\"\(Self.hundredths(line.width))\""))
    #expect(inlineSVGStyleSheet().contains(".f-o{font-family:sans-serif}"))
  }

  @Test func everyScriptCanBeLookedAt() throws {
    let scene = try scene(Self.texts)
    let renderer = try Samples.renderer()
    let png = try renderer.render(scene, as: .png)
    let svg = try renderer.inlineSVG(scene, id: "f1")
    #expect(!svg.contains("\u{FFFD}"))
    try Tool.keep(png, "scripts.png")
    let page = "<meta charset=utf-8><style>\(inlineSVGStyleSheet())</style>\(svg)"
    try Tool.keep(Array(page.utf8), "scripts.html")
  }
}
