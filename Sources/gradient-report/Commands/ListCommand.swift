import ArgumentParser
import Figures
import TrainingCore

/// Lists what can be named in options.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what there is, one a line: name, tab, what it is.")

  /// What can be listed.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case models, losses, aggregations, optimizers, cases, figures, datasets
  }

  @Argument(
    help: "models, losses, aggregations, optimizers, cases, figures or datasets; all if left out.")
  var subject: Subject?

  func run() throws {
    for subject in subject.map({ [$0] }) ?? Subject.allCases {
      let prefix = self.subject == nil ? "\(subject.rawValue)\t" : ""
      for (name, summary) in entries(of: subject) {
        try Console.print("\(prefix)\(name)\t\(summary)")
      }
    }
  }

  /// The usual name, so that it can be copied, with the others behind the summary.
  private static func entry(_ names: [String], _ summary: String) -> (String, String) {
    let others = names.dropFirst().joined(separator: ", ")
    return (names.first ?? "", others.isEmpty ? summary : "\(summary) (also \(others))")
  }

  private func entries(of subject: Subject) -> [(String, String)] {
    switch subject {
    case .models:
      TrainingCore.Registry.models.map { ($0.name, $0.summary) } + [
        (NetworkName.form, NetworkName.summary)
      ]
    case .losses:
      TrainingCore.Registry.losses.map { Self.entry($0.names, $0.summary) }
    case .aggregations:
      TrainingCore.Registry.aggregationsInOrder.map { Self.entry($0.names, $0.summary) }
    case .optimizers: TrainingCore.Registry.optimizers.map { ($0.name, $0.summary) }
    case .cases:
      TrainingCore.Registry.cases.map { ($0.id, "\($0.title) (\($0.premise))") }
        .sorted { $0.0 < $1.0 }
    case .figures: Figures.Registry.inOrder.map { ($0.name, $0.summary) }
    case .datasets: TrainingCore.Registry.builtinData.map { ($0.name, $0.summary) }
    }
  }
}
