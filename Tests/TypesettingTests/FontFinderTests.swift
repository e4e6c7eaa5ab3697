import Testing

@testable import Typesetting

@Suite struct FontFinderTests {
  @Test func aMissingFontIsNamedWithItsPackage() {
    let request = FontFinder.Request(family: "No Such Font", debianPackage: "fonts-no-such")
    let error = #expect(throws: TypesettingError.self) { try FontFinder.find([request]) }
    #expect(error?.description.contains("No Such Font") ?? false)
    #expect(error?.description.contains("fonts-no-such") ?? false)
  }

  @Test func aWeightThatAFamilyLacksIsNotReplacedByAnother() {
    let request = FontFinder.Request(family: "DejaVu Sans", weight: 180, debianPackage: "x")
    #expect(throws: TypesettingError.self) { try FontFinder.find([request]) }
  }

  @Test func aFileThatIsNoFontIsRefused() {
    for path in ["/nowhere/font.otf", "/etc/passwd", "/"] {
      #expect(throws: TypesettingError.self) {
        try OpenTypeFont(FontFile(path: path, index: 0, name: "none"))
      }
    }
  }

  @Test func theFourFacesComeFromFourFiles() throws {
    let typesetter = try Typesetter()
    #expect(Set(Face.required.map { typesetter.fontFile(of: $0).path }).count == 4)
    for face in Face.required {
      // The table that maps faces to fonts must follow the order of the cases.
      let expected = [
        Face.regular: "Inter-Regular", .semibold: "SemiBold", .math: "math", .fallback: "DejaVu",
      ]
      #expect(typesetter.fontFile(of: face).path.contains(expected[face] ?? "?"))
    }
  }
}
