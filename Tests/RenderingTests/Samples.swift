import Plotting
import Rendering
import Typesetting

/// Scenes that several tests draw.
enum Samples {
  static func renderer() throws -> SceneRenderer { SceneRenderer(typesetter: try Typesetter()) }

  static func scene(
    _ elements: [Scene.Element], width: Double = 100, height: Double = 80,
    title: String = "A title", description: String = "What is seen."
  ) -> Scene {
    Scene(
      size: Size(width: width, height: height), title: title, description: description,
      elements: elements)
  }

  static func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Path {
    Path([
      .move(Point(x: x, y: y)), .line(Point(x: x + width, y: y)),
      .line(Point(x: x + width, y: y + height)), .line(Point(x: x, y: y + height)), .close,
    ])
  }

  static func square(_ role: ColorRole, opacity: Double = 1) -> Scene.Element {
    .path(rectangle(20, 20, 40, 40), fill: Paint(role, opacity: opacity), stroke: nil)
  }

  static func polyline(_ points: [(Double, Double)]) -> Path {
    Path(
      points.enumerated().map { index, point in
        let point = Point(x: point.0, y: point.1)
        return index == 0 ? .move(point) : .line(point)
      })
  }

  /// A circle of four Bézier curves.
  static func circle(_ x: Double, _ y: Double, _ radius: Double) -> Path {
    let k = 0.5522847498 * radius
    return Path([
      .move(Point(x: x + radius, y: y)),
      .curve(
        Point(x: x + radius, y: y + k), Point(x: x + k, y: y + radius), Point(x: x, y: y + radius)),
      .curve(
        Point(x: x - k, y: y + radius), Point(x: x - radius, y: y + k), Point(x: x - radius, y: y)),
      .curve(
        Point(x: x - radius, y: y - k), Point(x: x - k, y: y - radius), Point(x: x, y: y - radius)),
      .curve(
        Point(x: x + k, y: y - radius), Point(x: x + radius, y: y - k), Point(x: x + radius, y: y)),
      .close,
    ])
  }

  /// A little of everything, with clips (whose ids cairo counts) and, if wanted, text.
  static func figure(typesetter: Typesetter? = nil, seed: Double = 0) -> Scene {
    var elements: [Scene.Element] = [
      .path(rectangle(60, 60, 360, 240), fill: Paint(.field(0.2)), stroke: nil)
    ]
    for row in 1...4 {
      let y = 60 + 48 * Double(row)
      elements.append(
        .path(
          polyline([(60, y), (420, y)]), fill: nil,
          stroke: Stroke(Paint(.grid), width: 1, cap: .butt)))
    }
    let wave = (0...200).map { step -> (Double, Double) in
      let turns: Double = Double(step) / 30 + seed
      return (60 + 1.8 * Double(step), 180 + 90 * Self.wave(turns))
    }
    elements.append(
      .group(
        label: "data", clip: Rect(x: 60, y: 60, width: 360, height: 240),
        [
          .path(
            circle(240, 180, 80 + seed), fill: Paint(.averageOfGradients, opacity: 0.2),
            stroke: Stroke(Paint(.averageOfGradients), width: 1.5, dash: [4, 3])),
          .path(polyline(wave), fill: nil, stroke: Stroke(Paint(.training), width: 2)),
          .path(circle(420, 180, 20), fill: Paint(.wrong), stroke: nil),
        ]))
    elements.append(
      .path(
        rectangle(60, 60, 360, 240), fill: nil, stroke: Stroke(Paint(.axis), width: 1, cap: .butt)))
    if let typesetter { elements += texts(typesetter) }
    return scene(
      elements, width: 480, height: 360, title: "Figure \(seed)", description: "Waves and <discs>.")
  }

  private static func texts(_ typesetter: Typesetter) -> [Scene.Element] {
    let title = typesetter.line("The averages agree", size: 14, face: .semibold)
    let label = typesetter.line("gradient $\\bar{x}$ of $m x + b$", size: 12)
    return [
      .text(title, at: Point(x: 16, y: 30), angle: 0, paint: Paint(.ink), halo: false),
      .text(label, at: Point(x: 30, y: 260), angle: 90, paint: Paint(.muted), halo: false),
      .text(
        label, at: Point(x: 200, y: 180), angle: 0, paint: Paint(.text(.training)), halo: true),
    ]
  }

  /// A wave between -1 and 1 (parabolas, so that no mathematics library is needed).
  private static func wave(_ turns: Double) -> Double {
    let phase = turns - turns.rounded(.down)
    return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase)
  }
}
