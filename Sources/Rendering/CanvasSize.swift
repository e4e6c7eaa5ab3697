import Plotting
import Typesetting

/// The size of a picture in px and in the units of its file, checked against the limits.
struct CanvasSize: Sendable, Equatable {
  /// In px (1/96 inch).
  let width, height: Double
  /// How many units of the file one px is: pixels in PNG, points in PDF, px in SVG.
  let scale: Double
  /// The size in units of the file, rounded up to whole pixels in PNG.
  let unitsWide, unitsHigh: Double

  /// The least and the greatest side in px, and also in pixels.
  static let sides = 32.0...10_000.0
  /// How many pixels a PNG file may have.
  static let mostPixels = 40_000_000.0

  /// Checks a picture's size.
  /// - Throws: ``RenderingError`` with the limit that is exceeded.
  init(_ size: Size, scale: Double, format: ImageFormat) throws(RenderingError) {
    try Self.check(size.width, size.height, unit: "px")
    width = size.width
    height = size.height
    switch format {
    case .svg:
      (self.scale, unitsWide, unitsHigh) = (1, size.width, size.height)
    case .pdf:
      (self.scale, unitsWide, unitsHigh) = (0.75, size.width * 0.75, size.height * 0.75)
    case .png:
      guard scale.isFinite, scale > 0 else {
        throw RenderingError("scale \(scale) is not a positive number")
      }
      self.scale = scale
      unitsWide = (size.width * scale).rounded()
      unitsHigh = (size.height * scale).rounded()
      try Self.check(unitsWide, unitsHigh, unit: "pixels")
      guard unitsWide * unitsHigh <= Self.mostPixels else {
        throw RenderingError(
          "\(Self.text(unitsWide, unitsHigh)) pixels are too many; the limit is 40000000 pixels",
          isBeyondLimits: true)
      }
    }
  }

  private static func check(
    _ width: Double, _ height: Double, unit: String
  ) throws(RenderingError) {
    guard sides.contains(width), sides.contains(height) else {
      throw RenderingError(
        "a picture of \(text(width, height)) \(unit) cannot be made; "
          + "the limits are 32 to 10000 \(unit) a side", isBeyondLimits: true)
    }
  }

  private static func text(_ width: Double, _ height: Double) -> String {
    "\(text(width)) x \(text(height))"
  }

  private static func text(_ side: Double) -> String {
    guard let whole = Int(exactly: side) else { return "\(side)" }
    return "\(whole)"
  }
}
