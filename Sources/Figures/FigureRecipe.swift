public import Plotting
public import TrainingCore

/// Makes one figure from what a run measured.
///
/// To add one, put a file into `Recipes/` that declares a type of the file's name.
public protocol FigureRecipe: Sendable {
  /// For the registry, which makes one of every recipe.
  init()
  /// The name on the command line and of the files: lower case with hyphens.
  var name: String { get }
  /// What the figure shows, in one line, for `list figures`.
  var summary: String { get }
  /// Where it stands in lists; ties are broken by name.
  var position: Int { get }
  /// The cases of the catalogue that it is drawn from and on whose cards it is shown, by their
  /// identifiers; none for figures that belong to a chapter.
  var cases: [String] { get }
  /// Whether it is drawn from the catalogue as a whole.
  var needsEveryCase: Bool { get }
  /// The figure of a run.
  /// - Throws: `Unavailable` with the reason if this problem has none.
  func figure(of evidence: Evidence) throws(Unavailable) -> Figure
  /// The numbers that the figure shows, as a table.
  /// - Throws: `Unavailable` with the reason if this problem has none.
  func data(of evidence: Evidence) throws(Unavailable) -> FigureData
}

extension FigureRecipe {
  /// None.
  public var cases: [String] { [] }
  /// Most need a few or none.
  public var needsEveryCase: Bool { false }
}

/// The numbers behind a figure, as they are written to its CSV file.
public struct FigureData: Sendable, Equatable {
  /// What the cells of each column are.
  public var header: [String]
  /// Rows of cells; numbers with the shortest digits that read back to the same double, or "nan",
  /// "inf", "-inf", which ``csv`` and ``shown`` write in their readers' manner.
  public var rows: [[String]]
  /// A table; every row has as many cells as the header.
  public init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }
}
