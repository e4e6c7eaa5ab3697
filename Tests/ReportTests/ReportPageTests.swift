import Figures
import Foundation
import Plotting
import Testing
import TrainingCore

@testable import Report

@Suite struct ReportPageTests {
  @Test func statesTheNumbersOfTheRun() throws {
    let page = try Samples.page()
    let evidence = try Samples.evidence()
    #expect(page.contains("Yes: you are right, and you miss nothing."))
    #expect(page.contains(NumberHTML.vector(evidence.gradient.gradientOfAverage).text))
    let wrong = try #require(evidence.readings.first { $0.kind == .signedErrors })
    #expect(page.contains(NumberHTML.vector(wrong.gradient).text))
    #expect(page.contains(evidence.problem.data.sha256))
  }

  @Test func otherDataGiveOtherNumbersAndAnotherVoice() throws {
    let page = try Samples.page(Question(data: "norris"))
    #expect(!page.contains("you are right, and you miss nothing"))
    #expect(!page.contains("Stack Exchange"))
    let gradient = try Samples.evidence(Question(data: "norris")).gradient.gradientOfAverage
    #expect(page.contains(NumberHTML.vector(gradient).text))
    #expect(try !Samples.page().contains(NumberHTML.vector(gradient).text))
  }

  @Test func theVerdictIsTheMeasuredOne() throws {
    var evidence = try Samples.evidence()
    evidence.gradient.comparison = Comparison(
      left: [1, 2], right: [2, 1], expectedRounding: 1e-15)
    let page = try Samples.page(of: evidence)
    #expect(page.contains("<strong>Not in this run:</strong> the two should be the same, and came"))
    #expect(!page.contains("<strong>Yes"))
    evidence.gradient.comparison = Comparison(
      left: [1, 2], right: [2, 4], expectedRounding: 1e-15, claimedFactor: 2)
    #expect(try Samples.page(of: evidence).contains("one came out 2 times as long as the other"))
  }

  @Test func aLongVectorIsCutAndHasItsDigitsInTheTooltip() throws {
    let gradient = try Samples.evidence(Question(data: "longley")).gradient.gradientOfAverage
    let page = try Samples.page(Question(data: "longley"))
    #expect(page.contains("all 7 components agree"))
    #expect(page.contains(", … 4 more)"))
    let all = gradient.map(NumberHTML.full).joined(separator: ", ")
    #expect(page.contains("<span title=\"\(all)\">"))
  }

  @Test func aDerivationForSomeParametersSaysForHowMany() throws {
    let terms = (0..<12).map { "p\($0)*x^\($0)" }.joined(separator: " + ")
    let page = try Samples.page(Question(data: "line50", model: terms))
    #expect(page.contains("shown for 10 of 12 parameters"))
    #expect(!page.contains("For each parameter,"))
    #expect(try !Samples.page(Question(data: "longley")).contains("parameters of the derivation"))
    #expect(try !Samples.page(Question(data: "longley")).contains(" of 7 parameters"))
  }

  @Test func figuresBeginWhereTheTextBegins() throws {
    let page = try Samples.page(figures: ["gradient-sum", "data-fit"])
    let alone = page.matches(of: /<text x="([^"]+)"[^>]*font-size="14"/).map { $0.output.1 }
    // The lines of a title that is broken share a group.
    let broken = page.matches(of: /<g [^>]*font-size="14">\n((?:<text [^\n]*\n)+)<\/g>/).flatMap {
      $0.output.1.matches(of: /<text x="([^"]+)"/).map { $0.output.1 }
    }
    let titles = alone + broken
    #expect(titles.count >= 5)
    #expect(titles.allSatisfy { $0 == "1" })
  }

  @Test func parametersOfTransformedInputsHaveAPrime() throws {
    let evidence = try Samples.evidence(Question(data: "longley"))
    let training = try evidence.training.get()
    #expect(training.inputTransform == .standardised)
    let primed = SharedValues.point(
      training.optimum.parameters, of: training.problem.parameters, primed: true)
    #expect(primed.text.contains("\u{2032} = "))
    let page = try Samples.page(Question(data: "longley"))
    #expect(page.contains(primed.text))
    #expect(page.contains("slopes are per standard deviation"))
    #expect(try !Samples.page().contains("slopes are per standard deviation"))
  }

  @Test func aCaseNamesItsTwoSides() throws {
    let page = try Samples.page()
    for name in ["gradient from averaged errors", "end of training on the right average"] {
      #expect(page.contains("<dt>\(name)</dt>"))
    }
  }

  /// The page with every figure, made once.
  private static let whole = Result {
    try Samples.page(figures: Figures.Registry.recipes.map(\.name))
  }

  @Test func aPageWithEveryFigureIsSmallEnoughToSend() throws {
    #expect(try Self.whole.get().utf8.count < 1_500_000)
  }

  @Test func everyFigureIsExplainedByItsOwnDescriptionAndHasAPictureForPhones() throws {
    let names = Figures.Registry.recipes.map(\.name)
    let page = try Self.whole.get()
    let captions = page.matches(of: /<figcaption>(.*?)<\/figcaption>/.dotMatchesNewlines()).map {
      String($0.1)
    }
    let evidence = try Samples.evidence()
    let descriptions = try Figures.Registry.recipes.map {
      SafeHTML(escaping: try $0.figure(of: evidence).description).text
    }
    #expect(captions.sorted() == descriptions.sorted())
    #expect(!page.contains("<div class=\"narrow\"></div>"))
    #expect(page.components(separatedBy: "<div class=\"narrow\">").count == names.count + 1)
  }

  @Test func fontsHoldLittleMoreThanThePageDraws() throws {
    let page = try Samples.page(figures: ["gradient-sum", "covariance", "data-fit"])
    let fonts = page.matches(of: /url\(data:font\/woff;base64,([^)]*)\)/).map(\.1.utf8.count)
    #expect(fonts.count == 3)
    #expect(fonts.reduce(0, +) < 80_000)
  }

  @Test func theSameQuestionGivesTheSameBytes() throws {
    let figures = ["gradient-sum", "loss-surface"]
    #expect(try Samples.files(figures: figures) == Samples.files(figures: figures))
  }

  @Test(arguments: ["anscombe2", "longley", "line50"])
  func everyBuiltInSetMakesAPage(name: String) throws {
    let page = try Samples.page(Question(data: name))
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(!page.contains("{{"))
  }

  @Test func namesOfColumnsAreTextAndNothingElse() throws {
    let name = "<script>alert('$x$ & \\alpha\"')</script>"
    let folderPage = try Samples.withFolder { folder in
      let file = folder.appending(path: "nasty.csv")
      let field = "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
      try "\(field),y\n0,1\n1,2\n2,3\n3,5\n".write(to: file, atomically: true, encoding: .utf8)
      return try Samples.page(
        Question(data: file.path, x: [name], y: "y"), figures: ["data-fit", "gradient-sum"])
    }
    #expect(!folderPage.contains("<script>alert"))
    #expect(folderPage.contains("&lt;script&gt;alert(&#39;$x$ &amp; \\alpha&quot;&#39;)"))
  }

  @Test func asksForNothingOutside() throws {
    let page = try Samples.page(figures: ["gradient-sum"])
    for pattern in ["src=\"http", "url(http", "<link", "@import", " style=\"", "href=\"http"] {
      #expect(!page.contains(pattern), "\(pattern)")
    }
  }

  @Test func idsAreUnique() throws {
    let page = try Samples.page(figures: ["gradient-sum", "covariance", "data-fit"])
    let ids = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(ids.count > 10)
    #expect(Set(ids).count == ids.count)
  }

  @Test func holdsNoPathOfThisMachine() throws {
    try Samples.withFolder { folder in
      let file = folder.appending(path: "points.csv")
      try "x,y\n0,1\n1,2\n2,4\n".write(to: file, atomically: true, encoding: .utf8)
      for (path, bytes) in try Samples.files(Question(data: file.path), figures: ["data-fit"]) {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains(folder.path), "\(path)")
      }
    }
  }
}
