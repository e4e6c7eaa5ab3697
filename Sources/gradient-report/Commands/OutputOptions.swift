import ArgumentParser
import Plotting
import Rendering
import Report
import Typesetting

/// The options that say what is written, and where.
struct OutputOptions: ParsableArguments {
  @Option(help: "The folder that files are written into.")
  var output = "output"

  @Option(
    help: ArgumentHelp("Kinds of image file: png, svg, pdf, with commas.", valueName: "kinds"))
  var format = "png,svg"

  @Option(help: "light or dark; otherwise PNG files are made in both.")
  var theme: ThemeOption?

  @Option(help: "Pixels of a PNG file per px of the design.")
  var scale = 2.0

  @Option(
    help: ArgumentHelp(
      "Size of figures in px, such as 680x440, at least 200x120; taller where labels need it.",
      valueName: "WxH"))
  var size: String?

  @Flag(help: "Say nothing about progress.")
  var quiet = false

  func validate() throws {
    guard scale.isFinite, scale >= 0.1, scale <= 16 else {
      throw ValidationError("--scale must be a number from 0.1 to 16")
    }
    try checkPixels(of: try canvas(), formats: try formats())
    guard !output.isEmpty else { throw ValidationError("--output needs the name of a folder") }
  }

  /// What figures are written as.
  func images() throws -> ImageSettings {
    ImageSettings(formats: try formats(), theme: theme?.name, scale: scale, size: try canvas())
  }

  /// Tells how far the run is, one line a stage; a bar would redraw one line for no more.
  func progress(_ stage: String) {
    if !quiet { Console.remark(stage) }
  }

  private func formats() throws -> [ImageFormat] {
    try format.split(separator: ",", omittingEmptySubsequences: false).map { name in
      guard let format = ImageFormat(rawValue: String(name)) else {
        throw ValidationError("--format knows png, svg and pdf, not '\(name)'")
      }
      return format
    }
  }

  /// Refuses a size that no image file can have, as far as it is known before anything is drawn: a
  /// figure may still grow in height to hold its labels, which the renderer checks again.
  private func checkPixels(of size: Size?, formats: [ImageFormat]) throws {
    if let size, !Self.widths.contains(size.width) || !Self.heights.contains(size.height) {
      throw ValidationError(
        "--size must be from \(Int(Figure.leastSize.width))x\(Int(Figure.leastSize.height)) to "
          + "\(Int(Self.widths.upperBound))x\(Int(Self.heights.upperBound))")
    }
    guard formats.contains(.png) else { return }
    let width = (size ?? Self.designSize).width * scale
    let height = (size ?? Self.designSize).height * scale
    guard Self.sides.contains(width), Self.sides.contains(height), width * height <= 40_000_000
    else {
      let pixels = "\(Int(width.rounded())) x \(Int(height.rounded()))"
      let cause = size == nil ? "--scale \(scale)" : "--size with --scale \(scale)"
      throw ValidationError(
        "\(cause) makes PNG files of up to \(pixels) pixels, which must be \(Self.limits)")
    }
  }

  private static let sides = 32.0...10_000.0
  private static let widths = Figure.leastSize.width...sides.upperBound
  private static let heights = Figure.leastSize.height...sides.upperBound
  private static let limits = "32 to 10000 px a side and at most 40 million (40 Mpx) in all"
  /// The greatest width and height that figures have of themselves.
  private static let designSize = Size(width: 680, height: 640)

  /// A whole number of any length; what is too large is for the limits to say.
  private static func whole(_ text: Substring) -> Double? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Double(text) : nil
  }

  private func canvas() throws -> Size? {
    guard let size else { return nil }
    let sides = size.split(separator: "x", omittingEmptySubsequences: false).map(Self.whole)
    guard sides.count == 2, let width = sides[0], let height = sides[1] else {
      throw ValidationError("--size needs a width and a height such as 680x440, not '\(size)'")
    }
    return Size(width: width, height: height)
  }
}

/// A theme as an option's value.
enum ThemeOption: String, ExpressibleByArgument, CaseIterable {
  case light, dark

  /// The theme of that name.
  var name: ThemeName { self == .light ? .light : .dark }
}
