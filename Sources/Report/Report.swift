public import Figures
import Rendering
public import TrainingCore
public import Typesetting

/// Makes all files of a report; nothing is written until every one is complete in memory.
public struct ReportMaker: Sendable {
  private let typesetter: Typesetter
  private let engine: TemplateEngine
  private let images: ImageSettings
  private let templates: String?

  /// A maker that sets text, fills templates in and writes images with what it is given.
  ///
  /// - Parameter templates: The folder that some of the engine's files are from, for the command
  ///   that the page prints.
  public init(
    typesetter: Typesetter, engine: TemplateEngine, images: ImageSettings, templates: String? = nil
  ) {
    self.typesetter = typesetter
    self.engine = engine
    self.images = images
    self.templates = templates
  }

  /// The figures, the JSON file and, last, the page.
  /// - Parameters:
  ///   - evidence: What was measured.
  ///   - recipes: The figures that the report shows.
  ///   - progress: Told the name of each stage as it begins.
  ///   - warn: Told what the files lack although they could be made.
  /// - Throws: ``TemplateError``, `RenderingError` or `TypesettingError`.
  public func files(
    for evidence: Evidence, recipes: [any FigureRecipe], progress: (String) -> Void = { _ in },
    warn: (String) -> Void = { _ in }
  ) throws -> [OutputFile] {
    let maker = FigureMaker(typesetter: typesetter, settings: images)
    let figures = try maker.make(recipes, of: evidence, page: true, progress: progress)
    figures.fontWarning.map(warn)
    progress("putting the page together")
    let page = ReportPage(
      engine: engine, typesetter: typesetter, renderer: SceneRenderer(typesetter: typesetter),
      images: images, templates: templates)
    let html = try page.html(of: evidence, figures: figures)
    let json = ReportJSON.text(of: evidence, figures: figures.drawn)
    return figures.drawn.flatMap(\.files) + [
      OutputFile(path: Self.jsonPath, text: json), OutputFile(path: Self.pagePath, text: html),
    ]
  }

  /// The paths of all files of a report that has all of these figures.
  public func paths(of recipes: [any FigureRecipe]) -> [String] {
    let maker = FigureMaker(typesetter: typesetter, settings: images)
    return recipes.flatMap { maker.paths(of: $0.name) } + [Self.jsonPath, Self.pagePath]
  }

  private static let (jsonPath, pagePath) = ("report.json", "report.html")
}
