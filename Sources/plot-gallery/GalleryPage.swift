import Gallery
import Plotting
import Rendering
import Typesetting

/// The page with all plates, for a person to look through.
struct GalleryPage {
  /// At which widths plates are drawn.
  enum Width: String, CaseIterable {
    case wide, narrow

    /// The plate's own size, or a phone's width with more height the more panels there are.
    func size(of figure: Figure) -> Size? {
      switch self {
      case .wide: nil
      case .narrow: Size(width: 360, height: 340)
      }
    }
  }

  let plates: [any Plate]
  init(_ plates: [any Plate]) { self.plates = plates }

  static func file(_ plate: any Plate, _ width: Width, _ theme: ThemeName) -> String {
    "\(plate.name)-\(width.rawValue)-\(theme.rawValue).png"
  }

  var html: String {
    var body = ""
    for chapter in Chapter.allCases {
      body += "<h2>\(chapter.rawValue)</h2>\n"
      for plate in plates where plate.chapter == chapter { body += Self.section(plate) }
    }
    return """
      <!doctype html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>Gallery of the plotting layer</title><style>
      body{font:15px/1.5 Inter,sans-serif;margin:2rem;color:#1f2328;background:#f6f7f9}
      section{margin:0 0 2.5rem}h2{margin:2rem 0 1rem}h3{margin:0}p{margin:.1rem 0 .6rem;color:#57606a}
      div{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}
      img{max-width:100%;height:auto;border-radius:4px}
      </style></head><body><h1>Gallery of the plotting layer</h1>
      \(body)</body></html>

      """
  }

  private static func section(_ plate: any Plate) -> String {
    let images = Width.allCases.flatMap { width in
      ThemeName.allCases.map { theme in
        let side = width == .wide ? 680 : 360
        return "<img src=\"\(file(plate, width, theme))\" width=\"\(side)\" alt=\"\(plate.name)\">"
      }
    }
    return """
      <section id="\(plate.name)"><h3>\(plate.name)</h3><p>\(plate.lookFor)
      <a href="\(plate.name).svg">SVG</a> <a href="\(plate.name).pdf">PDF</a></p>
      <div>\(images.joined(separator: "\n"))</div></section>

      """
  }
}
