import Testing
import TrainingCore

@testable import Figures
@testable import Plotting

@Suite struct BowlTests {
  @Test(arguments: ["seed", "longley", "norris", "anscombe3", "line50"])
  func theBowlHidesNeitherItsMinimumNorThePath(dataset: String) throws {
    let panels = try LossSurfaceBowl().figure(of: try Fixtures.evidence(dataset)).panels
    let surfaces = panels.flatMap(\.marks).compactMap { $0 as? Surface }
    let bowl = try #require(surfaces.last)
    #expect(bowl.seen(bowl.placesToSee) == bowl.placesToSee.count)
    for valley in surfaces {
      #expect(valley.azimuth == bowl.azimuth && valley.elevation == bowl.elevation)
    }
  }
}
