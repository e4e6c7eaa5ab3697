import Foundation
import TrainingCore

/// Reads all columns of a table again and again, and prints how long that takes:
///
///     read-table FILE [REPETITIONS] [columns|dataset|moments|hash]
///
/// `columns` (the default) is the reading itself, `dataset` also hashes the file as the program
/// does, `moments` is the pass that keeps no data, and `hash` the hash alone.
@main struct ReadTable {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1 else {
      print("usage: read-table FILE [REPETITIONS] [columns|dataset|moments|hash]")
      exit(64)
    }
    let repetitions = arguments.count > 2 ? max(1, Int(arguments[2]) ?? 5) : 5
    let what = arguments.count > 3 ? arguments[3] : "columns"
    let size = try FileManager.default.attributesOfItem(atPath: arguments[1])[.size] as? Int ?? 0
    let wall = ContinuousClock()
    var seconds: [Double] = []
    var result = ""
    var processor: [Double] = []
    for _ in 0..<repetitions {
      let before = clock()
      let duration = try wall.measure { result = try Self.run(what, arguments[1]) }
      seconds.append(duration / .seconds(1))
      processor.append(Double(clock() - before) / Double(CLOCKS_PER_SEC))
    }
    seconds.sort()
    processor.sort()
    let median = seconds[seconds.count / 2]
    let fields = [
      "\"what\": \"\(what)\"", "\"seconds\": \(median)", "\"least\": \(seconds[0])",
      "\"processorSeconds\": \(processor[processor.count / 2])",
      "\"megabytesPerSecond\": \(Double(size) / median / 1e6)", result,
    ]
    print("{\(fields.joined(separator: ", "))}")
  }

  /// Does the work once; what it returns lets the results of different readers be compared.
  private static func run(_ what: String, _ path: String) throws -> String {
    let table = try TableFile(path)
    switch what {
    case "dataset": return summary(try table.dataset(table.columnNames).columns)
    case "moments":
      let features = ["1"] + table.columnNames.dropLast()
      let moments = try StreamedMoments(
        table, features: features, target: table.columnNames.last ?? "")
      return
        "\"rows\": \(moments.rows), \"meanLoss\": \(moments.meanLoss(at: features.map { _ in 0 }))"
    case "hash":
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
      return "\"hash\": \"\(SHA256.hexadecimal(of: bytes.span))\""
    default: return summary(try table.columns(table.columnNames))
    }
  }

  private static func summary(_ columns: [Dataset.Column]) -> String {
    let ends = columns.map { "\(($0.values.first ?? 0) + ($0.values.last ?? 0))" }
    return
      "\"rows\": \(columns.first?.values.count ?? 0), \"firstPlusLast\": [\(ends.joined(separator: ", "))]"
  }
}
