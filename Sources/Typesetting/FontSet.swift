/// The four opened fonts behind the faces.
struct FontSet: Sendable {
  private let files: [FontFile]
  private let fonts: [OpenTypeFont]

  /// Finds and opens the fonts.
  /// - Throws: ``TypesettingError`` naming the Debian package when a font is missing.
  init() throws(TypesettingError) {
    files = try FontFinder.find(Face.allCases.map(Self.request))
    var fonts: [OpenTypeFont] = []
    for file in files { fonts.append(try OpenTypeFont(file)) }
    self.fonts = fonts
  }

  subscript(face: Face) -> OpenTypeFont { fonts[Self.position(of: face)] }

  /// The file that a face was read from.
  func file(of face: Face) -> FontFile { files[Self.position(of: face)] }

  /// The place of a face in `Face.allCases`.
  private static func position(of face: Face) -> Int {
    switch face {
    case .regular: 0
    case .semibold: 1
    case .math: 2
    case .fallback: 3
    }
  }

  private static func request(for face: Face) -> FontFinder.Request {
    switch face {
    case .regular: .init(family: "Inter", debianPackage: "fonts-inter")
    case .semibold: .init(family: "Inter", weight: 180, debianPackage: "fonts-inter")
    case .math: .init(family: "TeX Gyre Pagella Math", debianPackage: "fonts-texgyre-math")
    case .fallback: .init(family: "DejaVu Sans", debianPackage: "fonts-dejavu-core")
    }
  }
}
