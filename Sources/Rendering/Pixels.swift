/// A picture of pixels.
struct Pixels: Sendable, Equatable {
  var width, height: Int
  /// Row by row, 0xRRGGBB; the uppermost eight bits are the opacity of a transparent picture, and
  /// unknown in one that is opaque.
  var colors: [UInt32]
}

extension Pixels {
  /// A copy of what stands in a drawing.
  init(_ grid: PixelGrid) {
    self.init(width: grid.width, height: grid.height, colors: grid.copied())
  }
}
