public import Figures
import Plotting
import Rendering
public import TrainingCore
public import Typesetting

/// Draws figures and turns them into files and page graphics; nothing is written yet.
public struct FigureMaker: Sendable {
  let typesetter: Typesetter
  let renderer: SceneRenderer
  let settings: ImageSettings

  /// A maker of files as the settings say.
  public init(typesetter: Typesetter, settings: ImageSettings) {
    self.typesetter = typesetter
    renderer = SceneRenderer(typesetter: typesetter)
    self.settings = settings
  }

  /// Every path that a figure's files may have, whatever formats are asked for.
  public static func possiblePaths(of name: String) -> [String] {
    let images = ImageFormat.allCases.flatMap { [".\($0.rawValue)", "@dark.\($0.rawValue)"] }
    return images.map { "figures/\(name)\($0)" } + [dataPath(of: name)]
  }

  /// The path of the file with a figure's numbers.
  public static func dataPath(of name: String) -> String { "figures/\(name).csv" }

  /// The paths of the files that are made of a figure.
  public func paths(of name: String) -> [String] {
    settings.variants.map { "figures/\(name)\($0.suffix)" } + [Self.dataPath(of: name)]
  }

  /// Draws several figures at a time.
  /// - Throws: `RenderingError` if a picture cannot be made.
  public func make(
    _ recipes: [any FigureRecipe], of evidence: Evidence, page: Bool,
    progress: (String) -> Void = { _ in }
  ) throws -> FigureSet {
    progress("drawing \(recipes.count) figure\(recipes.count == 1 ? "" : "s")")
    return FigureSet(try recipes.concurrentMap { try make($0, of: evidence, page: page) })
  }

  /// Draws one figure.
  /// - Parameters:
  ///   - recipe: What to draw.
  ///   - evidence: What was measured.
  ///   - page: Whether pictures for a page are wanted beside the files.
  /// - Throws: `RenderingError` if a picture cannot be made.
  func make(
    _ recipe: any FigureRecipe, of evidence: Evidence, page: Bool
  ) throws -> FigureOutcome {
    let figure: Figure
    let data: FigureData
    do {
      figure = try recipe.figure(of: evidence)
      data = try recipe.data(of: evidence)
    } catch { return FigureOutcome(name: recipe.name, result: .failure(error)) }
    let scene = try figure.layout(size: settings.size ?? figure.size, typesetter: typesetter)
    var files = try settings.variants.concurrentMap { variant in
      let bytes = try renderer.render(
        scene, as: variant.format, theme: variant.theme, scale: settings.scale,
        recipe: evidence.problem.recipe(figure: recipe.name))
      return OutputFile(path: "figures/\(recipe.name)\(variant.suffix)", bytes: bytes)
    }
    files.append(OutputFile(path: Self.dataPath(of: recipe.name), text: data.csv))
    let drawn = DrawnFigure(
      name: recipe.name, title: scene.title, description: scene.description, files: files,
      data: data, missingCharacters: scene.allLines.flatMap(typesetter.missingCharacters),
      inline: page ? try inline(figure, name: recipe.name) : nil)
    return FigureOutcome(name: recipe.name, result: .success(drawn))
  }

  /// The figure at the page's two widths.
  private func inline(_ figure: Figure, name: String) throws -> InlineFigure {
    var slim = figure
    // Many panels in one column would be a long way to scroll.
    slim.columns = figure.panels.count > 3 ? 2 : 1
    let rows = (figure.panels.count + slim.columns - 1) / slim.columns
    let height = rows > 1 ? 90 + 270 * Double(rows) : 340
    let scenes = [
      try figure.layout(sideMargin: Self.sideMargin, typesetter: typesetter),
      try slim.layout(
        size: Size(width: 360, height: height), sideMargin: Self.sideMargin,
        typesetter: typesetter),
    ]
    // A surface has thousands of cells; as pixels they are smaller and quicker to show.
    guard scenes[0].elementCount <= Self.mostElements else {
      return try images(of: scenes)
    }
    let wide = try SafeHTML.picture(scenes[0], id: "wide-\(name)", renderer: renderer)
    let narrow = try SafeHTML.picture(scenes[1], id: "narrow-\(name)", renderer: renderer)
    if max(wide.text.utf8.count, narrow.text.utf8.count) <= Self.longestMarkup {
      return InlineFigure(wide: wide, narrow: narrow, scenes: scenes)
    }
    return try images(of: scenes)
  }

  /// Figures begin where the text around them begins; a px keeps half of every frame's line.
  private static let sideMargin = 1.0

  /// As much markup as a picture may bring along; beyond it pixels are smaller.
  private static let longestMarkup = 150_000
  /// More elements than these are certain to be too much markup.
  private static let mostElements = 3000

  /// Pixels per px of a picture inside the page, which holds two sizes of it in two themes; the file
  /// beside the page has as many as were asked for.
  private static let inlineScale = 1.5

  /// The wide and the narrow scene as pixels.
  private func images(of scenes: [Scene]) throws -> InlineFigure {
    let pictures = try scenes.map { try images(of: $0) }
    return InlineFigure(wide: pictures[0], narrow: pictures[1], scenes: [])
  }

  /// A scene as one image for each theme.
  private func images(of scene: Scene) throws -> SafeHTML {
    .joined(
      try ThemeName.allCases.concurrentMap { theme in
        let png = try renderer.render(
          scene, as: .png, theme: theme, scale: Self.inlineScale, hasPalette: true)
        return .image(png, theme: theme, size: scene.size, description: scene.description)
      })
  }
}
