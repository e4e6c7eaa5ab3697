import ArgumentParser
import Figures
import Report
import TrainingCore
import Typesetting

/// Writes single figures.
struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Write figures by name; without a name, the one that answers the question.")

  @Argument(help: "Names of figures (see: list figures).") var names: [String] = []
  @OptionGroup(title: "Question") var question: ProblemOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    // Not in `validate`, which comes before an unknown option is said to be one: the word behind it
    // would be taken for a figure.
    let recipes = try recipes()
    let run = Run(output: output)
    let maker = FigureMaker(typesetter: try Typesetter(), settings: try output.images())
    var asked = try question.question()
    asked.cases = Self.cases(for: recipes)
    let evidence = try run.measure(asked, for: recipes.flatMap { maker.paths(of: $0.name) })
    let figures = try maker.make(recipes, of: evidence, page: false, progress: output.progress)
    for outcome in figures.outcomes {
      guard case .failure(let unavailable) = outcome.result else { continue }
      let message = "no figure \(outcome.name) for this problem: \(unavailable)"
      // Whoever asked for a figure by name gets it or an error.
      guard names.isEmpty else {
        throw InputError(
          .badData, message, advice: "see gradient-report list figures, or leave the name out")
      }
      output.progress(message)
    }
    figures.fontWarning.map(Console.complain)
    try run.write(figures.drawn.flatMap(\.files))
  }

  /// The cases that the figures are drawn from; the catalogue's first where they need none, as none
  /// would stand for all.
  private static func cases(for recipes: [any FigureRecipe]) -> [String] {
    if recipes.contains(where: \.needsEveryCase) { return [] }
    let needed = recipes.flatMap(\.cases)
    return needed.isEmpty ? TrainingCore.Registry.cases.prefix(1).map(\.id) : needed
  }

  private func recipes() throws -> [any FigureRecipe] {
    let all = Registry.inOrder
    guard !names.isEmpty else { return Array(all.prefix(1)) }
    var seen: Set<String> = []
    return try names.filter { seen.insert($0).inserted }.map { name in
      if let recipe = all.first(where: { $0.name == name }) { return recipe }
      let nearest = Suggestion.nearest(to: name, in: all.map(\.name))
      let advice = nearest.map { "did you mean \($0)?" } ?? "see gradient-report list figures"
      throw ValidationError("there is no figure '\(name)'; \(advice)")
    }
  }
}

extension Figures.Registry {
  /// All figures as lists show them.
  static var inOrder: [any FigureRecipe] {
    recipes.sorted { ($0.position, $0.name) < ($1.position, $1.name) }
  }
}
