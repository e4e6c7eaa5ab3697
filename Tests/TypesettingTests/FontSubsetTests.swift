import Foundation
import Testing
@testable import Typesetting

@Suite struct FontSubsetTests {
  let typesetter: Typesetter
  init() throws { typesetter = try Typesetter() }

  /// The tags of the tables in a font file.
  private func tables(_ bytes: [UInt8]) -> [String: Int] {
    let word = { (at: Int) in bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let count = Int(bytes[4]) << 8 | Int(bytes[5])
    return (0..<count).reduce(into: [:]) { tables, i in
      let entry = 12 + 16 * i
      tables[String(decoding: bytes[entry..<(entry + 4)], as: UTF8.self)] = word(entry + 12)
    }
  }

  @Test(arguments: Face.required)
  func aSubsetIsMuchSmallerThanItsFont(face: Face) throws {
    let subset = try typesetter.subset(of: face, characters: "gradient 0123456789".unicodeScalars)
    let font = try Data(contentsOf: URL(fileURLWithPath: typesetter.fontFile(of: face).path))
    #expect(subset.count > 1000)
    #expect(subset.count * 5 < font.count)
    #expect(tables(subset)["cmap"] != nil)
  }

  @Test func theSameCharactersGiveTheSameBytesInAnyOrder() throws {
    let first = try typesetter.subset(of: .regular, characters: "abcxyz".unicodeScalars)
    #expect(try typesetter.subset(of: .regular, characters: "zyxcbaabc".unicodeScalars) == first)
  }

  @Test func moreCharactersMakeALargerFile() throws {
    let small = try typesetter.subset(of: .regular, characters: "ab".unicodeScalars)
    let large = try typesetter.subset(of: .regular, characters: "abcdefgh".unicodeScalars)
    #expect(large.count > small.count)
  }

  @Test func theMathTableStaysWithItsLargerForms() throws {
    let letters = try typesetter.subset(of: .math, characters: "𝑥𝑦".unicodeScalars)
    let fences = try typesetter.subset(of: .math, characters: "𝑥𝑦()∑√".unicodeScalars)
    #expect((tables(fences)["MATH"] ?? 0) > (tables(letters)["MATH"] ?? 0))
    // Three characters more, but many glyphs: the forms in which they grow.
    #expect((tables(fences)["hmtx"] ?? 0) >= (tables(letters)["hmtx"] ?? 0) + 4 * 20)
    #expect(fences.count < 40_000)
  }

  @Test func formulasNameTheCharactersThatAPageNeeds() throws {
    let characters = try Math(tex: #"\sqrt{x} + \bar\theta"#).characters
    #expect(characters.isSuperset(of: ["√", "x", "𝑥", "+", "¯", "𝜃"]))
    #expect(typesetter.covered(characters, by: .math) == characters)
    for tex in formulas {
      let math = try Math(tex: tex)
      #expect(
        typesetter.covered(math.characters, by: .math).isSuperset(
          of: math.characters.subtracting("漢é".unicodeScalars)))
    }
  }

  @Test func theFontsHaveNames() {
    #expect(typesetter.fontName(of: .regular) == "Inter Regular")
    #expect(typesetter.fontName(of: .semibold).hasPrefix("Inter Semi"))
    #expect(typesetter.fontName(of: .math).hasPrefix("TeX Gyre Pagella Math"))
  }
}
