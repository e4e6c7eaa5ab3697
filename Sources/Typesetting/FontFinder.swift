import CFontconfig

/// A font file on this machine, as fontconfig knows it.
struct FontFile: Sendable, Hashable {
  /// Where the file lies.
  var path: String
  /// Which font within the file, from zero.
  var index: Int
  /// The font's family and style, such as "Inter Regular".
  var name: String
}

/// Finds the installed font files by name; the only file that calls fontconfig.
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

  /// Finds one file for each request, in the same order.
  /// - Throws: ``TypesettingError`` naming the Debian package of the first font not found.
  static func find(_ requests: [Request]) throws(TypesettingError) -> [FontFile] {
    guard let configuration = unsafe FcInitLoadConfigAndFonts() else {
      throw TypesettingError("fontconfig cannot load its configuration")
    }
    defer { unsafe FcConfigDestroy(configuration) }
    var files: [FontFile] = []
    for request in requests {
      guard let file = unsafe match(request, in: configuration) else {
        throw TypesettingError(
          "the font \"\(request.family)\" is missing: install the package \(request.debianPackage)")
      }
      files.append(file)
    }
    return files
  }

  /// The file whose family and weight are exactly those requested.
  private static func match(_ request: Request, in configuration: OpaquePointer) -> FontFile? {
    guard let pattern = unsafe FcPatternCreate() else { return nil }
    defer { unsafe FcPatternDestroy(pattern) }
    unsafe FcPatternAddString(pattern, FC_FAMILY, request.family)
    unsafe FcPatternAddInteger(pattern, FC_WEIGHT, request.weight)
    unsafe FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN)
    unsafe FcPatternAddInteger(pattern, FC_WIDTH, FC_WIDTH_NORMAL)
    unsafe FcPatternAddBool(pattern, FC_VARIABLE, 0)
    unsafe FcDefaultSubstitute(pattern)
    var result = FcResultMatch
    guard let found = unsafe FcFontMatch(configuration, pattern, &result) else { return nil }
    defer { unsafe FcPatternDestroy(found) }
    guard unsafe families(of: found).contains(request.family),
      unsafe integer(FC_WEIGHT, of: found) == Int(request.weight),
      let path = unsafe string(FC_FILE, of: found, at: 0)
    else { return nil }
    return FontFile(
      path: path, index: unsafe integer(FC_INDEX, of: found) ?? 0,
      name: unsafe "\(request.family) \(string(FC_STYLE, of: found, at: 0) ?? "Regular")")
  }

  private static func families(of pattern: OpaquePointer) -> [String] {
    var names: [String] = []
    while let name = unsafe string(FC_FAMILY, of: pattern, at: Int32(clamping: names.count)) {
      names.append(name)
    }
    return names
  }

  private static func string(
    _ key: String, of pattern: OpaquePointer, at position: Int32
  ) -> String? {
    var text: UnsafeMutablePointer<FcChar8>?
    guard unsafe FcPatternGetString(pattern, key, position, &text) == FcResultMatch else {
      return nil
    }
    return unsafe text.map { unsafe String(cString: $0) }
  }

  private static func integer(_ key: String, of pattern: OpaquePointer) -> Int? {
    var value: Int32 = 0
    guard unsafe FcPatternGetInteger(pattern, key, 0, &value) == FcResultMatch else { return nil }
    return Int(value)
  }
}
