import Foundation
import Plotting
import Rendering
import Testing
import Typesetting

/// Writes a picture of every mark as PNG when LOOK_MARKS names a folder: for eyes, not for a verdict.
@Suite struct MarkLookTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["LOOK_MARKS"] != nil))
  func look() throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = URL(fileURLWithPath: environment["LOOK_MARKS"] ?? "/tmp")
    let wanted = environment["MARKS"]?.split(separator: ",").map(String.init)
    let typesetter = try Typesetter()
    let renderer = SceneRenderer(typesetter: typesetter)
    for (name, figure) in try MarkSamples.figures() where wanted?.contains(name) ?? true {
      for (suffix, width, theme, scale) in [
        ("", 680.0, ThemeName.light, 1.5), ("@dark", 680, .dark, 1.5),
        ("-narrow", 360, .light, 1.5), ("-half", 680, .light, 0.5),
      ] {
        let size = Size(width: width, height: width < 600 ? 300 : 400)
        let scene = try figure.layout(size: size, typesetter: typesetter)
        let bytes = try renderer.render(scene, as: .png, theme: theme, scale: scale)
        try Data(bytes).write(to: folder.appending(path: "\(name)\(suffix).png"))
      }
    }
  }
}
