public import Figures
import Plotting
public import TrainingCore

/// A figure in all the shapes in which a report needs it.
public struct DrawnFigure: Sendable {
  /// As on the command line.
  public var name: String
  /// The finding, in one line.
  public var title: String
  /// What a reader who cannot see it is told.
  public var description: String
  /// The image files and, last, the CSV file with the numbers.
  public var files: [OutputFile]
  /// The numbers shown.
  public var data: FigureData
  /// The characters that no installed font can show, each once.
  public var missingCharacters: [Character]
  /// The picture for wide and for narrow pages; nil where no page is made.
  var inline: InlineFigure?
}

/// A figure as it stands in a page.
struct InlineFigure: Sendable {
  /// For wide and for narrow pages.
  var wide, narrow: SafeHTML
  /// What the two show, for the style sheet.
  var scenes: [Scene]
}

/// A figure, or why this problem has none.
public struct FigureOutcome: Sendable {
  /// As on the command line.
  public var name: String
  /// The figure, or the reason why there is none.
  public var result: Result<DrawnFigure, Unavailable>
}

/// The figures of a run, drawn or not.
public struct FigureSet: Sendable {
  /// In the order in which the figures were asked for.
  public var outcomes: [FigureOutcome]

  /// The given outcomes, no two of one name.
  init(_ outcomes: [FigureOutcome]) { self.outcomes = outcomes }

  /// The figures that could be drawn, in the same order.
  public var drawn: [DrawnFigure] { outcomes.compactMap { try? $0.result.get() } }

  /// What the template `figure` asks for, or false if there is no figure of that name.
  func value(_ name: String) -> TemplateValue {
    guard let outcome = outcomes.first(where: { $0.name == name }) else { return false }
    switch outcome.result {
    case .failure(let unavailable):
      return .object(["drawn": false, "figureWhy": .text(unavailable.description)])
    case .success(let figure): return .object(Self.values(of: figure))
    }
  }

  /// What the template `figure` asks for, if the figure of that name could be drawn.
  func drawnValue(_ name: String) -> TemplateObject? {
    guard case .object(let object) = value(name), isDrawn(name) else { return nil }
    return object
  }

  /// Whether there is a figure of that name.
  func isDrawn(_ name: String) -> Bool {
    outcomes.contains { outcome in
      guard outcome.name == name, case .success = outcome.result else { return false }
      return true
    }
  }

  /// The anchor of a figure that stands elsewhere on the page, or false if it could not be drawn.
  func linkValue(_ name: String) -> TemplateValue {
    .optional(isDrawn(name) ? ["figureAnchor": .text("fig-" + name)] : nil)
  }

  /// How many columns a table in the page has; Longley's data make 11.
  private static let shownColumns = 16

  private static func values(of figure: DrawnFigure) -> TemplateObject {
    let shown = figure.data.shown.prefix(30)
    let table = figure.files.last { $0.path.hasSuffix(".csv") }?.bytes ?? []
    let file = FigureMaker.dataPath(of: figure.name)
    let images = figure.files.map(\.path).filter { !$0.hasSuffix(".csv") }
    return [
      "drawn": true, "figureID": .text("fig-" + figure.name), "figureName": .text(figure.name),
      "figureDescription": .text(figure.description),
      "wide": .html(figure.inline?.wide ?? .empty),
      "narrow": .html(figure.inline?.narrow ?? .empty),
      "header": .list(figure.data.header.prefix(shownColumns).map { ["cell": .text($0)] }),
      "dataRows": .list(
        shown.map { row in
          ["cells": .list(row.prefix(shownColumns).map { ["cell": .text($0)] })]
        }),
      "cutColumns": .optional(
        figure.data.header.count > shownColumns
          ? [
            "shownColumns": .text(NumberText.count(shownColumns)),
            "allColumns": .text(NumberText.count(figure.data.header.count)),
          ] : nil),
      "cutRows": .optional(
        shown.count < figure.data.rows.count
          ? [
            "shownRows": .text(NumberText.count(shown.count)),
            "allRows": .text(NumberText.count(figure.data.rows.count)),
          ] : nil),
      "csvAddress": .text(
        table.count > 16_000 ? file : DataAddress.csv(String(decoding: table, as: UTF8.self))),
      "csvName": .text(figure.name + ".csv"),
      "images": .list(
        images.map { path in
          let name = String(path.drop { $0 != "/" }.dropFirst())
          return ["imageAddress": .text(path), "imageName": .text(name)]
        }),
    ]
  }
}
