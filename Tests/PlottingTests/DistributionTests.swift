import Testing
import Typesetting

@testable import Plotting

@Suite struct DistributionTests {
  @Test func heightsArePartsOfTheSample() {
    let distribution = Distribution([3, 1, 3, 2, .nan])
    #expect(distribution.values == [1, 2, 3])
    #expect(distribution.heights == [0.25, 0.5, 1])
    #expect(distribution.count == 4)
  }

  @Test func theBandIsThatOfDvoretzkyKieferAndWolfowitz() {
    // ln(2 / 0.05) = 3.688879454113936; n = 100.
    let reach = Distribution((0..<100).map(Double.init)).reach(alpha: 0.05)
    #expect(abs(reach - (3.688879454113936 / 200).squareRoot()) < 1e-15)
    #expect(Distribution([1]).reach(alpha: 0.05) == 1)
    #expect(Distribution([]).reach(alpha: 0.05) == 1)
  }

  @Test func theCurveStepsAfterEachValueAndFillsTheFrame() throws {
    let curve = ECDF([2, 4, 4, 8], hasRug: false)
    let context = try SceneProbe.context(y: 0...1)
    let path = try #require(SceneProbe(curve.elements(in: context)).paths.last).path
    #expect(
      SceneProbe.points(path).map { [$0.x, $0.y] } == [
        [96, 250], [140, 250], [140, 200], [180, 200], [180, 100], [260, 100], [260, 50],
        [304, 50],
      ])
  }

  @Test func theRugMarksEveryValueOnce() throws {
    let probe = SceneProbe(ECDF([2, 4, 4, 8]).elements(in: try SceneProbe.context(y: 0...1)))
    let rug = SceneProbe.points(try #require(probe.paths.first).path)
    #expect(rug.map(\.x) == [140, 140, 180, 180, 260, 260])
    #expect(Set(rug.map(\.y)) == [250, 244])
  }

  @Test func theBandStaysBetweenZeroAndOne() throws {
    let curve = ECDF([2, 4, 4, 8], alpha: 0.05, hasRug: false)
    let probe = SceneProbe(curve.elements(in: try SceneProbe.context(y: 0...1)))
    let ys = SceneProbe.points(try #require(probe.paths.first).path).map(\.y)
    #expect(ys.min() == 50 && ys.max() == 250)
  }

  @Test func theOrderOfTheSampleDoesNotMatter() throws {
    let sample = (0..<50).map { Double(($0 * 17) % 50) * 0.21 }
    let context = try SceneProbe.context(y: 0...1)
    #expect(
      ECDF(sample, alpha: 0.1).elements(in: context)
        == ECDF(sample.reversed(), alpha: 0.1).elements(in: context))
  }
}
