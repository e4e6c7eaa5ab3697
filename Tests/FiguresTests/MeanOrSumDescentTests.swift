import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct MeanOrSumDescentTests {
  @Test func allPathsAreInTheTable() throws {
    let evidence = try Fixtures.evidence("seed")
    let rows = try MeanOrSumDescent().data(of: evidence).rows
    #expect(rows.count == evidence.ratePaths.reduce(0) { $0 + $1.losses.count })
    #expect(Set(rows.map { $0[0] + $0[1] }).count == 5)
  }

  @Test func theSumAtARateNTimesSmallerTakesTheMeansPath() throws {
    let paths = try Fixtures.evidence("line50").ratePaths
    let (mean, twin) = (paths[0], paths[4])
    #expect(!mean.isSum && twin.isSum)
    #expect(abs(twin.rate * 50 - mean.rate) <= mean.rate.ulp)
    #expect(twin.losses.count == mean.losses.count)
    for (one, other) in zip(mean.losses, twin.losses) {
      #expect(abs(one - other) <= 1e-12 * abs(one))
    }
  }

  @Test func theTitleSaysHowManyTimesSmallerTheRateIs() throws {
    var evidence = try Fixtures.evidence("line50")
    #expect(try MeanOrSumDescent().figure(of: evidence).title.plainText.contains("50 times"))
    evidence.ratePaths[1].losses = [1, 0.5, 0.25]
    #expect(try !MeanOrSumDescent().figure(of: evidence).title.plainText.contains("50 times"))
  }

  @Test func aLossThatIsNoQuadraticHasNoSuchRates() throws {
    let evidence = try Fixtures.evidence("seed", loss: "log-cosh")
    #expect(throws: Unavailable.self) { try MeanOrSumDescent().figure(of: evidence) }
    #expect(throws: Unavailable.self) { try MeanOrSumDescent().data(of: evidence) }
  }

  @Test func curvesThatExplodeLeaveTheScaleToTheOthers() throws {
    let evidence = try Fixtures.evidence("line1000")
    let figure = try MeanOrSumDescent().figure(of: evidence)
    let domain = try #require(figure.panels[0].y.domain)
    let start = try #require(evidence.ratePaths[0].losses.first)
    #expect(domain.upperBound < 1e4 * start)
    #expect(evidence.ratePaths.flatMap(\.losses).contains { $0 > domain.upperBound })
  }
}
