/// A word where a formula or a name may stand.
enum BareName {
  /// Refuses a single word of letters and dashes as a misspelt name: as a formula it would be a
  /// lone variable or a difference of such.
  /// - Parameters:
  ///   - kind: "model" or "loss", which is the option's name as well.
  ///   - names: The names that there are.
  ///   - formulas: Words that are meant as formulas.
  /// - Throws: ``InputError`` (usage) that suggests a name.
  static func refuse(
    _ text: String, as kind: String, in names: [String], unless formulas: [String]
  ) throws(InputError) {
    let scalars = text.unicodeScalars
    let isName = scalars.allSatisfy { $0.properties.isAlphabetic || $0 == "_" || $0 == "-" }
    guard isName, scalars.count > 1, !formulas.contains(text) else { return }
    throw InputError(
      .usage, "--\(kind): there is no \(kind) \(Printable.quoted(text))",
      advice: Suggestion.advice(
        for: text, in: names, otherwise: "give a formula or one of \(Printable.list(names))"))
  }
}
