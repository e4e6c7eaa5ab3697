import Synchronization

/// The machine's other fonts, found and opened only when a character asks for them.
///
/// A class because its threads share what has been opened. Which font a character comes from does
/// not depend on what was asked before.
final class InstalledFonts: Sendable {
  private struct State {
    var catalog: FontCatalog?
    var hasLooked = false
    /// The opened fonts by family; `nil` for those that cannot be opened.
    var fonts: [String: OpenTypeFont?] = [:]
  }
  private let state = Mutex(State())
  private let families = Memo<Character, String?>(limit: 4096)

  /// The family of the first installed font that has all of a character.
  func family(for character: Character) -> String? {
    families.value(for: character) {
      let scalars = character.unicodeScalars.filter {
        !$0.properties.isDefaultIgnorableCodePoint
      }
      return state.withLock { state in
        guard let family = Self.catalog(in: &state)?.family(covering: Array(scalars)),
          Self.font(family, in: &state) != nil
        else { return nil }
        return family
      }
    }
  }

  /// The font of a family, if it is installed.
  subscript(family: String) -> OpenTypeFont? {
    state.withLock { Self.font(family, in: &$0) }
  }

  /// The file of a family, if it is installed.
  func file(of family: String) -> FontFile? {
    state.withLock { Self.catalog(in: &$0)?.file(of: family) }
  }

  private static func catalog(in state: inout State) -> FontCatalog? {
    if !state.hasLooked {
      state.catalog = FontCatalog()
      state.hasLooked = true
    }
    return state.catalog
  }

  private static func font(_ family: String, in state: inout State) -> OpenTypeFont? {
    if let known = state.fonts[family] { return known }
    let font = catalog(in: &state)?.file(of: family).flatMap { try? OpenTypeFont($0) }
    state.fonts[family] = .some(font)
    return font
  }
}
