/// The opened fonts behind the faces.
struct FontSet: Sendable {
  private let files: [FontFile]
  private let fonts: [OpenTypeFont]
  /// The fonts of last resort, which are opened when a character needs them.
  let installed = InstalledFonts()
  /// Words that have been shaped.
  let shaped = Memo<ShapingKey, ShapedText>(limit: 2048)

  /// Finds and opens the required fonts.
  /// - Throws: ``TypesettingError`` naming the Debian package when a font is missing.
  init() throws(TypesettingError) {
    files = try FontFinder.find(Face.required.compactMap(Self.request))
    var fonts: [OpenTypeFont] = []
    for file in files { fonts.append(try OpenTypeFont(file)) }
    self.fonts = fonts
  }

  /// The font behind a face; an installed one that this machine lacks is replaced by the fallback.
  subscript(face: Face) -> OpenTypeFont {
    switch face {
    case .regular: fonts[0]
    case .semibold: fonts[1]
    case .math: fonts[2]
    case .fallback: fonts[3]
    case .installed(let family): installed[family] ?? fonts[3]
    }
  }

  /// The file that a face is read from.
  func file(of face: Face) -> FontFile {
    switch face {
    case .regular: files[0]
    case .semibold: files[1]
    case .math: files[2]
    case .fallback: files[3]
    case .installed(let family): installed.file(of: family) ?? files[3]
    }
  }

  private static func request(for face: Face) -> FontFinder.Request? {
    switch face {
    case .regular: .init(family: "Inter", debianPackage: "fonts-inter")
    case .semibold: .init(family: "Inter", weight: 180, debianPackage: "fonts-inter")
    case .math: .init(family: "TeX Gyre Pagella Math", debianPackage: "fonts-texgyre-math")
    case .fallback: .init(family: "DejaVu Sans", debianPackage: "fonts-dejavu-core")
    case .installed: nil
    }
  }
}
