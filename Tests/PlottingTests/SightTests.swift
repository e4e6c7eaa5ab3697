import Testing

@testable import Plotting

@Suite struct SightTests {
  private func bowl(path: [Position] = []) -> Surface {
    let field = ScalarField(x: -1...1, y: -1...1) { $0 * $0 + $1 * $1 }
    return Surface(field, zRange: 0...2, drop: Position(0, 0), path: path)
  }

  @Test func theNearCornerOfABowlHidesItsMinimumFromALowEye() {
    var low = bowl()
    low.elevation = 12
    #expect(low.seen([Position(0, 0)]) == 0)
    var high = bowl()
    high.elevation = 60
    #expect(high.seen([Position(0, 0)]) == 1)
  }

  @Test func theInsideOfTheFarWallIsSeenAndThatOfTheNearWallIsNot() {
    // The eye is at azimuth -50: to the right and in front.
    #expect(bowl().seen([Position(-0.6, 0.7)]) == 1)
    #expect(bowl().seen([Position(0.6, -0.7)]) == 0)
  }

  @Test func aFlatOrEmptyFieldHidesNothing() {
    let flat = Surface(ScalarField(x: 0...1, y: 0...1) { _, _ in 1 }, zRange: 0...2)
    #expect(flat.seen([Position(0.5, 0.5), Position(0, 0)]) == 2)
    let empty = Surface(ScalarField(x: [], y: [], values: []))
    #expect(empty.seen([Position(0, 0)]) == 1)
  }

  @Test func theViewShowsTheMinimumAndThePathFromAsLowAsItCan() {
    let path = [Position(0.7, -0.6), Position(0.3, -0.2), Position(0, 0)]
    let turned = bowl(path: path).inSight()
    #expect(turned.seen(turned.placesToSee) == turned.placesToSee.count)
    #expect((28...60).contains(turned.elevation))
    var lower = turned
    lower.elevation -= 4
    if lower.elevation >= 28 { #expect(lower.seen(lower.placesToSee) < lower.placesToSee.count) }
  }

  @Test func aViewThatShowsAllStaysAsItIs() {
    let flat = Surface(ScalarField(x: 0...1, y: 0...1) { $0 + $1 }, drop: Position(0.5, 0.5))
    #expect(flat.inSight().azimuth == flat.azimuth)
    #expect(flat.inSight().elevation == 28)
  }
}
