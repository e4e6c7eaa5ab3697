import Plotting
import Testing
import Typesetting

/// Labels written into contour lines.
@Suite struct InscriptionTests {
  private func angles(_ element: Scene.Element) -> [Double] {
    switch element {
    case .path, .copies, .cells: []
    case .text(_, _, let angle, _, _): [angle]
    case .group(_, _, let elements): elements.flatMap(angles)
    }
  }

  @Test(arguments: [(1.0, 0.0), (1, 0.2), (1, -0.2), (-1, 0.2), (-1, -0.2), (1, 1), (-1, 1)])
  func textOnALineIsNeverUpsideDownAndReadsUpwardsOnSteepLines(a: Double, b: Double) throws {
    let field = ScalarField(x: -1...1, y: -1...1) { a * $0 + b * $1 }
    let figure = Figure(
      title: "stripes", description: "",
      panels: [
        Panel(
          x: Axis(domain: -1...1, ticks: .none), y: Axis(domain: -1...1, ticks: .none), frame: .box,
          marks: [ContourLines(field, levels: [-0.5, 0.25, 0.5])])
      ])
    let scene = try figure.layout(typesetter: try Typesetter())
    let written = scene.elements.flatMap(angles).filter { $0 != 0 }
    #expect(!written.isEmpty)
    for angle in written { #expect(angle > -75 && angle <= 105) }
  }
}
