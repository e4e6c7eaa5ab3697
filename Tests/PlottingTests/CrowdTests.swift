import Testing
import Typesetting

@testable import Plotting

@Suite struct CrowdTests {
  static let lattice = (0..<400).map { Position(Double($0 % 20) / 2 + 0.25, Double($0 / 20) / 2) }

  @Test func manyDotsAreCopiesOfOne() throws {
    let context = try SceneProbe.context()
    guard case .group(_, nil, let parts) = Dots(Self.lattice).elements(in: context).first,
      case .copies(let symbol, let places) = parts.first
    else {
      Issue.record("no copies")
      return
    }
    #expect(parts.count == 1 && symbol.count == 2 && places.count == 400)
    // What is drawn is the same as dot by dot.
    let few = Dots(Array(Self.lattice.prefix(64))).elements(in: context)
    let drawn = SceneProbe(few).paths.map { SceneProbe.points($0.path)[0] }
    let many = SceneProbe(Dots(Self.lattice).elements(in: context)).paths
    for (one, other) in zip(drawn, many) {
      #expect(one.distance(to: SceneProbe.points(other.path)[0]) < 1e-9)
    }
  }

  @Test func countsFillTheFrameAndAddUp() throws {
    let points = [
      Position(0, 0), Position(10, 10), Position(0.01, 9.99), Position(0.01, 9.98),
      Position(11, 5), Position(.nan, 5), Position(1e300, -1e300),
    ]
    let counts = PointCounts(points, in: try SceneProbe.context(), cell: 10)
    #expect(counts.columns == 20 && counts.rows == 20)
    #expect(counts.counts[0] == 2)
    #expect(counts.counts[19] == 1)
    #expect(counts.counts[19 * 20] == 1)
    #expect(counts.outside == 2 && counts.finite == 6)
    #expect(counts.most == 2)
  }

  @Test func logarithmicAxesCountTheSame() throws {
    let context = try SceneProbe.context(x: 1...100, xKind: .log)
    let counts = PointCounts(
      [Position(1, 5), Position(9, 5), Position(11, 5), Position(-1, 5)], in: context, cell: 100)
    #expect(counts.counts.reduce(0, +) == 3)
    #expect(counts.counts[2] == 2 && counts.counts[3] == 1)
    #expect(counts.outside == 1)
  }

  @Test func colorsGoByTheLogarithmOfCounts() {
    #expect(PointCounts.step(of: 1, most: 1000) == 0)
    #expect(PointCounts.step(of: 1000, most: 1000) == 31)
    #expect(PointCounts.step(of: 10, most: 100) == 16)
    #expect(PointCounts.step(of: 1, most: 1) == 31)
  }

  @Test func aCrowdIsOneElementOfThirtyTwoColors() throws {
    let dots = Dots(Self.lattice, limit: 399)
    let context = try SceneProbe.context()
    guard case .group(_, nil, let parts) = dots.elements(in: context).first,
      case .cells(let cells, let rect) = parts.first
    else {
      Issue.record("no cells")
      return
    }
    #expect(rect == context.frame && cells.paints.count == 32)
    #expect(cells.columns == 67 && cells.rows == 67)
    #expect(cells.indices.count { $0 < 32 } == 400)
    #expect(dots.occupied(in: context).count == 400)
    let below = Dots(Self.lattice, limit: 400).elements(in: context)
    guard case .group(_, _, let drawn) = below.first, case .copies = drawn.first else {
      Issue.record("no copies")
      return
    }
  }

  @Test func aCrowdSaysWhatItsColorsHold() throws {
    let many = (0..<30_000).map { Position(5, $0 % 3 == 0 ? 5 : 20) }
    let notes = Dots(many).notes(in: try SceneProbe.context()).map(\.plainText)
    #expect(
      notes == [
        "30\u{2009}000 points, counted in cells of 3.0 px: the faintest colour is 1 point, the "
          + "strongest 10\u{2009}000, by logarithm; 20\u{2009}000 lie outside the frame."
      ])
    #expect(Dots(Self.lattice).notes(in: try SceneProbe.context()).isEmpty)
  }

  @Test func theOrderOfTheCrowdDoesNotMatter() throws {
    let context = try SceneProbe.context()
    #expect(
      Dots(Self.lattice, limit: 10).elements(in: context)
        == Dots(Self.lattice.reversed(), limit: 10).elements(in: context))
  }

  @Test func thinningKeepsTheNumberTheOrderAndTheSeed() throws {
    let chosen = Thinning.indices(choosing: 50, of: 400, seed: 7)
    #expect(chosen.count == 50)
    #expect(zip(chosen, chosen.dropFirst()).allSatisfy { $0 < $1 })
    #expect(chosen == Thinning.indices(choosing: 50, of: 400, seed: 7))
    #expect(chosen != Thinning.indices(choosing: 50, of: 400, seed: 8))
    #expect(Thinning.indices(choosing: 9, of: 5, seed: 1) == [0, 1, 2, 3, 4])
    #expect(Thinning.indices(choosing: 0, of: 5, seed: 1).isEmpty)
    let dots = Dots(Self.lattice, crowd: .thin(50, seed: 7), limit: 100)
    let context = try SceneProbe.context()
    #expect(dots.shown.count == 50)
    #expect(
      dots.notes(in: context).map(\.plainText) == [
        "50 of 400 points are shown, chosen at random (seed 7)."
      ])
  }

  @Test func everyIndexIsChosenAboutEquallyOften() {
    var often = [Int](repeating: 0, count: 10)
    for seed in 0..<2000 {
      for index in Thinning.indices(choosing: 3, of: 10, seed: UInt64(seed)) { often[index] += 1 }
    }
    // 600 each, with a standard deviation of 20.5.
    #expect(often.allSatisfy { abs($0 - 600) < 100 })
  }

  @Test func theGeneratorIsThatOfThePaper() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }

  @Test func groupsOfDigits() {
    #expect(1234.grouped == "1234")
    #expect(12345.grouped == "12\u{2009}345")
    #expect(1_234_567.grouped == "1\u{2009}234\u{2009}567")
    #expect((-20_000).grouped == "\u{2212}20\u{2009}000")
  }
}
