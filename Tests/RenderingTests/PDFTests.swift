import Plotting
import Rendering
import Testing
import Typesetting

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
    #expect(!text.contains("/ModDate"))
    #expect(text.contains("/Keywords (data=p.csv)"))
    // 480 px are 360 points.
    #expect(text.contains("/MediaBox [ 0 0 360 270 ]"))
  }

  @Test(.enabled(if: Tool.qpdf.isInstalled)) func qpdfFindsNoFault() throws {
    let file = try file()
    try Tool.keep(file, "figure.pdf")
    #expect(try Tool.qpdf.run(on: file, ["--check"], suffix: "pdf").0 == 0)
  }
}
