import Plotting
import Testing
import TrainingCore

@testable import Figures

@Suite struct LeibnizSpikeTests {
  @Test func theSmallerTheParameterTheFartherOutIsThePeak() throws {
    let figure = try LeibnizSpike().figure(of: Fixtures.evidence("seed"))
    let lines = figure.panels[0].marks.compactMap { $0 as? Line }
    let peaks = try lines.map { line in
      try #require(line.points.max { $0.y < $1.y })
    }
    #expect(peaks.count == 4)
    #expect(zip(peaks, peaks.dropFirst()).allSatisfy { $0.x < $1.x })
    // All of one height: on this axis nothing but the place changes.
    #expect(peaks.allSatisfy { abs($0.y - peaks[0].y) < 0.01 })
  }

  @Test func withoutItsCaseThereIsNone() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.cases.removeAll { $0.id == "F04" }
    #expect(throws: Unavailable.self) { try LeibnizSpike().data(of: evidence) }
  }
}
