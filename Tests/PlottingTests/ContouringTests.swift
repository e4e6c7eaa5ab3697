import Testing

@testable import Plotting

@Suite struct ContouringTests {
  private let cone = ScalarField(x: -2...2, y: -2...2, columns: 129, rows: 129) { x, y in
    -(x * x + y * y).squareRoot()
  }

  @Test func theRegionInsideACircleHasTheCirclesArea() {
    let disc = Superlevel(cone, level: -1)
    #expect(disc.rings.count == 1)
    #expect(abs(disc.area - .pi) < 0.002)
  }

  @Test func bandsCoverTheWholeRectangle() {
    let field = ScalarField(x: -1...3, y: -2...4, columns: 41, rows: 37) { x, y in
      (x - 1) * (x - 1) - 0.7 * y * y + 0.4 * x * y
    }
    let low = ScalarField(x: field.x, y: field.y, values: field.values.map { -$0 })
    for level in [-8.0, -1, 0.3, 2, 9] {
      let above = Superlevel(field, level: level).area
      let below = Superlevel(low, level: -level).area
      #expect(above >= 0 && below >= 0)
      #expect(abs(above + below - 24) < 1e-9)
    }
  }

  @Test func aHoleCountsNegatively() {
    let ring = ScalarField(x: -2...2, y: -2...2, columns: 129, rows: 129) { x, y in
      let r = (x * x + y * y).squareRoot()
      return -abs(r - 1)
    }
    let region = Superlevel(ring, level: -0.25)
    #expect(region.rings.count == 2)
    #expect(abs(region.area - .pi * (1.25 * 1.25 - 0.75 * 0.75)) < 0.02)
  }

  @Test(arguments: [(0.9, 2), (-0.9, 1)])
  func aSaddleJoinsWhatItsCentreSays(_ offset: Double, _ regions: Int) {
    // The high corners lie on a diagonal; only a high centre joins them.
    let field = ScalarField(x: [0, 1], y: [0, 1], values: [1, -1, -1, 1].map { $0 - offset })
    #expect(Superlevel(field, level: 0).rings.count == regions)
  }

  @Test func linesHaveTheHigherValuesOnTheirLeft() {
    let slope = ScalarField(x: 0...4, y: 0...4, columns: 5, rows: 5) { x, _ in x }
    let lines = IsoLines(slope, level: 1.5)
    #expect(lines.rings.isEmpty)
    #expect(lines.open.count == 1)
    // Larger x is on the left of who walks towards smaller y.
    #expect(lines.open.first?.first == Position(1.5, 4))
    #expect(lines.open.first?.last == Position(1.5, 0))
  }

  @Test func valuesThatAreNoNumbersLeaveHoles() {
    let field = ScalarField(x: 0...8, y: 0...8, columns: 9, rows: 9) { x, y in
      x == 4 && y == 4 ? .nan : 1
    }
    let region = Superlevel(field, level: 0)
    #expect(region.rings.count == 2)
    #expect(region.rings.allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test func linesEndAtAHole() {
    // All values but the hole lie on one side of the level.
    let field = ScalarField(x: 0...24, y: 0...24, columns: 25, rows: 25) { x, y in
      x == 12 && y == 12 ? .nan : 1
    }
    let lines = IsoLines(field, level: 0)
    #expect(lines.rings.count == 1)
    #expect(IsoLines(field, level: 2).rings.isEmpty)
  }

  @Test func oneTracerGivesTheLinesOfManyLevelsAsManyWould() {
    let field = ScalarField(x: -3...3, y: -2...2, columns: 61, rows: 43) { x, y in
      x * x * x - 2 * x * y + 0.5 * y * y
    }
    var tracer = ContourTracer(field)
    for level in [-3.0, -0.5, 0, 0.25, 4, 0, -3] {
      let (one, other) = (tracer.lines(at: level), IsoLines(field, level: level))
      #expect(one.open == other.open && one.rings == other.rings, "\(level)")
      #expect(!one.closed.isEmpty)
    }
  }

  @Test func aFieldWhoseSizesDoNotFitIsEmpty() {
    #expect(ScalarField(x: [0, 1], y: [0, 1], values: [1]).values.isEmpty)
    #expect(ScalarField(x: [1, 0], y: [0, 1], values: [1, 2, 3, 4]).values.isEmpty)
  }
}
