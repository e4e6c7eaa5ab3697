import Testing
import TrainingCore

@testable import Report

/// What was not trained is said, and another model is not shown as the same with centred inputs.
@Suite struct RestingParametersTests {
  @Test func theTextNamesWhatRests() throws {
    let text = try HonestSamples.text(of: HonestSamples.evidence(model: "quadratic"))
    #expect(text.contains("Only a ′ and b ′ are trained; c ′ rests at its optimum"))
    #expect(try !HonestSamples.text(of: HonestSamples.evidence()).contains("rests at"))
  }

  @Test func theCaseNamesWhatRests() throws {
    let evidence = try HonestSamples.evidence(model: "a*x + b*x + c")
    let found = try #require(evidence.cases.first { $0.id == "C04" })
    #expect(found.statement.contains("Only a and b are trained here; c rests at its optimum."))
    guard case .indistinguishable(let why) = try found.outcome.get().comparison.verdict else {
      Issue.record("the case tells the two ends apart")
      return
    }
    #expect(why.contains("with c at rest at its optimum"))
  }

  @Test func ofManyBestPlacesTheOneThatWasReachedIsNamed() throws {
    let evidence = try HonestSamples.evidence(model: "a*x + b*x + c")
    let training = try evidence.training.get()
    let end = try #require(training.right.points.last)
    #expect(abs(end[0] - training.optimum.parameters[0]) > 0.1)
    let place = SharedValues.point(end, of: ["a", "b", "c"]).text
    #expect(try Samples.page(of: evidence).contains("at \(place)."))
  }

  @Test func aModelThatCentringChangesIsNotShownAsTheSame() throws {
    let evidence = try HonestSamples.evidence(model: "where(x > 2, a*x, b)")
    #expect(throws: Unavailable.self) { try evidence.centredTraining.get() }
    let text = try HonestSamples.text(of: evidence)
    #expect(text.contains("centred inputs make it another model: the least average loss becomes"))
  }

  @Test(arguments: ["line", "quadratic", "a*exp(b*x)", "a*x + b*x + c"])
  func centringLeavesTheseModelsTheSame(model: String) throws {
    _ = try HonestSamples.evidence(model: model).centredTraining.get()
  }
}
