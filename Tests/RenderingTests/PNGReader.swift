import CDeflate
import Foundation

/// Reads PNG files of 8-bit RGB, with or without opacity (which is dropped), or with a palette; not
/// interlaced.
struct PNGReader {
  struct Defect: Error { var reason: String }

  let width, height: Int
  let chunks: [(type: String, content: [UInt8])]
  /// Three bytes a pixel.
  let pixels: [UInt8]

  init(_ file: [UInt8]) throws {
    guard file.prefix(8).elementsEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) else {
      throw Defect(reason: "no PNG signature")
    }
    var chunks: [(type: String, content: [UInt8])] = []
    var index = 8
    while index + 12 <= file.count {
      let length = Self.number(file, index)
      let type = String(decoding: file[(index + 4)..<(index + 8)], as: UTF8.self)
      chunks.append((type, Array(file[(index + 8)..<(index + 8 + length)])))
      index += 12 + length
    }
    guard let header = chunks.first?.content, header.count == 13 else {
      throw Defect(reason: "no header")
    }
    self.chunks = chunks
    width = Self.number(header, 0)
    height = Self.number(header, 4)
    guard header[8] == 8, [2, 3, 6].contains(header[9]), Array(header[10...]) == [0, 0, 0] else {
      throw Defect(reason: "not 8-bit RGB or palette")
    }
    let packed = chunks.filter { $0.type == "IDAT" }.flatMap(\.content)
    let depth = header[9] == 2 ? 3 : header[9] == 3 ? 1 : 4
    let palette = chunks.first { $0.type == "PLTE" }?.content ?? []
    let stride = depth * width
    let rows = try Self.inflate(packed, count: height * (stride + 1))
    var pixels: [UInt8] = []
    var above = [UInt8](repeating: 0, count: stride)
    for row in 0..<height {
      let start = row * (stride + 1)
      above = try Self.unfiltered(
        Array(rows[(start + 1)..<(start + 1 + stride)]), filter: rows[start], above, depth)
      if depth == 1 {
        for index in above { pixels += palette[(3 * Int(index))..<(3 * Int(index) + 3)] }
      } else {
        for column in 0..<width { pixels += above[(column * depth)..<(column * depth + 3)] }
      }
    }
    self.pixels = pixels
  }

  private static func unfiltered(
    _ row: [UInt8], filter: UInt8, _ above: [UInt8], _ depth: Int
  ) throws -> [UInt8] {
    var row = row
    for index in row.indices where filter > 0 {
      let left = index >= depth ? Int(row[index - depth]) : 0
      let corner = index >= depth ? Int(above[index - depth]) : 0
      let up = Int(above[index])
      let guess: Int
      switch filter {
      case 1: guess = left
      case 2: guess = up
      case 3: guess = (left + up) / 2
      case 4:
        let sum = left + up - corner
        let (a, b, c) = (abs(sum - left), abs(sum - up), abs(sum - corner))
        guess = a <= b && a <= c ? left : b <= c ? up : corner
      default: throw Defect(reason: "unknown filter")
      }
      row[index] &+= UInt8(guess)
    }
    return row
  }

  /// 0xRRGGBB.
  func pixel(_ x: Int, _ y: Int) -> UInt32 {
    let index = 3 * (y * width + x)
    return UInt32(pixels[index]) << 16 | UInt32(pixels[index + 1]) << 8 | UInt32(pixels[index + 2])
  }

  /// The content of the text with a keyword.
  func text(_ keyword: String) -> String? {
    for (type, content) in chunks where type == "iTXt" {
      guard let end = content.firstIndex(of: 0), Array(keyword.utf8) == Array(content[..<end])
      else { continue }
      return String(decoding: content[(end + 5)...], as: UTF8.self)
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
    bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func inflate(_ packed: [UInt8], count: Int) throws -> [UInt8] {
    let decompressor = libdeflate_alloc_decompressor()
    defer { libdeflate_free_decompressor(decompressor) }
    var rows = [UInt8](repeating: 1, count: count)
    let result = libdeflate_zlib_decompress(decompressor, packed, packed.count, &rows, count, nil)
    guard result == LIBDEFLATE_SUCCESS else { throw Defect(reason: "bad zlib stream") }
    return rows
  }
}
