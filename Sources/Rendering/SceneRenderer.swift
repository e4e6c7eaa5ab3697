public import Plotting
public import Typesetting

/// Makes image files and page graphics from scenes.
public struct SceneRenderer: Sendable {
  let typesetter: Typesetter

  /// A renderer that takes letters and their fonts from the given typesetter.
  public init(typesetter: Typesetter) { self.typesetter = typesetter }

  /// The bytes of an image file; the same scene gives the same bytes.
  /// - Parameters:
  ///   - scene: The picture, 32 to 10000 px a side; in PNG also pixels, and 40 million of them at
  ///     most.
  ///   - format: PNG with opaque pixels, SVG with letters as outlines, or PDF with live text.
  ///   - theme: What colours the roles have.
  ///   - scale: Pixels of a PNG file per px; the other formats have no use for it.
  ///   - recipe: Written into the file's metadata beside title and description.
  ///   - hasPalette: Whether a PNG file has at most 256 colours, which makes a shaded surface a third
  ///     as large; areas of one colour keep it, blends come as near as 256 colours can.
  /// - Throws: ``RenderingError`` for a picture beyond the limits or with a coordinate that is not
  ///   finite, and when cairo reports an error.
  public func render(
    _ scene: Scene, as format: ImageFormat, theme: ThemeName = .light, scale: Double = 2,
    recipe: Recipe = Recipe([]), hasPalette: Bool = false
  ) throws(RenderingError) -> [UInt8] {
    let size = try CanvasSize(scene.size, scale: scale, format: format)
    let canvas = try CairoCanvas(size, format: format, paper: theme.theme.color(.paper))
    canvas.setDocument(
      title: PlainText.oneLine(scene.title), subject: PlainText.oneLine(scene.description),
      keywords: recipe.lines.joined(separator: "; "), creator: Self.software)
    var player = ScenePlayer(
      canvas: canvas, format: format, theme: theme.theme, typesetter: typesetter, scale: size.scale)
    try player.play(scene.elements)
    switch format {
    case .pdf: return try player.finishFile()
    case .svg: return try SVGFinisher(scene: scene, recipe: recipe).finish(player.finishFile())
    case .png:
      let encoder = PNGEncoder(scale: scale, texts: texts(of: scene, recipe))
      return try player.finish { pixels throws(RenderingError) in
        try hasPalette
          ? encoder.encodeWithPalette(Pixels(pixels)) : encoder.encode(pixels)
      }
    }
  }

  /// The program named in metadata.
  static let software = "gradient-report"

  private func texts(of scene: Scene, _ recipe: Recipe) -> [(String, String)] {
    [
      ("Title", PlainText.oneLine(scene.title)), ("Description", scene.description),
      ("Software", Self.software), ("Recipe", recipe.lines.joined(separator: "\n")),
    ].filter { !$0.1.isEmpty }
  }
}

extension Recipe {
  /// One "name=value" for each entry, without line ends or control characters.
  var lines: [String] { entries.map { PlainText.oneLine("\($0.0)=\($0.1)") } }
}
