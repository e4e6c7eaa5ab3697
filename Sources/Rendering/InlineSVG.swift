public import Plotting

extension SceneRenderer {
  /// The scene as an `<svg>` element for an HTML page, with live text.
  ///
  /// Every colour is a class for ``inlineSVGStyleSheet(for:)``. There are no `style` attributes, and
  /// every id begins with `id`, so any number of figures can share a page.
  /// - Parameters:
  ///   - scene: The picture, 32 to 10000 px a side.
  ///   - id: A name that no other figure of the page has; characters other than ASCII letters,
  ///     digits, hyphens and underscores become hyphens.
  ///   - literalColors: Whether the light theme's colours stand beside the classes, for viewers
  ///     without style sheets; a page that has the style sheet is a sixth smaller without.
  /// - Throws: ``RenderingError`` for a picture beyond the limits or with a coordinate that is not
  ///   finite.
  public func inlineSVG(
    _ scene: Scene, id: String, literalColors: Bool = true
  ) throws(RenderingError) -> String {
    let size = try CanvasSize(scene.size, scale: 1, format: .svg)
    var writer = InlineSVGWriter(
      id: Self.safeID(id), typesetter: typesetter, literalColors: literalColors)
    writer.open(scene, size)
    try writer.write(scene.elements)
    return writer.closed()
  }

  private static func safeID(_ id: String) -> String {
    let letters = id.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
      default: "-"
      }
    }
    guard let first = letters.first, first.isLetter else { return "f" + String(letters) }
    return String(letters)
  }
}
