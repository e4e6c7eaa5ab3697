import Testing
@testable import Typesetting

@Suite struct OutlineTests {
  let typesetter: Typesetter
  init() throws { typesetter = try Typesetter() }

  @Test(arguments: ["loss", "AVATAR", "Ǻjgy", "∇ ≤ 3", "\u{FFFD}"])
  func theOutlineLiesWithinTheLine(text: String) throws {
    let line = typesetter.line(Label(verbatim: text), size: 20)
    for run in line.runs {
      let points = typesetter.outline(of: run).points
      #expect(!points.isEmpty)
      for point in points {
        let y = point.y + run.origin.y
        #expect(y >= -line.ascent - 0.01 && y <= line.descent + 0.01)
        #expect(point.x >= -2 && point.x <= run.advance + 2)
      }
    }
  }

  @Test func capitalsStandAboveTheBaseline() throws {
    let run = try #require(typesetter.line("H", size: 100).runs.first)
    let heights = typesetter.outline(of: run).points.map(\.y)
    #expect(heights.max() == 0)
    // Inter's capitals are 2048 of 2816 units high.
    #expect(abs((heights.min() ?? 0) + 100 * 2048 / 2816) < 0.5)
  }

  @Test func everyContourStartsWithAMoveAndIsClosed() throws {
    let run = try #require(typesetter.line("B8&", size: 100).runs.first)
    let segments = typesetter.outline(of: run).segments
    var open = false
    for segment in segments {
      switch segment {
      case .move:
        #expect(!open)
        open = true
      case .close:
        #expect(open)
        open = false
      case .line, .curve: #expect(open)
      }
    }
    #expect(!open)
    #expect(segments.count { $0 == .close } >= 8)
  }

  @Test func glyphsFollowTheTextAndEndWhereTheRunEnds() throws {
    let run = try #require(typesetter.line("naïve To", size: 100).runs.first)
    let glyphs = typesetter.glyphs(of: run)
    #expect(glyphs.map(\.cluster) == [0, 1, 2, 4, 5, 6, 7, 8])
    #expect(glyphs.map(\.origin.x) == glyphs.map(\.origin.x).sorted())
    let last = try #require(glyphs.last)
    let letter = typesetter.line("o", size: 100).width
    #expect(abs(last.origin.x + letter - run.advance) < 1e-9)
  }

  @Test func aRunCanNameItsGlyph() throws {
    var run = try #require(typesetter.line("H", size: 100).runs.first)
    run.glyph = UInt32.max
    #expect(typesetter.outline(of: run).segments.isEmpty)
  }
}

extension Path {
  /// All points that the path's segments name.
  var points: [Point] {
    segments.flatMap { segment -> [Point] in
      switch segment {
      case .move(let p), .line(let p): [p]
      case .curve(let a, let b, let c): [a, b, c]
      case .close: []
      }
    }
  }
}
