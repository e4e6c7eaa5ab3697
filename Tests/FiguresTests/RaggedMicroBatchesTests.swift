import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct RaggedMicroBatchesTests {
  private func texts(_ evidence: Evidence) throws -> [String] {
    try RaggedMicroBatches().figure(of: evidence).layout(typesetter: Typesetter()).allText
  }

  @Test func theFourPointsShowTheirWeightsInTheAxissUnits() throws {
    let found = try texts(try Fixtures.evidence("seed"))
    for text in ["2 + 2", "3 + 1", "1 + 1 + 2", "1", "0.667", "2", "1.33", "0"] {
      #expect(found.contains(text), "\(text)")
    }
  }

  @Test func gapsAndWeightsAreThoseThatWereMeasured() throws {
    let evidence = try Fixtures.evidence("norris")
    let measured = try evidence.measured("B01")
    let data = try RaggedMicroBatches().data(of: evidence)
    let ragged = try #require(data.rows.first { $0[0].hasSuffix(" + 9") })
    #expect(ragged[5] == measured.comparison.relativeDifference.description)
    let weights = try #require(
      measured.numbers.first { $0.name == "a sample’s weight in each micro-batch" }?.values)
    #expect(ragged[4] == weights[0].description)
    let gap = NumberText.short(measured.comparison.relativeDifference, digits: 3)
    #expect(try texts(evidence).contains(gap))
    #expect(try RaggedMicroBatches().figure(of: evidence).description.contains(gap))
  }

  @Test func everySplitWeighsAllSamplesTogetherOne() throws {
    for rows in [3, 4, 7, 16, 101] {
      let x = (0..<rows).map { 0.5 * Double($0) }
      let evidence = try Fixtures.evidence(x: x, y: x.map { 1 + $0 * $0 })
      let data = try RaggedMicroBatches().data(of: evidence)
      for (name, lines) in Dictionary(grouping: data.rows, by: { $0[0] }) {
        let sum = try lines.reduce(0.0) { sum, line in
          let numbers = try line[2...4].map { try #require(Double($0)) }
          return sum + numbers[0] * numbers[1] * numbers[2]
        }
        #expect(abs(sum - 1) < 1e-12, "\(rows) \(name)")
      }
      #expect(try !texts(evidence).isEmpty)
    }
  }

  @Test func equalSamplesShowNoGap() throws {
    let evidence = try Fixtures.evidence(
      x: Array(repeating: 2, count: 8), y: Array(repeating: 3, count: 8))
    let figure = try RaggedMicroBatches().figure(of: evidence)
    #expect(figure.title == "Unequal weights, but no gap that these data show")
    #expect(!figure.description.contains("is off by"))
  }

  @Test func tooFewSamplesHaveNoFigure() throws {
    for rows in 1...2 {
      let x = (0..<rows).map(Double.init)
      let evidence = try Fixtures.evidence(x: x, y: x.map { 3 * $0 + 1 })
      #expect(throws: Unavailable.self) { try RaggedMicroBatches().figure(of: evidence) }
    }
  }

  @Test func manyRowsAreDrawnByMicroBatchWithShortNames() throws {
    let found = try texts(try Fixtures.evidence("line1000"))
    #expect(found.contains("2 × 250 + 500"))
    #expect(found.contains("0.667"))
    #expect(!found.contains { $0.hasPrefix("1/1") })
  }
}
