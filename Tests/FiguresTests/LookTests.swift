import Figures
import Foundation
import Plotting
import Rendering
import Testing
import Typesetting

/// Writes every figure as PNG when LOOK names a folder: for eyes, not for a verdict.
@Suite struct LookTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["LOOK"] != nil))
  func look() throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = URL(fileURLWithPath: environment["LOOK"] ?? "/tmp")
    let typesetter = try Typesetter()
    let renderer = SceneRenderer(typesetter: typesetter)
    for name in (environment["SETS"] ?? "seed").split(separator: ",") {
      let evidence = try Fixtures.evidence(String(name))
      let set = URL(fileURLWithPath: String(name)).deletingPathExtension().lastPathComponent
      for recipe in Registry.recipes {
        do {
          let figure = try recipe.figure(of: evidence)
          for (suffix, width) in [("", nil), ("-narrow", 360.0)] {
            let size = width.map { Size(width: $0, height: 0.8 * $0) }
            let scene = try figure.layout(size: size, typesetter: typesetter)
            for theme in ThemeName.allCases where suffix.isEmpty || theme == .light {
              let bytes = try renderer.render(scene, as: .png, theme: theme, scale: 1.5)
              let file = "\(set)-\(recipe.name)\(suffix)\(theme == .dark ? "@dark" : "").png"
              try Data(bytes).write(to: folder.appending(path: file))
            }
          }
        } catch { print("\(name) \(recipe.name): \(error)") }
      }
    }
  }
}
