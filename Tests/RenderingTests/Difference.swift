import Foundation

/// How much the picture that librsvg makes of an SVG differs from a PNG of the renderer.
struct Difference {
  /// Mean and greatest difference of a colour component, of 255.
  let mean: Double
  let greatest: Int

  /// Compares, at two pixels per px.
  init(svg: [UInt8], png: [UInt8]) throws {
    let (status, printed) = try Tool.rsvgConvert.run(
      on: svg, ["--background-color", "white", "--zoom", "2"], suffix: "svg")
    guard status == 0 else { throw PNGReader.Defect(reason: "rsvg-convert failed") }
    let theirs = try PNGReader(printed)
    let ours = try PNGReader(png)
    guard theirs.pixels.count == ours.pixels.count else {
      throw PNGReader.Defect(reason: "sizes differ")
    }
    var sum = 0
    var greatest = 0
    for (a, b) in zip(theirs.pixels, ours.pixels) {
      let difference = abs(Int(a) - Int(b))
      sum += difference
      greatest = max(greatest, difference)
    }
    mean = Double(sum) / Double(max(1, ours.pixels.count))
    self.greatest = greatest
  }
}
