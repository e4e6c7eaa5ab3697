import Foundation
import Testing
import TrainingCore

@testable import Report

@Suite struct ReportJSONTests {
  func json(_ question: Question = Question()) throws -> [String: Any] {
    let bytes = try #require(try Samples.files(question, figures: ["gradient-sum"])["report.json"])
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private static let schema = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/report.schema.json").standardized

  @Test func hasTheKeysOfTheSchemaAndNoOthers() throws {
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: Self.schema)) as? [String: Any])
    check(try json(), against: schema, at: "")
  }

  /// Problems whose reports leave out different things.
  private static let questions = [
    Question(), Question(data: "longley"), Question(data: "anscombe4", loss: "abs(y - f)"),
    Question(loss: "-(y - f)^2"), Question(model: "c"), Question(model: "a*exp(b*x)"),
    Question(loss: "exp(100*(y - f))"),
  ]

  /// Debian's python3-jsonschema knows all of JSON Schema; skipped where it is not installed.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(
        atPath: "/usr/lib/python3/dist-packages/jsonschema/__init__.py")))
  func everyReportSatisfiesTheSchema() throws {
    try Samples.withFolder { folder in
      let validate = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        for path in sys.argv[2:]:
            for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(path))):
                print(path, error.json_path, error.message[:200])
        """
      var paths: [String] = []
      for (index, question) in Self.questions.enumerated() {
        let bytes = try #require(
          try Samples.files(question, figures: ["data-fit"])["report.json"])
        paths.append(folder.appending(path: "\(index).json").path)
        try Data(bytes).write(to: URL(filePath: paths[index]))
      }
      let run = try Program.start(
        "/usr/bin/python3", ["-W", "ignore", "-c", validate, Self.schema.path] + paths, in: folder)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output == "")
    }
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
