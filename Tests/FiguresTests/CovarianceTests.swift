import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct CovarianceTests {
  private func texts(_ evidence: Evidence) throws -> [String] {
    try Covariance().figure(of: evidence).layout(typesetter: Typesetter()).allText
  }

  @Test func theNumbersBesideTheBarsAddUpAndStandInTheDescription() throws {
    let evidence = try Fixtures.evidence("norris")
    let covariance = evidence.covariance
    let sum = SumText(
      covariance.productOfMeans[0], covariance.covariance[0], total: covariance.meanOfProducts[0])
    let description = try Covariance().figure(of: evidence).description
    for text in [sum.first, sum.second, sum.total] {
      #expect(try texts(evidence).contains { $0.hasSuffix("= " + text) })
      #expect(description.contains(text))
    }
  }

  @Test func theBarsHaveWordsUnderThem() throws {
    let found = try texts(try Fixtures.evidence("seed"))
    for words in ["product of averages", "+ covariance", "average of products"] {
      #expect(found.contains(words))
    }
  }

  @Test func aGapTooSmallToBeSeenIsShownFromNearBy() throws {
    let x = (0..<60).map { 1e6 + 1e4 * Double($0) }
    let near = try Fixtures.evidence(x: x, y: x.map { 0.6 * $0 + 5e5 })
    let figure = try Covariance().figure(of: near)
    #expect(figure.panels.count == 3)
    #expect(figure.description.contains("from near by"))
    #expect(try Covariance().figure(of: Fixtures.evidence("seed")).panels.count == 2)
  }
}
