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
    try names(text, of: .cases)
  }

  /// Premises as the program writes them, from text with commas between: "P4,P5".
  /// - Throws: ``InputError`` (usage) if there is no such premise.
  public static func premises(named text: String) throws(InputError) -> [String] {
    try names(text, of: .premises)
  }

  /// What is named, by the option that takes the names.
  private enum Kind: String {
    case cases
    case premises = "premise"

    var all: [String] { self == .cases ? Registry.cases.map(\.id) : Premise.all.map(\.id) }
    var word: String { self == .cases ? "case" : "premise" }
    var other: Kind { self == .cases ? .premises : .cases }
  }

  private static func names(_ text: String, of kind: Kind) throws(InputError) -> [String] {
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let wanted = part.filter { $0 != " " }.uppercased()
      guard !wanted.isEmpty else {
        throw InputError(
          .usage,
          "--\(kind.rawValue) needs the names of \(kind.word)s, with one comma between two",
          advice: "see gradient-report list cases")
      }
      guard let name = kind.all.first(where: { $0 == wanted }) else {
        throw InputError(
          .usage, "there is no \(kind.word) '\(Printable.text(String(part)))'",
          advice: advice(for: wanted, instead: kind))
      }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static func advice(for wanted: String, instead kind: Kind) -> String {
    if kind.other.all.contains(wanted) {
      return "\(kind.other.word)s are given with --\(kind.other.rawValue)"
    }
    let nearest = Suggestion.nearest(to: wanted, in: kind.all).map { "did you mean \($0)?" }
    return nearest ?? "see gradient-report list cases"
  }
}
