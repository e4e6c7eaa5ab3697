import Foundation
import Testing
import TrainingCore

@testable import Report

@Suite struct ReportJSONTests {
  private static let schema = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/report.schema.json").standardized

  /// Problems whose reports leave out different things.
  private static let questions = [
    Question(), Question(data: "longley"), Question(data: "anscombe4", loss: "abs(y - f)"),
    Question(loss: "-(y - f)^2"), Question(model: "c"), Question(model: "a*exp(b*x)"),
    Question(loss: "exp(100*(y - f))"),
  ]

  /// Debian's python3-jsonschema knows all of JSON Schema; skipped where it is not installed.
  private static let canValidate = FileManager.default.fileExists(
    atPath: "/usr/lib/python3/dist-packages/jsonschema/__init__.py")

  @Test(.enabled(if: canValidate)) func everyReportSatisfiesTheSchema() throws {
    try Samples.withFolder { folder in
      let paths = try Self.questions.enumerated().map { index, question in
        try Self.write(question, as: folder.appending(path: "\(index).json"))
      }
      let validate = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        for path in sys.argv[2:]:
            for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(path))):
                print(path, error.json_path, error.message[:200])
        """
      #expect(try Self.python(validate, paths, in: folder) == "")
    }
  }

  /// What no report says, each as a change to one that is sound.
  private static let breaks = [
    "r['extra'] = 1", "r['problem']['extra'] = 1", "r['cases'][0]['extra'] = 1",
    "r['figures'][0]['extra'] = 1", "del r['optimum']", "r['cases'] = []", "r['readings'] = []",
    "r['gradient']['gradientOfAverage'] = []", "r['gradient']['gradientOfAverage'] = [None, None]",
    "r['objective']['value'] = None", "r['problem']['at'] = []", "r['problem']['x'] = []",
    "r['problem']['data']['rows'] = 1", "r['optimum']['method'] = 'guessing'",
    "r['cases'][0]['id'] = 'case'", "r['cases'][0]['cosine'] = 5",
    "r['cases'][0]['expectedRounding'] = -1", "r['gradient']['relativeDifference'] = -1",
    "r['gradient']['maxUlps'] = -1", "r['figures'][0]['files'] = ['/etc/x']",
    "r['figures'][0]['files'] = ['figures/../x.png']", "r['figures'][0]['files'] = []",
    "r['figures'][0]['data'] = 'figures/x.png'",
    "r['gradient']['verdict'] = 'indistinguishable'", "r['gradient']['verdictReason'] = 'so'",
    "r['cases'][0].update(verdict='indistinguishable', reason=None)",
    "r['cases'][0].update(verdict=None, reason=None)",
    "r['cases'][0].update(verdict='proportional', factor=None)",
    "r['cases'][0].update(verdict='equal', left=None)",
    "r['optimum'].update(attained=False, caveat=None)", "r['problem']['data']['name'] = ''",
    "r['notFinite'] = [{'pointer': 'a', 'reason': 'not a number'}]",
  ]

  @Test(.enabled(if: canValidate)) func theSchemaRefusesWhatNoReportSays() throws {
    try Samples.withFolder { folder in
      let path = try Self.write(Question(), as: folder.appending(path: "sound.json"))
      let validate = """
        import copy, json, sys, jsonschema
        validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
        sound = json.load(open(sys.argv[2]))
        for change in ['pass'] + sys.argv[3:]:
            r = copy.deepcopy(sound)
            exec(change)
            if validator.is_valid(r) != (change == 'pass'):
                print(change)
        """
      #expect(try Self.python(validate, [path] + Self.breaks, in: folder) == "")
    }
  }

  /// Writes a report's JSON file; gives its path.
  private static func write(_ question: Question, as file: URL) throws -> String {
    let bytes = try #require(try Samples.files(question, figures: ["data-fit"])["report.json"])
    try Data(bytes).write(to: file)
    return file.path
  }

  /// What a Python program prints that is given the schema and other arguments.
  private static func python(
    _ program: String, _ arguments: [String], in folder: URL
  ) throws -> String {
    let run = try Program.start(
      "/usr/bin/python3", ["-W", "ignore", "-c", program, schema.path] + arguments, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    return run.output
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
