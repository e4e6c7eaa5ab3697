import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct StochasticPathTests {
  /// Training on the seed data with another stochastic path.
  private func training(_ steps: [(Double, Double)]) throws -> TrainingEvidence {
    var training = try Fixtures.evidence("seed").training.get()
    training.stochastic.points = steps.map { [$0.0, $0.1] }
    training.stochastic.steps = Array(steps.indices)
    return training
  }

  private func legend(_ training: TrainingEvidence) throws -> [String] {
    var evidence = try Fixtures.evidence("seed")
    evidence.training = .success(training)
    let panel = try LossSurfaceContours().figure(of: evidence).panels[0]
    return panel.legend.map(\.label.plainText)
  }

  @Test func thePathEndsWhereItFirstLeavesTheWindow() throws {
    let inside = [(0.6, 0.5), (0.7, 0.5), (0.8, 0.6), (0.9, 0.6)]
    let path = StochasticPath(try training(inside + [(99, 0), (0.9, 0.7), (1, 0.7)]))
    #expect(path.steps == 3)
    #expect(path.points.map(\.x) == [0.6, 0.7, 0.8, 0.9, 99])
    #expect(path.sentence.contains("leaves"))
  }

  @Test func theLegendCountsTheStepsThatAreShown() throws {
    let shown = try training([(0.6, 0.5), (0.7, 0.5), (0.8, 0.6), (0.9, 0.6), (99, 0)])
    #expect(try legend(shown).contains("3 steps with one sample each"))
  }

  @Test func fewerThanThreeStepsAreNeitherDrawnNorNamed() throws {
    let short = try training([(0.6, 0.5), (0.7, 0.5), (99, 0), (0.7, 0.5), (0.8, 0.6)])
    #expect(!StochasticPath(short).isWorthDrawing)
    #expect(StochasticPath(short).sentence.isEmpty)
    #expect(try legend(short).count == 1)
  }
}
