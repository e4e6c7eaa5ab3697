import Foundation
import Testing

@testable import Report

/// What is said when no installed font has a character of a figure.
@Suite struct FontWarningTests {
  @Test func charactersAreNamedOnceWithAPackage() {
    #expect(FontWarning.text(for: []) == nil)
    #expect(
      FontWarning.text(for: ["漢", "字", "漢"])
        == "no installed font has 漢 字; install a font that does, such as fonts-noto-cjk")
    #expect(
      FontWarning.text(for: ["\u{13000}"])
        == "no installed font has \u{13000} (U+13000); install a font that does, such as "
        + "fonts-noto-core")
    let many = (0..<20).compactMap { Unicode.Scalar(0x4E00 + $0).map(Character.init) }
    #expect(FontWarning.text(for: many)?.contains(" and 8 more;") ?? false)
  }

  /// Settings for fontconfig with none but the fonts that the program cannot do without.
  private static let requiredFontsOnly = """
    <?xml version="1.0"?><fontconfig><dir>/usr/share/fonts/opentype/inter</dir>
    <dir>/usr/share/fonts/truetype/dejavu</dir>
    <dir>/usr/share/texmf/fonts/opentype/public/tex-gyre-math</dir>
    <cachedir>/var/cache/fontconfig</cachedir></fontconfig>
    """

  @Test(arguments: [
    ["figure", "data-fit"], ["figure", "data-fit", "--quiet"], ["report", "--quiet"],
  ])
  func aColumnThatCannotBeShownIsAWarning(command: [String]) throws {
    try Samples.withFolder { folder in
      try "漢字,שלום\n1,2\n2,3\n4,6\n".write(
        to: folder.appending(path: "d.csv"), atomically: true, encoding: .utf8)
      try Self.requiredFontsOnly.write(
        to: folder.appending(path: "fonts.conf"), atomically: true, encoding: .utf8)
      let arguments = command + ["--data", "d.csv", "--format", "svg"]
      let poor = try Program.start(
        "/usr/bin/env",
        ["FONTCONFIG_FILE=\(folder.path)/fonts.conf", Program.path] + arguments, in: folder)
      #expect(poor.code == 0)
      let warnings = poor.errors.split(separator: "\n").filter { $0.contains("font") }
      #expect(
        warnings == [
          "gradient-report: no installed font has 漢 字; install a font that does, such as "
            + "fonts-noto-cjk"
        ])
      let rich = try Program.start(Program.path, arguments, in: folder)
      #expect(rich.code == 0)
      #expect(!rich.errors.contains("font"))
    }
  }
}
