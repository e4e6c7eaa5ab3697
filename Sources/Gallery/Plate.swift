public import Plotting

/// One picture of the gallery: a mark, a guide, or a case that is hard to lay out.
///
/// To add one, put a file into `Plates/` that declares a type of the file's name.
public protocol Plate: Sendable {
  /// For the registry, which makes one of every plate.
  init()
  /// The name of its files: lower case with hyphens.
  var name: String { get }
  /// Where the plate stands in the gallery.
  var chapter: Chapter { get }
  /// What to look at, in one sentence.
  var lookFor: String { get }
  /// The picture.
  var figure: Figure { get }
}

/// The parts of the gallery, in the order in which they are shown.
public enum Chapter: String, Sendable, CaseIterable {
  /// One mark each.
  case marks = "Marks"
  /// Axes, colour bars, legends, panels.
  case guides = "Guides"
  /// What breaks plots.
  case hardCases = "Hard cases"
}

extension Registry {
  /// All plates as the gallery shows them.
  public static var inOrder: [any Plate] {
    Chapter.allCases.flatMap { chapter in
      plates.filter { $0.chapter == chapter }.sorted { $0.name < $1.name }
    }
  }
}
