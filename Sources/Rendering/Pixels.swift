/// A picture of opaque pixels as PNG wants it compressed.
struct Pixels: Sendable, Equatable {
  var width, height: Int
  /// Each row is a filter byte (0, no filter) and three bytes a pixel: red, green, blue.
  var rows: [UInt8]
}
