import Foundation
import Testing
import TrainingCore

@testable import Report

@Suite struct ReportJSONTests {
  func json(_ question: Question = Question()) throws -> [String: Any] {
    let bytes = try #require(try Samples.files(question, figures: ["gradient-sum"])["report.json"])
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func hasEveryKeyThatTheSchemaRequires() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/report.schema.json")
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    check(try json(), against: schema, at: "")
  }

  private func check(_ value: Any, against schema: [String: Any], at place: String) {
    if let object = value as? [String: Any] {
      for key in schema["required"] as? [String] ?? [] {
        #expect(object[key] != nil, "\(place)/\(key) is missing")
      }
      let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
      for (key, part) in properties {
        object[key].map { check($0, against: part, at: place + "/\(key)") }
      }
      if !properties.isEmpty {
        #expect(Set(object.keys).subtracting(properties.keys) == [], "\(place): not in the schema")
      }
    } else if let list = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (index, item) in list.enumerated() {
        check(item, against: items, at: "\(place)/\(index)")
      }
    }
  }

  @Test func numbersReadBackToTheSameBits() throws {
    // Foundation's own reader is off by a bit now and then, so the text is read by hand.
    let bytes = try #require(try Samples.files(Question(data: "line50"))["report.json"])
    let text = String(decoding: bytes, as: UTF8.self)
    let expected = try Samples.evidence(Question(data: "line50")).gradient
    let found = try #require(text.firstMatch(of: /"gradientOfAverage": \[([^\]]*)\]/)?.1)
    #expect(
      found.components(separatedBy: ", ").map { Double($0) } == expected.gradientOfAverage)
    let first = try #require(text.firstMatch(of: /"perSample": \[\[([^\]]*)\]/)?.1)
    #expect(first.components(separatedBy: ", ").map { Double($0) } == expected.perSample.row(0))
  }

  @Test func whatIsNotFiniteIsNullWithAReason() {
    let value = JSONValue.object([("a/b", .array([.number(.nan), .number(-.infinity)]))])
    #expect(value.text == "{\n  \"a/b\": [\n    null,\n    null\n  ]\n}\n")
    #expect(value.notFinite().map(\.reason) == ["not a number", "below all numbers"])
    #expect(value.notFinite().map(\.pointer) == ["/a~1b/0", "/a~1b/1"])
  }

  @Test func textIsEscaped() {
    #expect(JSONValue.string("\"\\\n\u{1}ü<").text == "\"\\\"\\\\\\u000a\\u0001ü<\"\n")
  }
}
