import Testing
import TrainingCore

@testable import Report

/// At a point where a gradient is nothing but rounding, the page neither alarms nor gives it a
/// direction.
@Suite struct RoundedZeroTests {
  private let nearly = [("m", 1.1), ("b", 1.0)]

  @Test func linesThatAreZeroToRoundingDoNotDisagree() throws {
    let evidence = try HonestSamples.evidence(at: nearly)
    let text = try HonestSamples.text(of: evidence)
    #expect(text.contains("Yes"))
    #expect(!text.contains("Not all lines agree"))
    #expect(!text.contains("on a kink"))
    #expect(text.contains("zero to rounding, so its lines cannot be told apart"))
  }

  @Test func theOptimumRaisesNoAlarm() throws {
    let best = try HonestSamples.evidence().optimum.parameters
    let evidence = try HonestSamples.evidence(at: [("m", best[0]), ("b", best[1])])
    let text = try HonestSamples.text(of: evidence)
    #expect(!text.contains("Not all lines agree"))
    #expect(!text.contains("uphill"))
    #expect(!(try beforeTheCatalogue(text)).contains("right angle"))
  }

  /// What stands before the cards, on which other vectors may well point the other way.
  private func beforeTheCatalogue(_ text: String) throws -> Substring {
    let end = try #require(text.ranges(of: "The catalogue, measured").last)
    return text[..<end.lowerBound]
  }

  @Test func aDirectionThatIsRoundingIsNoDirection() throws {
    let best = try HonestSamples.evidence().optimum.parameters
    let evidence = try HonestSamples.evidence(at: [("m", best[0]), ("b", best[1])])
    let sharpness = try evidence.measured("C18").comparison
    guard case .indistinguishable = sharpness.verdict else {
      Issue.record("\(sharpness.verdict)")
      return
    }
  }

  @Test func roundingHasNoDirection() throws {
    let text = try HonestSamples.text(of: HonestSamples.evidence(at: nearly))
    #expect(!text.contains("uphill"))
    #expect(!(try beforeTheCatalogue(text)).contains("right angle"))
    #expect(text.contains("which is zero to rounding"))
  }

  @Test func linesThatDifferAreSaidToDiffer() throws {
    var evidence = try HonestSamples.evidence()
    evidence.derivation.lines[3].value = 2
    evidence.derivation.lines[3].comparison = Comparison(
      left: [1], right: [2], expectedRounding: 1e-16)
    let text = try HonestSamples.text(of: evidence)
    #expect(text.contains("Not all lines agree"))
    #expect(!text.contains("has a kink"))
  }
}
