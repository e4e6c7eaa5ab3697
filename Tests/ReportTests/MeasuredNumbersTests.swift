import Foundation
import Report
import Testing
import TrainingCore

/// What the catalogue prints as measured was measured: no source and no template holds it, and other
/// data give other numbers.
@Suite struct MeasuredNumbersTests {
  /// Every number of a case that has at least five digits, by what it is.
  private func numbers(_ result: CaseResult) -> [(name: String, values: [Double])] {
    guard case .success(let measured) = result.outcome else { return [] }
    return [
      ("left", measured.comparison.left), ("right", measured.comparison.right),
      ("gap by the formula", measured.closedFormGap ?? []), ("referee", measured.referee ?? []),
    ] + measured.numbers
  }

  /// The first six digits of a number, or nil for a whole number or a round one: a setting, a count or
  /// a fraction that any source may hold.
  private func digits(_ value: Double) -> String? {
    guard value.magnitude >= 1e-12, value != value.rounded() else { return nil }
    let text = "\(value.magnitude)".split(separator: "e")[0]
    let digits = text.filter(\.isNumber).drop { $0 == "0" }.prefix(6)
    return digits.count { $0 != "0" } < 3 || digits.count < 6 ? nil : String(digits)
  }

  /// The digits of every number in the sources and templates that make a report; data sets hold
  /// data.
  private func written() throws -> Set<String> {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var found: Set<String> = []
    for folder in ["Templates", "Sources/TrainingCore", "Sources/Report", "Sources/Figures"] {
      let files = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() {
        guard ["swift", "mustache", "css", "js"].contains(file.pathExtension),
          !file.path.contains("/BuiltinData/")
        else { continue }
        for match in try String(contentsOf: file, encoding: .utf8).matches(
          of: /[0-9][0-9_]*\.?[0-9]*/)
        {
          let digits = match.output.filter(\.isNumber).drop { $0 == "0" }
          if digits.count >= 6 { found.insert(String(digits.prefix(6))) }
        }
      }
    }
    return found
  }

  @Test func noSourceHoldsANumberThatIsPrintedAsMeasured() throws {
    let written = try written()
    #expect(!written.isEmpty)
    for question in [Question(), Question(data: "line50")] {
      for result in try Evidence(measuring: Problem(question)).cases {
        for (name, values) in numbers(result) {
          for digits in values.compactMap(digits) {
            if written.contains(digits) { Issue.record("\(result.id), \(name): \(digits)") }
          }
        }
      }
    }
  }

  @Test func otherDataGiveOtherNumbers() throws {
    let first = try Evidence(measuring: Problem(Question())).cases
    let second = try HonestSamples.evidence().cases
    #expect(first.map(\.id) == second.map(\.id))
    var compared = 0
    for (first, second) in zip(first, second) {
      guard case .success(let measured) = first.outcome, !isBuiltin(measured) else { continue }
      let others = Dictionary(numbers(second).map { ($0.name, $0.values) }) { $1 }
      for (name, values) in numbers(first) {
        guard let other = others[name] else { continue }
        let same = Set(values.compactMap(digits)).intersection(other.compactMap(digits))
        #expect(same.isEmpty, "\(first.id), \(name): \(same)")
        compared += values.compactMap(digits).count
      }
    }
    #expect(compared > 100)
  }

  /// Whether a case measured an example of its own, as it says itself.
  private func isBuiltin(_ measured: CaseResult.Measurement) -> Bool {
    measured.inputNote?.contains("built-in") ?? false
  }
}
