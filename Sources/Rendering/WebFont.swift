/// A font file for web pages: WOFF 1.0 (W3C, 2012), the tables of an OpenType font, each compressed.
///
/// A page that carries its fonts in its own text is a third smaller with it.
public struct WebFont: Sendable {
  /// The file, from its signature `wOFF` on.
  public let bytes: [UInt8]

  /// Packs a font.
  /// - Parameter font: An OpenType font with one face.
  /// - Throws: ``RenderingError`` for bytes that are no such font.
  public init(_ font: [UInt8]) throws(RenderingError) {
    let tables = try Self.tables(of: font)
    var directory: [UInt8] = []
    var data: [UInt8] = []
    let start = 44 + 20 * tables.count
    for table in tables {
      let packed = try Deflate.zlib(table.content, level: 12)
      let stored = packed.count < table.content.count ? packed : table.content
      directory += table.tag
      for number in [start + data.count, stored.count, table.content.count] {
        directory += Self.bytes(of: number)
      }
      directory += table.checksum
      data += stored + Self.padding(after: stored.count)
    }
    let plain = tables.reduce(12 + 16 * tables.count) {
      $0 + $1.content.count + Self.padding(after: $1.content.count).count
    }
    let version: [UInt8] = [0, 1, 0, 0]
    let count = Self.bytes(of: tables.count).suffix(2)
    // What follows the version stands for metadata and private data, of which there are none.
    bytes =
      Array("wOFF".utf8) + font[..<4] + Self.bytes(of: start + data.count) + count + [0, 0]
      + Self.bytes(of: plain) + version + [UInt8](repeating: 0, count: 20) + directory + data
  }

  private struct Table {
    var tag, checksum, content: [UInt8]
  }

  private static func tables(of font: [UInt8]) throws(RenderingError) -> [Table] {
    let failure = RenderingError("the bytes are no OpenType font that a page can carry")
    guard font.count >= 12 else { throw failure }
    let count = number(font[4..<6])
    guard count > 0, font.count >= 12 + 16 * count else { throw failure }
    var tables: [Table] = []
    for entry in (0..<count).map({ font[(12 + 16 * $0)..<(28 + 16 * $0)] }) {
      let parts = (0..<4).map { Array(entry.dropFirst(4 * $0).prefix(4)) }
      let (start, length) = (number(parts[2][...]), number(parts[3][...]))
      guard start <= font.count, length <= font.count - start else { throw failure }
      tables.append(
        Table(tag: parts[0], checksum: parts[1], content: Array(font[start..<(start + length)])))
    }
    return tables
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(of number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// Every table begins at a multiple of four bytes.
  private static func padding(after count: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (4 - count % 4) % 4)
  }
}
