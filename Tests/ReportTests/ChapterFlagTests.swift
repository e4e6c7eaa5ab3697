import Testing
import TrainingCore

@testable import Report

/// What templates choose their sentences by follows the evidence, in both directions.
@Suite struct ChapterFlagTests {
  /// The values of a chapter without any figure.
  private func values(_ chapter: some Chapter, _ evidence: Evidence) -> TemplateObject {
    chapter.content(of: evidence, figures: FigureSet([])).values
  }

  private func flag(_ object: TemplateObject, _ name: String) throws -> Bool {
    guard case .flag(let flag) = object.values[name] else {
      throw Missing(name: name)
    }
    return flag
  }

  private func object(_ object: TemplateObject, _ name: String) throws -> TemplateObject {
    guard case .object(let inner) = object.values[name] else { throw Missing(name: name) }
    return inner
  }

  private func html(_ object: TemplateObject, _ name: String) throws -> String {
    guard case .html(let html) = object.values[name] else { throw Missing(name: name) }
    return html.text
  }

  private struct Missing: Error { var name: String }

  private static func constantInput() throws -> Evidence {
    var problem = try Problem(Question())
    problem.data.columns[0].values = [2, 2, 2, 2]
    return try Evidence(measuring: problem)
  }

  private static func atTheOptimum() throws -> Evidence {
    try Samples.evidence(Question(at: [("m", 1.3), ("b", 0.8)]))
  }

  @Test func theWarningAppliesOnlyWhereAnotherReadingIsToldApart() throws {
    #expect(try flag(values(AnswerChapter(), Samples.evidence()), "warningApplies"))
    #expect(try !flag(values(AnswerChapter(), Self.constantInput()), "warningApplies"))
    // Only the losses' own reading differs: no other computation is in sight.
    var evidence = try Self.constantInput()
    evidence.readings[0].comparison.verdict = .different
    #expect(try !flag(values(AnswerChapter(), evidence), "warningApplies"))
    for index in 1...2 {
      for verdict in [Comparison.Verdict.different, .proportional(factor: 2)] {
        evidence = try Self.constantInput()
        evidence.readings[index].comparison.verdict = verdict
        #expect(try flag(values(AnswerChapter(), evidence), "warningApplies"))
      }
    }
  }

  @Test func oneLineThatDoesNotAgreeSpoilsTheDerivation() throws {
    var evidence = try Samples.evidence()
    #expect(try flag(values(DerivationChapter(), evidence), "linesAgree"))
    #expect(try flag(values(DerivationChapter(), evidence), "allLinesSame"))
    for verdict in [
      Comparison.Verdict.different, .indistinguishable(why: "a test"), .proportional(factor: 2),
    ] {
      evidence.derivation.lines[9].comparison.verdict = verdict
      #expect(try !flag(values(DerivationChapter(), evidence), "linesAgree"))
    }
    evidence.derivation.lines[9].value = 17
    #expect(try !flag(values(DerivationChapter(), evidence), "allLinesSame"))
    evidence.derivation.lines = []
    #expect(try !flag(values(DerivationChapter(), evidence), "linesAgree"))
    #expect(try !flag(values(DerivationChapter(), Self.atTheOptimum()), "linesAgree"))
  }

  @Test func theFurthestLineIsTheFurthest() throws {
    var evidence = try Samples.evidence()
    let exact = try object(values(DerivationChapter(), evidence), "exactKnown")
    #expect(try flag(exact, "allExact"))
    for index in evidence.derivation.lines.indices {
      evidence.derivation.lines[index].ulpsFromExact = [0, 3, 1][index % 3]
    }
    let rounded = try object(values(DerivationChapter(), evidence), "exactKnown")
    #expect(try !flag(rounded, "allExact"))
    #expect(try html(rounded, "furthestUlps") == "3")
    for index in evidence.derivation.lines.indices {
      evidence.derivation.lines[index].ulpsFromExact = nil
    }
    #expect(try !flag(values(DerivationChapter(), evidence), "exactKnown"))
  }

  @Test func theDeltaIsCalledCancelledWhereItIsZero() throws {
    var evidence = try Samples.evidence()
    var training = try evidence.training.get()
    func cancelled() throws -> Bool {
      let trained = try object(values(WarningChapter(), evidence), "trained")
      return try flag(object(trained, "wrongEnd"), "cancelled")
    }
    #expect(try cancelled())
    training.standstill.meanDelta = 9 * training.standstill.expectedRounding
    evidence.training = .success(training)
    #expect(try !cancelled())
  }

  @Test func whatBecameOfEachPathIsSaidOfItAlone() throws {
    var evidence = try Samples.evidence()
    func ends() throws -> (right: TemplateObject, wrong: TemplateObject) {
      let trained = try object(values(WarningChapter(), evidence), "trained")
      return (try object(trained, "rightEnd"), try object(trained, "wrongEnd"))
    }
    let found = try ends()
    let training = try evidence.training.get()
    #expect(try flag(found.right, "arrived") && !flag(found.right, "stoppedShort"))
    #expect(try flag(found.wrong, "stoppedShort") && !flag(found.wrong, "arrived"))
    for (end, path) in [(found.right, training.right), (found.wrong, training.wrong)] {
      let loss = try #require(path.losses.last)
      #expect(try html(end, "endLoss") == NumberHTML.short(loss).text)
    }
    var swapped = training
    swapped.right = training.wrong
    swapped.wrong = training.right
    swapped.right.end = .converged
    evidence.training = .success(swapped)
    let other = try ends()
    #expect(try flag(other.right, "stoppedShort") && flag(other.wrong, "arrived"))
  }

  @Test func aPathThatIsLostOrOnItsWayIsSaidToBe() throws {
    var evidence = try Samples.evidence()
    var training = try evidence.training.get()
    func wrongEnd() throws -> TemplateObject {
      try object(object(values(WarningChapter(), evidence), "trained"), "wrongEnd")
    }
    #expect(try !flag(wrongEnd(), "diverged") && !flag(wrongEnd(), "unfinished"))
    training.wrong.end = .diverged(step: 17)
    evidence.training = .success(training)
    #expect(try html(object(wrongEnd(), "diverged"), "divergedStep") == "17")
    #expect(try !flag(wrongEnd(), "stoppedShort"))
    training.wrong.end = .finished
    training.standstill.meanDelta = 1
    evidence.training = .success(training)
    #expect(try flag(wrongEnd(), "unfinished"))
    evidence.training = .failure(Unavailable("a test"))
    #expect(try !flag(values(WarningChapter(), evidence), "trained"))
    #expect(try html(object(values(WarningChapter(), evidence), "notTrained"), "why") == "a test")
  }

  @Test func literalReadingsAreTheSameForAllOnlyIfTheyAre() throws {
    var evidence = try Samples.evidence()
    func sameForAll() throws -> Bool {
      try flag(object(values(DerivationChapter(), evidence), "literal"), "sameForAll")
    }
    #expect(try sameForAll())
    evidence.derivation.literal[3].value += 1
    #expect(try !sameForAll())
    evidence.derivation.literal = []
    #expect(try !flag(values(DerivationChapter(), evidence), "literal"))
  }

  @Test func whatAllChaptersShareFollowsTheProblem() throws {
    var evidence = try Samples.evidence()
    func shared() -> TemplateObject { SharedValues.values(of: evidence) }
    #expect(try flag(shared(), "builtin") && !flag(shared(), "manyParameters"))
    #expect(try !flag(shared(), "dropped"))
    evidence.problem.data.dropped = 3
    #expect(try html(object(shared(), "dropped"), "droppedRows") == "3")
    evidence = try Samples.evidence(Question(data: "longley"))
    #expect(try flag(shared(), "manyParameters") && !flag(shared(), "builtin"))
  }

  @Test(arguments: ["seed", "line50", "norris"])
  func theSumsRateIsTheMeansOverTheNumberOfSamples(name: String) throws {
    let evidence = try Samples.evidence(Question(data: name))
    let rates = try object(values(MeanOrSumChapter(), evidence), "rates")
    let rate = try #require(evidence.largestStableRate)
    let count = Double(evidence.problem.data.rows)
    #expect(try html(rates, "meanRate") == NumberHTML.short(rate).text)
    #expect(try html(rates, "sumRate") == NumberHTML.short(rate / count).text)
  }

  @Test func withoutAQuadraticThereIsNoRate() throws {
    let evidence = try Samples.evidence(
      Question(model: "exp(m*x/4) + b", at: [("m", 1), ("b", 0)]))
    #expect(try !flag(values(MeanOrSumChapter(), evidence), "rates"))
  }

  /// Which of the four verdicts a template is told, and whether all else follows the numbers.
  @Test func aComparisonIsToldAsItWasMeasured() throws {
    let pairs: [(left: [Double], right: [Double])] = [
      ([1, 2], [1, 2]), ([1, 2], [1 + 0x1p-50, 2]), ([1, 2], [2, 4]), ([1, 2], [2, 1]),
      ([1, 2], [-1, -2]), ([0, 0], [0, 0]), ([1, 0], [1, 1e-13]),
    ]
    for pair in pairs {
      let comparison = Comparison(left: pair.left, right: pair.right, expectedRounding: 1e-15)
      let told = comparison.values
      #expect(try flag(told, "equal") == (comparison.verdict == .equal))
      #expect(try flag(told, "different") == (comparison.verdict == .different))
      #expect(try flag(told, "same") == (pair.left == pair.right))
      #expect(try flag(told, "opposed") == (comparison.cosine < 0))
      let factor = try? html(object(told, "proportional"), "factor")
      #expect(factor == comparison.verdict.factor.map { NumberHTML.short($0).text })
      let why = try? html(object(told, "indistinguishable"), "why")
      #expect(why == comparison.verdict.why)
      #expect(try html(told, "left") == NumberHTML.vector(pair.left).text)
      #expect(try html(told, "right") == NumberHTML.vector(pair.right).text)
      #expect(try html(told, "gap") == NumberHTML.vector(comparison.difference).text)
    }
  }
}
