import ArgumentParser
import TrainingCore

/// The argument parser's refusals in the manner of this program's own: one line, and what to do.
enum ArgumentAdvice {
  /// The refusal as one line that begins with a small letter and ends with advice.
  static func line(for refusal: String, arguments: [String] = CommandLine.arguments) -> String {
    let text = oneLine(refusal)
    if let advice = advice(for: text, command: arguments.dropFirst().first) {
      return "\(text); \(advice)"
    }
    let hasAdvice = text.contains("; did you mean") || text.contains("see gradient-report")
    return hasAdvice ? text : text + "; see gradient-report --help"
  }

  /// Lists of one value a line become lists with commas.
  private static func oneLine(_ refusal: String) -> String {
    var text = ""
    for line in refusal.split(separator: "\n") {
      let words = line.split(separator: " ")
      let isItem = words.first == "-"
      let piece = (isItem ? words.dropFirst() : words[...]).joined(separator: " ")
      text += text.isEmpty ? "" : isItem && !text.hasSuffix(":") ? ", " : " "
      text += piece
    }
    if text.hasSuffix(".") { text.removeLast() }
    text = text.replacing(". Did you mean", with: "; did you mean")
    // An abbreviation or a name keeps its capital letter.
    guard let first = text.first, text.dropFirst().first?.isUppercase == false else { return text }
    return first.lowercased() + text.dropFirst()
  }

  /// What was probably meant by a word that is neither an option nor a command.
  private static func advice(for text: String, command: String?) -> String? {
    let start = "unexpected argument '"
    guard text.hasPrefix(start), text.hasSuffix("'") else { return nil }
    let word = String(text.dropFirst(start.count).dropLast())
    let commands = Root.configuration.subcommands.compactMap { $0.configuration.commandName }
    if word == command, let nearest = Suggestion.nearest(to: word, in: commands) {
      return "did you mean \(nearest)?"
    }
    let isFile = [".csv", ".tsv", ".txt"].contains { word.lowercased().hasSuffix($0) }
    return isFile ? "data are given with --data \(word)" : nil
  }
}
