import CDeflate
import Testing
import Typesetting

@testable import Rendering

/// Fonts packed for pages, read back by the format's own rules and by FreeType.
@Suite struct WebFontTests {
  private static func subset() throws -> [UInt8] {
    let letters = (0x20..<0x7f).map { Unicode.Scalar(UInt8($0)) }
    return try Typesetter().subset(of: .regular, characters: letters)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  /// What a table of the font is before and after packing, by its tag.
  private static func tables(
    of file: [UInt8], from first: Int, entry: Int, unpack: Bool
  ) throws -> [String: [UInt8]] {
    let count = number(file[(first == 12 ? 4 : 12)...].prefix(2))
    var tables: [String: [UInt8]] = [:]
    for start in (0..<count).map({ first + entry * $0 }) {
      let tag = String(decoding: file[start..<(start + 4)], as: UTF8.self)
      let fields = (1..<(entry / 4)).map { number(file[(start + 4 * $0)...].prefix(4)) }
      // OpenType: checksum, offset, length. WOFF: offset, stored length, length, checksum.
      let (offset, stored) = unpack ? (fields[0], fields[1]) : (fields[1], fields[2])
      let content = Array(file[offset..<(offset + stored)])
      #expect(offset % 4 == 0)
      tables[tag] =
        unpack && stored < fields[2] ? try inflate(content, count: fields[2]) : content
    }
    return tables
  }

  private static func inflate(_ packed: [UInt8], count: Int) throws -> [UInt8] {
    let decompressor = try #require(libdeflate_alloc_decompressor())
    defer { libdeflate_free_decompressor(decompressor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let result = libdeflate_zlib_decompress(
      decompressor, packed, packed.count, &bytes, count, nil)
    #expect(result == LIBDEFLATE_SUCCESS)
    return bytes
  }

  @Test func everyTableComesBackAsItWas() throws {
    let font = try Self.subset()
    let file = try WebFont(font).bytes
    let before = try Self.tables(of: font, from: 12, entry: 16, unpack: false)
    let after = try Self.tables(of: file, from: 44, entry: 20, unpack: true)
    #expect(before.count > 8)
    #expect(before == after)
    #expect(file.starts(with: Array("wOFF".utf8) + font[..<4]))
    #expect(Self.number(file[8..<12]) == file.count)
    #expect(Self.number(file[16..<20]) == font.count)
    #expect(file.count < font.count * 3 / 4)
  }

  @Test(.enabled(if: Tool.fontQuery.isInstalled)) func freeTypeReadsTheSameLetters() throws {
    let font = try Self.subset()
    let asked = ["--format", "%{family} %{charset}"]
    let plain = try Tool.fontQuery.run(on: font, asked, suffix: "otf")
    let packed = try Tool.fontQuery.run(on: WebFont(font).bytes, asked, suffix: "woff")
    #expect(plain.0 == 0 && packed.0 == 0)
    #expect(!plain.1.isEmpty && plain.1 == packed.1)
  }

  @Test(arguments: [0, 5, 11, 12, 27, 40, 200])
  func aFontThatIsCutShortIsRefused(length: Int) throws {
    let font = Array(try Self.subset().prefix(length))
    #expect(throws: RenderingError.self) { try WebFont(font) }
  }
}
