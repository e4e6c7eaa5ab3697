import Foundation
import Testing

/// Templates that a user brings along, as the program treats them.
@Suite struct TemplateFolderTests {
  /// Files of the folder `t` by name, and the line that says what is wrong.
  static let broken: [(files: [String: String], message: String)] = [
    (
      ["report.mustache": "{{> report}}"],
      "t/report.mustache:1: {{>report}} makes a circle: report, report\n"
    ),
    (
      ["body.mustache": "a\n{{>verdict}}", "verdict.mustache": "b\n\n{{>body}}"],
      "t/verdict.mustache:3: {{>body}} makes a circle: body, verdict, body\n"
    ),
    (
      [
        "figure.mustache": "{{$how}}{{/how}}",
        "body.mustache":
          "{{<figure}}{{$how}}{{<figure}}{{$how}}{{/how}}{{/figure}}{{/how}}{{/figure}}",
      ],
      "t/body.mustache:1: {{<figure}} makes a circle: figure, $how, figure\n"
    ),
    (["body.mustache": "a\n{{>nothing}}"], "t/body.mustache:2: there is no template \"nothing\""),
    (
      ["body.mustache": "\n{{>*name}}"], "t/body.mustache:2: the name after > has to be written out"
    ),
    (["body.mustache": "{{=<% %>=}}"], "t/body.mustache:1: {{= is not known here"),
    (["body.mustache": "a\n\n{{#one}}\nb"], "t/body.mustache:3: {{#one}} has no {{/one}}"),
    (
      ["body.mustache": "{{#one}}\n{{/two}}"],
      "t/body.mustache:2: {{/two}} where {{/one}} should stand"
    ),
    (["body.mustache": "a {{/one}}"], "t/body.mustache:1: {{/one}} ends nothing"),
    (["body.mustache": "a\n{{name"], "t/body.mustache:2: a tag does not end"),
    (["body.mustache": "a\n{{a b}}"], "t/body.mustache:2: {{a b}} is no name"),
    (["body.mustache": "a\n\\(x\n"], "t/body.mustache:2: a formula does not end"),
    (["body.mustache": "a\n\\(\nx\\)\n{{f(}}"], "t/body.mustache:4: "),
    (
      ["body.mustache": String(repeating: "{{#a}}", count: 100_000)],
      "t/body.mustache:1: sections within sections, more than 50 deep"
    ),
  ]

  @Test(arguments: broken.indices)
  func aBrokenTemplateIsOneLineThatNamesFileAndPlace(index: Int) throws {
    let (files, message) = Self.broken[index]
    try Samples.withFolder { folder in
      try Self.write(files, in: folder)
      let run = try Program.run(
        "report", "--quiet", "--format", "svg", "--templates", "t", in: folder)
      #expect(run.code == 65, "\(run.errors)")
      #expect(run.errors.hasPrefix("gradient-report: \(message)"), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "output").path))
    }
  }

  @Test func aNameThatNothingDefinesIsSaidOfTheFile() throws {
    try Samples.withFolder { folder in
      try Self.write(["verdict.mustache": "{{unheardOf}}"], in: folder)
      let run = try Program.run(
        "report", "--quiet", "--format", "svg", "--templates", "t", in: folder)
      #expect(run.code == 65)
      #expect(run.errors.contains("{{unheardOf}}, which nothing defines"), "\(run.errors)")
    }
  }

  @Test func aSingleFigureNeedsNoTemplates() throws {
    try Samples.withFolder { folder in
      try Self.write(["report.mustache": "{{"], in: folder)
      let run = try Program.run("figure", "--quiet", "--templates=t", in: folder)
      #expect(run.code == 64)
      #expect(run.errors.contains("unknown option '--templates"), "\(run.errors)")
    }
  }

  private static func write(_ files: [String: String], in folder: URL) throws {
    let templates = folder.appending(path: "t")
    try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: templates.appending(path: name))
    }
  }
}
