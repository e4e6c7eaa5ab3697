import CFontconfig
import Glibc

/// A font file on this machine, as fontconfig knows it.
struct FontFile: Sendable, Hashable {
  /// Where the file lies.
  var path: String
  /// Which font within the file, from zero.
  var index: Int
  /// The font's family and style, such as "Inter Regular".
  var name: String
}

/// Finds the installed font files by name; with ``FontCatalog``, the only file that calls
/// fontconfig.
///
/// A configuration of its own is loaded for each search, so that nothing is shared between threads
/// and nothing is left behind.
enum FontFinder {
  /// What is asked for: a family, a weight, and the package that has it.
  struct Request {
    var family: String
    /// On fontconfig's scale: 80 regular, 180 semibold.
    var weight: Int32 = 80
    var debianPackage: String
  }

  /// Finds one file for each request, in the same order: of several the first by its path.
  /// - Throws: ``TypesettingError`` naming the Debian package of the first font not found.
  static func find(_ requests: [Request]) throws(TypesettingError) -> [FontFile] {
    var files = unsafe search(FontConfiguration.packaged(), for: requests)
    if files.contains(nil) { files = unsafe search(FcInitLoadConfigAndFonts(), for: requests) }
    var found: [FontFile] = []
    for (request, file) in zip(requests, files) {
      guard let file else {
        throw TypesettingError(
          "the font \"\(request.family)\" is missing: install the package \(request.debianPackage)")
      }
      found.append(file)
    }
    return found
  }

  /// What a configuration, which is given up, has of the fonts requested.
  private static func search(
    _ configuration: OpaquePointer?, for requests: [Request]
  ) -> [FontFile?] {
    guard let configuration = unsafe configuration else { return requests.map { _ in nil } }
    defer { unsafe FcConfigDestroy(configuration) }
    return requests.map { unsafe file(for: $0, in: configuration) }
  }

  /// The file whose family and weight are exactly those requested.
  private static func file(for request: Request, in configuration: OpaquePointer) -> FontFile? {
    guard let pattern = unsafe FcPatternCreate() else { return nil }
    defer { unsafe FcPatternDestroy(pattern) }
    unsafe FcPatternAddString(pattern, FC_FAMILY, request.family)
    unsafe FcPatternAddInteger(pattern, FC_WEIGHT, request.weight)
    unsafe FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN)
    unsafe FcPatternAddInteger(pattern, FC_WIDTH, FC_WIDTH_NORMAL)
    unsafe FcPatternAddBool(pattern, FC_VARIABLE, 0)
    guard let wanted = unsafe FcObjectSetCreate() else { return nil }
    defer { unsafe FcObjectSetDestroy(wanted) }
    for key in [FC_FILE, FC_INDEX, FC_STYLE] { unsafe FcObjectSetAdd(wanted, key) }
    guard let list = unsafe FcFontList(configuration, pattern, wanted) else { return nil }
    defer { unsafe FcFontSetDestroy(list) }
    let files = unsafe FontPattern.all(in: list).compactMap { unsafe $0.file(of: request.family) }
    return files.min { ($0.path, $0.index) < ($1.path, $1.index) }
  }
}

/// What of fontconfig's settings is loaded.
private enum FontConfiguration {
  /// The folders of Debian's packages alone (TeX's fonts have one of their own), or `nil` if the user's settings are to be read from a
  /// place of their own.
  ///
  /// Reading the dozens of files of the full settings takes ten times as long as all the rest; the
  /// fonts asked for by name come from packages, and those rules only say what replaces a font.
  static func packaged() -> OpaquePointer? {
    for variable in ["FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"] {
      guard unsafe getenv(variable) == nil else { return nil }
    }
    guard let configuration = unsafe FcConfigCreate() else { return nil }
    let settings = """
      <?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir>\
      <dir>/usr/share/texmf/fonts/opentype/public/tex-gyre-math</dir>\
      <cachedir>/var/cache/fontconfig</cachedir>\
      <cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
      """
    guard unsafe FcConfigParseAndLoadFromMemory(configuration, settings, 1) != 0,
      unsafe FcConfigBuildFonts(configuration) != 0
    else {
      unsafe FcConfigDestroy(configuration)
      return nil
    }
    return unsafe configuration
  }
}

/// The fonts of this machine that can be drawn as outlines, one of each family, in the order in
/// which they are tried for a character that our own fonts lack.
///
/// The order is that of fontconfig's settings for upright sans-serif text, whatever the user's
/// language, so that a character always comes from the same font of a machine. A class because it
/// owns C objects, which nobody changes after they are made, hence `Sendable`.
@safe final class FontCatalog: @unchecked Sendable {
  private let configuration: OpaquePointer
  private let fonts: UnsafeMutablePointer<FcFontSet>
  private let entries: [(family: String, file: FontFile, characters: OpaquePointer)]

  /// Reads fontconfig's settings; `nil` if there are none.
  init?() {
    guard let configuration = unsafe FcInitLoadConfigAndFonts() else { return nil }
    guard let fonts = unsafe Self.sorted(configuration) else {
      unsafe FcConfigDestroy(configuration)
      return nil
    }
    unsafe self.configuration = configuration
    unsafe self.fonts = fonts
    var families: Set<String> = []
    unsafe entries = FontPattern.all(in: fonts).compactMap { pattern in
      guard unsafe pattern.isOutline, let family = unsafe pattern.string(FC_FAMILY),
        let characters = unsafe pattern.characters, let file = unsafe pattern.file(of: family),
        families.insert(family).inserted
      else { return nil }
      return unsafe (family, file, characters)
    }
  }

  deinit {
    unsafe FcFontSetDestroy(fonts)
    unsafe FcConfigDestroy(configuration)
  }

  /// The family of the first font that has all of some characters.
  func family(covering scalars: [Unicode.Scalar]) -> String? {
    unsafe entries.first { entry in
      scalars.allSatisfy { unsafe FcCharSetHasChar(entry.characters, $0.value) != 0 }
    }?.family
  }

  /// The file that stands for a family.
  func file(of family: String) -> FontFile? {
    unsafe entries.first { unsafe $0.family == family }?.file
  }

  private static func sorted(
    _ configuration: OpaquePointer
  ) -> UnsafeMutablePointer<FcFontSet>? {
    guard let pattern = unsafe FcPatternCreate() else { return nil }
    defer { unsafe FcPatternDestroy(pattern) }
    unsafe FcPatternAddString(pattern, FC_FAMILY, "sans-serif")
    unsafe FcPatternAddString(pattern, FC_LANG, "en")
    unsafe FcPatternAddInteger(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR)
    unsafe FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN)
    unsafe FcConfigSubstitute(configuration, pattern, FcMatchPattern)
    unsafe FcDefaultSubstitute(pattern)
    var result = FcResultMatch
    return unsafe FcFontSort(configuration, pattern, 0, nil, &result)
  }
}

/// One font in fontconfig's lists; it lives as long as its list.
@unsafe private struct FontPattern {
  let pointer: OpaquePointer

  static func all(in list: UnsafeMutablePointer<FcFontSet>) -> [FontPattern] {
    unsafe (0..<Int(list.pointee.nfont)).compactMap { i in
      unsafe list.pointee.fonts[i].map { unsafe FontPattern(pointer: $0) }
    }
  }

  /// Whether the font has outlines in one colour: pictures of letters cannot be drawn as paths.
  var isOutline: Bool { unsafe bool(FC_OUTLINE) == true && bool(FC_COLOR) != true }

  var characters: OpaquePointer? {
    var set: OpaquePointer?
    guard unsafe FcPatternGetCharSet(pointer, FC_CHARSET, 0, &set) == FcResultMatch else {
      return nil
    }
    return unsafe set
  }

  func file(of family: String) -> FontFile? {
    guard let path = unsafe string(FC_FILE) else { return nil }
    // The upper bits number the named instances of a variable font, of which we take the default.
    return FontFile(
      path: path, index: (unsafe integer(FC_INDEX) ?? 0) & 0xFFFF,
      name: "\(family) \(unsafe string(FC_STYLE) ?? "Regular")")
  }

  func string(_ key: String) -> String? {
    var text: UnsafeMutablePointer<FcChar8>?
    guard unsafe FcPatternGetString(pointer, key, 0, &text) == FcResultMatch else { return nil }
    return unsafe text.map { unsafe String(cString: $0) }
  }

  private func integer(_ key: String) -> Int? {
    var value: Int32 = 0
    guard unsafe FcPatternGetInteger(pointer, key, 0, &value) == FcResultMatch else { return nil }
    return Int(value)
  }

  private func bool(_ key: String) -> Bool? {
    var value: FcBool = 0
    guard unsafe FcPatternGetBool(pointer, key, 0, &value) == FcResultMatch else { return nil }
    return value != 0
  }
}
