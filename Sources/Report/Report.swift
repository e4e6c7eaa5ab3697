public import Figures
import Rendering
public import TrainingCore
public import Typesetting

/// Makes all files of a report; nothing is written until every one is complete in memory.
public struct ReportMaker: Sendable {
  private let typesetter: Typesetter
  private let engine: TemplateEngine
  private let images: ImageSettings

  public init(typesetter: Typesetter, engine: TemplateEngine, images: ImageSettings) {
    self.typesetter = typesetter
    self.engine = engine
    self.images = images
  }

  /// The figures, the JSON file and, last, the page.
  /// - Parameters:
  ///   - evidence: What was measured.
  ///   - recipes: The figures that the report shows.
  ///   - progress: Told the name of each stage as it begins.
  /// - Throws: ``TemplateError``, `RenderingError` or `TypesettingError`.
  public func files(
    for evidence: Evidence, recipes: [any FigureRecipe], progress: (String) -> Void = { _ in }
  ) throws -> [OutputFile] {
    let figures = try figures(for: evidence, recipes: recipes, page: true, progress: progress)
    progress("putting the page together")
    let page = ReportPage(
      engine: engine, typesetter: typesetter, renderer: SceneRenderer(typesetter: typesetter),
      images: images)
    let html = try page.html(of: evidence, figures: figures)
    let json = ReportJSON.text(of: evidence, figures: figures.drawn)
    return figures.drawn.flatMap(\.files) + [
      OutputFile(path: "report.json", text: json), OutputFile(path: "report.html", text: html),
    ]
  }

  /// The figures alone.
  public func figures(
    for evidence: Evidence, recipes: [any FigureRecipe], page: Bool,
    progress: (String) -> Void = { _ in }
  ) throws -> FigureSet {
    let maker = FigureMaker(typesetter: typesetter, settings: images)
    progress("drawing \(recipes.count) figures")
    return FigureSet(
      try recipes.concurrentMap { try maker.make($0, of: evidence, page: page) })
  }
}
