import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct LossTextTests {
  @Test(arguments: ["seed", "longley", "norris"])
  func oneLossLooksTheSameInTitlePanelLabelAndCaption(dataset: String) throws {
    let typesetter = try Typesetter()
    let evidence = try Fixtures.evidence(dataset)
    let training = try evidence.training.get()
    let wanted = [
      (DataFit().figure, evidence.objective), (DataFit().figure, evidence.optimum.value),
      (LossSurfaceContours().figure, training.wrong.losses.last ?? 0),
    ].map { (figure: $0.0, text: NumberText.short($0.1, digits: 5)) }
    for (figure, text) in wanted {
      let scene = try figure(evidence).layout(typesetter: typesetter)
      #expect(scene.title.contains(text))
      #expect(scene.description.contains(text))
      #expect(scene.allText.contains { $0.hasSuffix("loss " + text) })
    }
  }

  @Test func aPathThatIsOnItsWayEndsAtAStepAndNotAtAnEnd() throws {
    var evidence = try Fixtures.evidence("seed")
    var training = try evidence.centredTraining.get()
    training.right.points.removeSubrange(4...)
    training.right.steps.removeSubrange(4...)
    training.right.losses.removeSubrange(4...)
    training.right.end = .finished
    #expect(training.outcome(of: training.right) == .unfinished)
    evidence.centredTraining = .success(training)
    let texts = try FitsOverTime().figure(of: evidence).layout(typesetter: Typesetter()).allText
    #expect(texts.contains("step \(training.right.steps[3])"))
  }
}
