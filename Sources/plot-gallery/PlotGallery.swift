import Dispatch
import Foundation
import Gallery
import Plotting
import Rendering
import Synchronization
import Typesetting

/// Draws every plate of the gallery in light and dark, wide and narrow, and one page with them all.
///
/// Usage: `plot-gallery FOLDER`.
@main struct PlotGallery {
  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "output/gallery")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let typesetter = try Typesetter()
    let plates = Registry.inOrder
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: plates.count) { index in
      do { try draw(plates[index], into: folder, typesetter) } catch {
        failures.withLock { $0.append("\(plates[index].name): \(error)") }
      }
    }
    let page = GalleryPage(plates).html
    try Data(page.utf8).write(to: folder.appending(path: "index.html"), options: .atomic)
    let failed = failures.withLock { $0.sorted() }
    for failure in failed { FileHandle.standardError.write(Data((failure + "\n").utf8)) }
    print(folder.appending(path: "index.html").path)
    if !failed.isEmpty { exit(1) }
  }

  private static func draw(
    _ plate: any Plate, into folder: URL, _ typesetter: Typesetter
  ) throws {
    let renderer = SceneRenderer(typesetter: typesetter)
    for width in GalleryPage.Width.allCases {
      let figure = plate.figure
      let scene = try figure.layout(size: width.size(of: figure), typesetter: typesetter)
      for theme in ThemeName.allCases {
        let file = GalleryPage.file(plate, width, theme)
        let bytes = try renderer.render(scene, as: .png, theme: theme)
        try Data(bytes).write(to: folder.appending(path: file))
      }
      guard width == .wide else { continue }
      for format in [ImageFormat.svg, .pdf] {
        let bytes = try renderer.render(scene, as: format)
        try Data(bytes).write(to: folder.appending(path: "\(plate.name).\(format.rawValue)"))
      }
    }
  }
}
