/// Which cases of the catalogue are measured.
public struct CaseSelection: Sendable {
  /// They, in the order of their identifiers.
  public let cases: [any Case]

  /// The cases that a question names, and those of the premises that it names; all if it names
  /// neither.
  public init(_ question: Question) {
    let all = Registry.cases
    let isWhole = question.cases.isEmpty && question.premises.isEmpty
    cases = all.filter {
      isWhole || question.cases.contains($0.id) || question.premises.contains($0.premise)
    }
  }

  /// Identifiers as the program writes them, from text with commas between: "C05,D01".
  /// - Throws: ``InputError`` (usage) if there is no such case.
  public static func cases(named text: String) throws(InputError) -> [String] {
    try names(text, among: Registry.cases.map(\.id), what: "case", advice: "list cases")
  }

  /// Premises as the program writes them, from text with commas between: "P4,P5".
  /// - Throws: ``InputError`` (usage) if there is no such premise.
  public static func premises(named text: String) throws(InputError) -> [String] {
    try names(
      text, among: Premise.all.map(\.id), what: "premise", advice: "list cases")
  }

  private static func names(
    _ text: String, among all: [String], what: String, advice: String
  ) throws(InputError) -> [String] {
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let wanted = part.filter { $0 != " " }.uppercased()
      guard let name = all.first(where: { $0 == wanted }) else {
        let nearest = Suggestion.nearest(to: wanted, in: all).map { "did you mean \($0)?" }
        let isOther = what == "case" && Premise.all.contains { $0.id == wanted }
        throw InputError(
          .usage, "there is no \(what) '\(Printable.text(String(part)))'",
          advice: isOther
            ? "premises are given with --premise" : nearest ?? "see gradient-report \(advice)")
      }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}
