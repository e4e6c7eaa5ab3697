import ReportTemplates
import Testing

@testable import Report

@Suite struct TemplateTests {
  func render(_ template: String, _ values: TemplateObject) throws -> String {
    try TemplateEngine(files: ["page.mustache": template]).render("page", values).text
  }

  @Test func valuesAreEscapedOnce() throws {
    #expect(try render("<b>{{a}}</b>", ["a": .text("<&\"'>")]) == "<b>&lt;&amp;&quot;&#39;&gt;</b>")
  }

  @Test func aCombiningMarkDoesNotHideABracket() throws {
    #expect(try render("{{a}}", ["a": .text("<\u{301}script>")]) == "&lt;\u{301}script&gt;")
  }

  @Test func anUnknownNameIsAnErrorThatNamesIt() {
    let expected = TemplateError(
      "template page.mustache", line: 2, "uses {{b}}, which nothing defines")
    #expect(throws: expected) { try render("{{a}}\n{{b}}", ["a": true]) }
    #expect(expected.description == "template page.mustache:2: uses {{b}}, which nothing defines")
    #expect(throws: TemplateError.self) { try render("{{#b}}x{{/b}}", ["a": true]) }
    #expect(throws: TemplateError.self) { try render("{{^b}}x{{/b}}", ["a": true]) }
  }

  @Test func anInnerThingMayAskForWhatIsOutside() throws {
    let values: TemplateObject = ["name": .text("n"), "list": .list([["a": .text("1")]])]
    #expect(try render("{{#list}}{{a}}{{name}}{{/list}}", values) == "1n")
  }

  @Test func formulasBecomeMathML() throws {
    let text = try render("so \\(x^2\\) and \\[ y \\] end", [:])
    #expect(text.hasPrefix("so <math>"))
    #expect(text.contains("<math display=\"block\">"))
    #expect(text.hasSuffix(" end"))
  }

  @Test func aFormulaWithoutEndIsAnError() {
    #expect(throws: TemplateError.self) { try render("so \\(x", [:]) }
  }

  @Test func proseHoldsNoMeasuredNumber() throws {
    // Digits may stand in tags and formulas, in the names of premises, and in the question's number.
    for (path, text) in ReportTemplates.files where path.hasPrefix("chapters/") {
      let prose = text.replacing(/<[^>]*>/, with: "").replacing(/\\[\[(].*?\\[\])]/, with: "")
        .replacing(/\(P\d\)/, with: "").replacing(/\{\{[^}]*\}\}/, with: "")
        .replacing(/A02|SHA-256/, with: "")
      #expect(!prose.contains(/\d/), "\(path): \(prose.firstMatch(of: /.*\d.*/)?.output ?? "")")
    }
  }

  @Test(arguments: [
    (0.1 + 0.2, "0.30000000000000004"), (-8, "\u{2212}8"), (1e-7, "1×10⁻⁷"), (-0.0, "0"),
    (1.5e300, "1.5×10³⁰⁰"),
  ])
  func allDigitsAreShownOnDemand(value: Double, text: String) {
    #expect(NumberHTML.full(value) == text)
  }

  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
  func base64IsAsInItsSpecification(text: String, expected: String) {
    #expect(Base64.text(of: Array(text.utf8)) == expected)
  }

  @Test func theHashOfTheEmptyTextIsTheKnownOne() {
    #expect(ReportPage.hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }

  @Test func csvAddressesHoldTheFile() {
    #expect(DataAddress.csv("a,\"ü\"\n#") == "data:text/csv;charset=utf-8,a,%22%C3%BC%22%0A%23")
  }
}
