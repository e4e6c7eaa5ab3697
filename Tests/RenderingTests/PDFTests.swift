import Plotting
import Testing
import Typesetting

@testable import Rendering

struct PDFTests {
  private func file() throws -> [UInt8] {
    let typesetter = try Typesetter()
    return try SceneRenderer(typesetter: typesetter).render(
      Samples.figure(typesetter: typesetter), as: .pdf, recipe: Recipe([("data", "p.csv\u{0}")]))
  }

  @Test func datesAreFixed() throws {
    let text = String(decoding: try file(), as: UTF8.self)
    #expect(text.hasPrefix("%PDF-1"))
    #expect(text.contains("/CreationDate (20000101000000"))
    #expect(text.contains("/ModDate (20000101000000"))
    #expect(text.contains("/Keywords (data=p.csv)"))
    // 480 px are 360 points.
    #expect(text.contains("/MediaBox [ 0 0 360 270 ]"))
  }

  @Test(.enabled(if: Tool.qpdf.isInstalled)) func qpdfFindsNoFault() throws {
    let file = try file()
    try Tool.keep(file, "figure.pdf")
    #expect(try Tool.qpdf.run(on: file, ["--check"], suffix: "pdf").0 == 0)
  }

  @Test(.enabled(if: Tool.pdftotext.isInstalled)) func wordsAreFoundAndCopied() throws {
    let (status, printed) = try Tool.pdftotext.run(on: try file(), ["-raw"], suffix: "pdf", ["-"])
    let text = String(decoding: printed, as: UTF8.self)
    #expect(status == 0)
    #expect(text.contains("The averages agree"))
    // Once upright and once level, with a halo; the formula's letters are those of the scene.
    #expect(text.matches(of: /gradient/).count == 2)
    #expect(text.contains("\u{1D465}"))
  }

  @Test(.enabled(if: Tool.pdffonts.isInstalled)) func fontsAreEmbeddedAsSubsets() throws {
    let (status, printed) = try Tool.pdffonts.run(on: try file(), [], suffix: "pdf")
    let lines = String(decoding: printed, as: UTF8.self).split(separator: "\n").dropFirst(2)
    #expect(status == 0)
    #expect(lines.contains { $0.contains("+Inter-SemiBold") })
    #expect(lines.contains { $0.contains("+TeXGyrePagellaMath") })
    // Embedded, a subset, and with the characters that its glyphs stand for.
    for line in lines { #expect(line.contains("yes yes yes")) }
  }

  @Test(.enabled(if: Tool.pdftotext.isInstalled)) func wordsFromRightToLeftKeepTheirOrder() throws {
    let line = try Typesetter().line("\u{5E9}\u{5DC}\u{5D5}\u{5DD}", size: 20)
    let text = Scene.Element.text(
      line, at: Point(x: 20, y: 40), angle: 0, paint: Paint(.ink), halo: false)
    let file = try Samples.renderer().render(Samples.scene([text]), as: .pdf)
    // Not in the order of drawing, in which the reader would start a line for every step back.
    let printed = try Tool.pdftotext.run(on: file, [], suffix: "pdf", ["-"]).1
    #expect(
      String(decoding: printed, as: UTF8.self).contains("\u{5E9}\u{5DC}\u{5D5}\u{5DD}"))
  }

  @Test func clustersFollowTheText() {
    // Three bytes shown by one glyph, then one byte by two glyphs.
    #expect(
      GlyphRun.clusters([0, 3, 3], byteCount: 4)
        == [.init(byteCount: 3, glyphCount: 1), .init(byteCount: 1, glyphCount: 2)])
    #expect(GlyphRun.clusters([0], byteCount: 5) == [.init(byteCount: 5, glyphCount: 1)])
    #expect(GlyphRun.clusters([1, 2], byteCount: 3) == nil)
    #expect(GlyphRun.clusters([0, 2, 1], byteCount: 3) == nil)
    #expect(GlyphRun.clusters([0, 3], byteCount: 3) == nil)
    #expect(GlyphRun.clusters([], byteCount: 0) == nil)
  }

  @Test(.enabled(if: Tool.pdftotext.isInstalled)) func sizeVariantsAndBarsAreDrawn() throws {
    let line = try Typesetter().line("$\\frac{a}{b}$", size: 20)
    let run = TextRun(
      text: "(", face: .math, size: 12, origin: Point(x: 0, y: 0), advance: 5, glyph: 20)
    let variant = TextLine(runs: [run], width: 5, ascent: 9, descent: 3, plainText: "(")
    let elements = [line, variant].map {
      Scene.Element.text($0, at: Point(x: 10, y: 40), angle: 0, paint: Paint(.ink), halo: false)
    }
    let file = try Samples.renderer().render(Samples.scene(elements), as: .pdf)
    let printed = try Tool.pdftotext.run(on: file, ["-raw"], suffix: "pdf", ["-"]).1
    let text = String(decoding: printed, as: UTF8.self)
    #expect(text.contains("("))
    #expect(text.contains("\u{1D44E}"))
    #expect(!line.rules.isEmpty)
  }
}
