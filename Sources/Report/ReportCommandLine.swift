import Rendering
import TrainingCore
import Typesetting

/// The command that makes a report, as it can be typed into a shell: what the user gave, whatever
/// folder the data and the templates lie in. What the program chose by itself it chooses again.
struct ReportCommandLine {
  /// Options by their names, and their values if they have one.
  private var options: [(name: String, value: String?)] = []

  /// - Parameter templates: The folder of the user's own templates, if there is one.
  init(_ problem: Problem, images: ImageSettings, templates: String?) {
    add("--data", Self.data(of: problem))
    add("--x", problem.question.x?.joined(separator: ","))
    add("--y", problem.question.y)
    add("--model", problem.question.model)
    add("--loss", problem.question.loss)
    add("--at", problem.question.at.map(Self.point))
    if problem.seed != 0 { add("--seed", "\(problem.seed)") }
    if problem.question.csv.decimalComma { options.append(("--decimal-comma", nil)) }
    add("--delimiter", problem.question.csv.delimiter.map(Self.delimiter))
    add("--cases", Self.list(problem.question.cases))
    add("--premise", Self.list(problem.question.premises))
    add(images)
    add("--templates", templates.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
  }

  /// One line.
  var text: String {
    let words = options.map { name, value in
      guard let value else { return name }
      // A value that looks like an option has to be in one word with its own.
      return value.utf8.first == UInt8(ascii: "-")
        ? ShellWord.quoted("\(name)=\(value)") : "\(name) \(ShellWord.quoted(value))"
    }
    return (["gradient-report report"] + words).joined(separator: " ")
  }

  private mutating func add(_ name: String, _ value: String?) {
    if let value { options.append((name, value)) }
  }

  private mutating func add(_ images: ImageSettings) {
    let usual = ImageSettings()
    if Set(images.formats) != Set(usual.formats) {
      add("--format", images.formats.map(\.rawValue).joined(separator: ","))
    }
    add("--theme", images.theme?.rawValue)
    if images.scale != usual.scale { add("--scale", "\(images.scale)") }
    add("--size", images.size.map { "\(Int($0.width))x\(Int($0.height))" })
  }

  private static func list(_ names: [String]) -> String? {
    names.isEmpty ? nil : names.joined(separator: ",")
  }

  /// A file that is called like a built-in set needs a path, to be told from it.
  private static func data(of problem: Problem) -> String {
    let name = problem.data.name
    let isFile = problem.question.data.map { Dataset.builtin($0) == nil } ?? false
    return isFile && Dataset.builtin(name) != nil ? "./\(name)" : name
  }

  private static func point(_ at: [(name: String, value: Double)]) -> String {
    at.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  }

  private static func delimiter(_ byte: UInt8) -> String {
    byte == 0x09 ? "tab" : String(UnicodeScalar(byte))
  }
}

/// Text as one word of a shell.
enum ShellWord {
  /// The text as it is where that is safe, else in quotation marks; control characters, which a page
  /// cannot show, are written as bash, ksh, zsh and POSIX.1-2024 know them.
  static func quoted(_ word: String) -> String {
    if !word.isEmpty, word.utf8.allSatisfy(isPlain) { return word }
    guard word.unicodeScalars.contains(where: isInvisible) else {
      return "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
    }
    var text = "$'"
    for scalar in word.unicodeScalars {
      switch scalar {
      case "'", "\\": text += "\\\(scalar)"
      case _ where isInvisible(scalar):
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 8)
          text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Characters that are lost or change the line when a command is shown and copied.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
    case .spaceSeparator: scalar != " "
    default: false
    }
  }
}
