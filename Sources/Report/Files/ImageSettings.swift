public import Rendering
public import Typesetting

/// How figures are written to files.
public struct ImageSettings: Sendable {
  /// The kinds of file, in any order.
  public var formats: [ImageFormat]
  /// The one theme wanted, or nil for PNG files in both and all others in light.
  public var theme: ThemeName?
  /// Pixels of a PNG file per px.
  public var scale: Double
  /// Width and height in px; nil for each figure's own.
  public var size: Size?

  /// PNG files in both themes at two pixels a px, and SVG files, unless told otherwise.
  public init(
    formats: [ImageFormat] = [.png, .svg], theme: ThemeName? = nil, scale: Double = 2,
    size: Size? = nil
  ) {
    self.formats = formats
    self.theme = theme
    self.scale = scale
    self.size = size
  }

  /// Each file's format, theme and ending, in the order in which they are listed.
  var variants: [(format: ImageFormat, theme: ThemeName, suffix: String)] {
    ImageFormat.allCases.filter(formats.contains).flatMap { format in
      let both = format == .png ? ThemeName.allCases : [.light]
      return (theme.map { [$0] } ?? both).map { theme in
        (format, theme, (theme == .dark ? "@dark" : "") + "." + format.rawValue)
      }
    }
  }
}
