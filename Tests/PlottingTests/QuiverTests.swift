import Testing
import Typesetting

@testable import Plotting

@Suite struct QuiverTests {
  /// A grid of 5 by 5 places 40 px apart.
  static let grid = (0..<25).map { Position(2 * Double($0 % 5) + 1, 2 * Double($0 / 5) + 1) }

  private func places() throws -> [Point] {
    let context = try SceneProbe.context()
    return Self.grid.compactMap(context.place)
  }

  @Test func theMedianArrowHas14Pixels() throws {
    let magnitudes = (1...25).map(Double.init)
    let linear = QuiverLengths(magnitudes, .linear, places: try places())
    #expect(linear.cap == 36)
    #expect(linear.pixels(13) == 14)
    #expect(linear.pixels(6.5) == 7)
    #expect(linear.pixels(25) == 14 * (25 / 13.0))
    #expect(linear.pixels(39) == 36 && linear.isCut(39) && !linear.isCut(25))
    let root = QuiverLengths(magnitudes, .squareRoot, places: try places())
    #expect(root.pixels(52) == 28)
    let asinh = QuiverLengths(magnitudes, .asinh, places: try places())
    #expect(asinh.pixels(13) == 14)
    #expect(asinh.pixels(130) < 14 * 4)
  }

  @Test func arrowsOfATightGridAreShorter() throws {
    let tight = (0..<25).map { Point(x: 10 * Double($0 % 5), y: 10 * Double($0 / 5)) }
    let lengths = QuiverLengths([1], .linear, places: tight)
    #expect(lengths.cap == 9)
    #expect(lengths.middle == 9)
    let uneven = QuiverLengths([1, 1, 2], .linear, places: tight)
    #expect(uneven.middle == 4.5 && !uneven.isCut(2))
    #expect(QuiverLengths([1, 1, 100], .linear, places: tight).isCut(100))
  }

  @Test func spacingOfScatteredPlacesIsThatOfTheirArea() {
    let places = (0..<100).map { Point(x: Double($0), y: Double($0 * 37 % 100)) }
    #expect(abs(QuiverLengths.spacing(places) - 9.9) < 1e-9)
    #expect(QuiverLengths.spacing([Point(x: 1, y: 1)]) == 60)
    #expect(QuiverLengths.spacing([]) == 60)
  }

  @Test func arrowsAreCentredOnTheirPlaces() throws {
    let quiver = Quiver([Position(1, 0)], at: [Position(5, 5)])
    let paths = SceneProbe(quiver.elements(in: try SceneProbe.context())).paths
    #expect(paths.count == 2)
    let (shaft, head) = (SceneProbe.points(paths[0].path), SceneProbe.points(paths[1].path))
    #expect(shaft[0] == Point(x: 193, y: 150))
    #expect(head[0] == Point(x: 207, y: 150))
  }

  @Test func arrowsPointTheWayThatAPointMoves() throws {
    // One unit of y is twice as long as one of x in this picture.
    let context = try SceneProbe.context(y: 0...5)
    let quiver = Quiver([Position(1, 1)], at: [Position(5, 2.5)])
    let head = SceneProbe.points(SceneProbe(quiver.elements(in: context)).paths[1].path)[0]
    #expect(abs((150 - head.y) / (head.x - 200) - 2) < 1e-12)
  }

  @Test func aThousandArrowsAreTwoPaths() throws {
    let places = (0..<1000).map { Position(Double($0 % 40) / 4, Double($0 / 40) / 2.5) }
    let vectors = places.map { Position($0.y - 5, 5 - $0.x) }
    let context = try SceneProbe.context()
    #expect(SceneProbe(Quiver(vectors, at: places).elements(in: context)).paths.count == 2)
    let colored = Quiver(vectors, at: places, ramp: .viridis, halo: true)
    #expect(SceneProbe(colored.elements(in: context)).paths.count <= 34)
  }

  @Test func cutArrowsAreTold() throws {
    let vectors = Self.grid.enumerated().map { Position($0.offset == 3 ? 100 : 1, 0) }
    let notes = Quiver(vectors, at: Self.grid).notes(in: try SceneProbe.context())
    #expect(notes.map(\.plainText) == ["1 arrow is cut to the distance of their neighbours."])
  }

  @Test func zeroVectorsAreDotsInTheMiddle() throws {
    let quiver = Quiver([Position(0, 0), Position(.nan, 1)], at: [Position(5, 5), Position(1, 1)])
    let paths = SceneProbe(quiver.elements(in: try SceneProbe.context())).paths
    #expect(paths.count == 1)
    #expect(SceneProbe.points(paths[0].path)[0] == Point(x: 201, y: 150))
  }
}
