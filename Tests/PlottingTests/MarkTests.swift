import Testing
import Typesetting

@testable import Plotting

@Suite struct MarkTests {
  private func context() throws -> PanelContext {
    PanelContext(
      x: Scale(domain: 0...10, start: 100, end: 300), y: Scale(domain: 0...10, start: 250, end: 50),
      frame: Rect(x: 100, y: 50, width: 200, height: 200), typesetter: try Typesetter())
  }

  @Test func theChainOfSamplesEndsAtTheirMean() {
    let sum = VectorSum(
      [Position(4, 0), Position(-2, 6), Position(1, -3), Position(1, 1)], origin: Position(1, 2))
    #expect(sum.chain.count == 5)
    #expect(sum.chain.last == Position(2, 3))
  }

  @Test func aGapInTheDataBreaksTheLine() throws {
    let line = Line([
      Position(0, 0), Position(1, 1), Position(2, .nan), Position(3, 3), Position(4, .infinity),
      Position(5, 5), Position(6, 6),
    ])
    guard case .group(_, _, let parts) = line.elements(in: try context()).first,
      case .path(let path, _, _) = parts.first
    else {
      Issue.record("no path")
      return
    }
    let moves = path.segments.filter { if case .move = $0 { true } else { false } }
    #expect(moves.count == 3)
    #expect(path.segments.allSatisfy { $0.isFinite })
  }

  @Test func simplificationKeepsCornersAndDropsWhatLiesOnTheLine() {
    let straight = (0...100).map { Point(x: Double($0), y: 0) }
    #expect(simplified(straight).count == 2)
    let corner = straight + (1...100).map { Point(x: 100, y: Double($0)) }
    #expect(simplified(corner).count == 3)
  }

  @Test func anArrowsHeadNeverTakesMoreThanHalfOfIt() {
    for length in [3.0, 6, 12, 40, 200] {
      let tip = Point(x: length, y: 0)
      let arrow = ArrowShape(from: Point(x: 0, y: 0), to: tip, width: 3)
      guard case .line(let back) = arrow.head.segments[1] else { continue }
      #expect(length - back.x <= 0.45 * length + 1e-9)
      #expect(arrow.width <= 3)
    }
    #expect(ArrowShape(from: Point(x: 0, y: 0), to: Point(x: 1, y: 0), width: 1).isDot)
  }

  @Test func dotsOutsideTheFrameAreNotDrawn() throws {
    let dots = Dots([Position(5, 5), Position(50, 5), Position(.nan, 1)], halo: false)
    guard case .group(_, _, let parts) = dots.elements(in: try context()).first else {
      Issue.record("no dots")
      return
    }
    #expect(parts.count == 1)
  }

  @Test func labelsKeepOffTheDots() throws {
    let points = (0..<80).map { index in
      Position(Double(index * 37 % 80), Double(index * 53 % 79))
    }
    let remarks = points.prefix(12).map { TextMark("a remark", at: $0) as any Mark }
    let panel = Panel(x: Axis("x"), y: Axis("y"), marks: [Dots(points)] + remarks)
    let figure = Figure(title: "t", description: "d", panels: [panel])
    let scene = try figure.layout(typesetter: try Typesetter())
    let placed = zip(scene.allText, scene.allTextBounds).filter { $0.0 == "a remark" }.map(\.1)
    let centers = Self.circles(in: scene)
    #expect(placed.count >= 6)
    #expect(centers.count == 80)
    for box in placed {
      #expect(centers.allSatisfy { !box.contains($0) })
    }
  }

  /// The centres of all circles of radius 3.5 that are filled.
  private static func circles(in scene: Scene) -> [Point] {
    func centers(_ element: Scene.Element) -> [Point] {
      switch element {
      case .group(_, _, let parts): return parts.flatMap(centers)
      case .copies: return centers(element.lowered)
      case .path(let path, _?, nil):
        guard path.segments.count == 6, case .move(let right) = path.segments[0] else { return [] }
        return [Point(x: right.x - 3.5, y: right.y)]
      default: return []
      }
    }
    return scene.elements.flatMap(centers)
  }

  @Test func aSurfaceDrawsFarQuadrilateralsFirst() {
    let flat = ScalarField(x: 0...1, y: 0...1, columns: 9, rows: 9) { _, _ in 0 }
    var camera = Camera(azimuth: -50, elevation: 28)
    camera.fit(Rect(x: 0, y: 0, width: 300, height: 200))
    let quads = HeightMesh(flat, zRange: -1...1, camera: camera, width: 300).elements.compactMap {
      if case .path(let path, _?, _) = $0, case .move(let corner) = path.segments[0] {
        corner
      } else {
        nil as Point?
      }
    }
    #expect(quads.count == 64)
    // On a flat floor what is nearer stands lower in the picture.
    #expect((quads.first?.y ?? 0) < (quads.last?.y ?? 0))
  }

  @Test func surfacesWithOneRangeUseOneScale() {
    let low = ScalarField(x: 0...1, y: 0...1, columns: 5, rows: 5) { x, _ in x }
    let surface = Surface(low, zRange: 0...10)
    #expect(surface.zRange == 0...10)
    #expect(Surface(low).zRange == 0...1)
  }

  @Test func aRuleIsCutAtTheFrame() throws {
    let rule = Rule(.equation(a: 1, b: -1, c: 5))
    guard case .group(_, _, let parts) = rule.elements(in: try context()).first,
      case .path(let path, _, _) = parts.first, case .move(let a) = path.segments[0],
      case .line(let b) = path.segments[1]
    else {
      Issue.record("no line")
      return
    }
    // y = x - 5 enters at (5, 0) and leaves at (10, 5).
    #expect(abs(a.x - 200) < 0.02 && abs(a.y - 250) < 0.02)
    #expect(abs(b.x - 300) < 0.02 && abs(b.y - 150) < 0.02)
  }
}
