public import TrainingCore

/// One section of the report: a claim, what was measured, and the figures that show it.
///
/// To add one, put a file into `Chapters/` that declares a type of the file's name, and a template
/// of the same subject into `Templates/chapters/`. The template is filled in twice: with `heading`
/// true for the heading alone, and with `body` true for what stands under it.
public protocol Chapter: Sendable {
  /// For the registry, which makes one of every chapter.
  init()
  /// Where it stands in the report; ties are broken by ``id``.
  var position: Int { get }
  /// The section's anchor and the name of its template under `chapters/`.
  var id: String { get }
  /// The values that the chapter's template asks for.
  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent
}

/// What a chapter's template is filled in with.
public struct ChapterContent: Sendable {
  /// By the names that the template uses; they go before the values that all chapters share.
  var values: TemplateObject

  /// The values under the names of the chapter's own template.
  init(_ values: TemplateObject) { self.values = values }
}
