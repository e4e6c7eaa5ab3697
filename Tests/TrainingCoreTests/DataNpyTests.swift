import Foundation
import Testing

@testable import TrainingCore

/// Arrays that NumPy 2.4.6 has written. A case is the format's version, the header without its
/// padding, and the values' bytes, as `numpy.save` or `numpy.lib.format.write_array` wrote them;
/// putting the padding back gave NumPy's bytes when they were taken down.
@Suite struct DataNpyTests {
  /// The file of a header and values in hexadecimal.
  private func file(_ version: UInt8, _ header: String, _ hex: String) -> [UInt8] {
    let lengthSize = version == 1 ? 2 : 4
    let text = Array(header.utf8)
    let padding = (64 - (8 + lengthSize + text.count + 1) % 64) % 64
    var length = text.count + padding + 1
    var bytes: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, version, 0]
    for _ in 0..<lengthSize {
      bytes.append(UInt8(length & 0xFF))
      length >>= 8
    }
    bytes += text + [UInt8](repeating: 0x20, count: padding) + [0x0A]
    return bytes + bytesOf(hex)
  }

  private func bytesOf(_ hex: String) -> [UInt8] {
    let digits = hex.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private func table(_ bytes: [UInt8]) throws -> TableFile {
    try TableFile(path: "t.npy", contents: FileContents(bytes))
  }

  private func dataset(_ version: UInt8, _ header: String, _ hex: String) throws -> Dataset {
    try table(file(version, header, hex)).dataset()
  }

  @Test(arguments: [
    (
      "<f8", "000000000000f83f00000000000002c09a9999999999b93f00000000389c7c41",
      [[1.5, 0.1], [-2.25, 3e7]]
    ),
    (
      ">f8", "3ff8000000000000c0020000000000003fb999999999999a417c9c3800000000",
      [[1.5, 0.1], [-2.25, 3e7]]
    ),
    ("<f4", "0000c03f000010c0cdcccc3dc0e1e44b", [[1.5, 0.10000000149011612], [-2.25, 3e7]]),
    (">f4", "3fc00000c01000003dcccccd4be4e1c0", [[1.5, 0.10000000149011612], [-2.25, 3e7]]),
    ("|i1", "f9640580", [[-7, 5], [100, -128]]),
    ("|u1", "07c8ff00", [[7, 255], [200, 0]]),
    ("<i2", "f9ff6400050080ff", [[-7, 5], [100, -128]]),
    (">i2", "fff900640005ff80", [[-7, 5], [100, -128]]),
    ("<u2", "0700c800ff000000", [[7, 255], [200, 0]]),
    (">u2", "000700c800ff0000", [[7, 255], [200, 0]]),
    ("<i4", "f9ffffff640000000500000080ffffff", [[-7, 5], [100, -128]]),
    (">i4", "fffffff90000006400000005ffffff80", [[-7, 5], [100, -128]]),
    ("<u4", "07000000c8000000ff00000000000000", [[7, 255], [200, 0]]),
    (">u4", "00000007000000c8000000ff00000000", [[7, 255], [200, 0]]),
    (
      "<i8", "f9ffffffffffffff6400000000000000050000000000000080ffffffffffffff",
      [[-7, 5], [100, -128]]
    ),
    (
      ">i8", "fffffffffffffff900000000000000640000000000000005ffffffffffffff80",
      [[-7, 5], [100, -128]]
    ),
    (
      "<u8", "0700000000000000c800000000000000ff000000000000000000000000000000",
      [[7, 255], [200, 0]]
    ),
    (
      ">u8", "000000000000000700000000000000c800000000000000ff0000000000000000",
      [[7, 255], [200, 0]]
    ),
    ("|b1", "01000101", [[1, 1], [0, 1]]),
  ])
  func `every type of number is read in both orders of bytes`(
    code: String, hex: String, columns: [[Double]]
  ) throws {
    let header = "{'descr': '\(code)', 'fortran_order': False, 'shape': (2, 2), }"
    let data = try dataset(1, header, hex)
    #expect(data.columns.map(\.name) == ["c1", "c2"])
    #expect(data.columns.map(\.values) == columns)
    #expect(data.dropped == 0 && data.lines == nil && data.name == "t.npy")
    #expect(data.sha256 == SHA256.hexadecimal(of: file(1, header, hex).span))
  }

  @Test(
    arguments: [
      (
        1, "{'descr': '<f8', 'fortran_order': True, 'shape': (3, 2), }",
        "000000000000000000000000000000400000000000001040000000000000f03f00000000000008400000000000001440",
        ["c1", "c2"], [[0, 2, 4], [1, 3, 5]]
      ),
      (
        1, "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
        "000000000000f83f0000000000000440", ["c1"], [[1.5, 2.5]]
      ),
      (
        2, "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }",
        "000000000000f03f0000000000000040", ["c1", "c2"], [[1], [2]]
      ),
      (
        3,
        "{'descr': [('größe', '<f8'), ('n', '>i2')], 'fortran_order': False, 'shape': (1,), }",
        "000000000000f03f0002", ["größe", "n"], [[1], [2]]
      ),
      (
        1, "{'descr': [('x', '<f8'), ('n', '<i4')], 'fortran_order': False, 'shape': (2,), }",
        "000000000000f83f070000000000000000000440f8ffffff", ["x", "n"], [[1.5, 2.5], [7, -8]]
      ),
      (
        1,
        "{'descr': [('n', '|i1'), ('', '|V7'), ('x', '<f8')], 'fortran_order': False, 'shape': (1,), }",
        "031c1f20b67f0000000000000000f83f", ["n", "x"], [[3], [1.5]]
      ),
      (
        1, "{'descr': '<u8', 'fortran_order': False, 'shape': (2,), }",
        "0100000000002000ffffffffffffffff", ["c1"],
        [[9_007_199_254_740_992, 18_446_744_073_709_551_616]]
      ),
    ] as [(UInt8, String, String, [String], [[Double]])])
  func `orders, shapes, versions and records`(
    version: UInt8, header: String, hex: String, names: [String], columns: [[Double]]
  ) throws {
    let data = try dataset(version, header, hex)
    #expect(data.columns.map(\.name) == names)
    #expect(data.columns.map(\.values) == columns)
  }

  @Test func `rows with NaN in a needed column are dropped and counted`() throws {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }"
    let hex = "000000000000f03f000000000000f87f00000000000000400000000000000840"
    let both = try table(file(1, header, hex)).dataset()
    #expect(both.columns.map(\.values) == [[2], [3]] && both.dropped == 1)
    let one = try table(file(1, header, hex)).dataset(["c1"])
    #expect(one.columns.map(\.values) == [[1, 2]] && one.dropped == 0)
  }

  /// Header, values, and the whole error.
  @Test(arguments: [
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
      "000000000000f03f000000000000f07f",
      "t.npy: row 2 of the column \"c1\" is infinite; set it to NaN to drop the row"
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", "000000000000f03f",
      "t.npy: the header announces 24 bytes of values, but there are 8; write the file again with numpy.save"
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 2), }", "00",
      "t.npy: the header announces more bytes than can be counted of values, but there are 1; write the file again with numpy.save"
    ),
    (
      "{'descr': '<c16', 'fortran_order': False, 'shape': (0,), }", "",
      "t.npy: the type \"<c16\" does not hold numbers that can be read; save f4, f8, i1 to i8, u1 to u8 or bool: array.astype(\"f8\")"
    ),
    (
      "{'descr': '|O', 'fortran_order': False, 'shape': (0,), }", "",
      "t.npy: the type \"|O\" does not hold numbers that can be read; save f4, f8, i1 to i8, u1 to u8 or bool: array.astype(\"f8\")"
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 1, 1), }", "",
      "t.npy: an array of 3 dimensions is no table; save an array of one or two"
    ),
    (
      "{'descr': [('a', '<f8', (2,))], 'fortran_order': False, 'shape': (0,), }", "",
      "t.npy: the type \"with a field of its own shape or fields\" does not hold numbers that can be read; save f4, f8, i1 to i8, u1 to u8 or bool: array.astype(\"f8\")"
    ),
    (
      "{'descr': '<f8', 'shape': (0,), }", "",
      "t.npy: the header does not have descr, fortran_order and shape; write the file again with numpy.save"
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (0,), ", "",
      "t.npy: the header is no Python dictionary; write the file again with numpy.save"
    ),
    (
      "__import__('os').system('id')", "",
      "t.npy: the header is no Python dictionary; write the file again with numpy.save"
    ),
  ])
  func `bad arrays are refused in a line`(header: String, hex: String, message: String) {
    let error = #expect(throws: InputError.self) { try dataset(1, header, hex) }
    #expect(error?.description == message)
    #expect(error?.exitCode == 65)
  }

  @Test func `unknown columns and cut files are refused`() throws {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"
    let whole = file(1, header, "000000000000f83f0000000000000440")
    let error = #expect(throws: InputError.self) { try table(whole).dataset(["c2"]) }
    #expect(error?.description == "t.npy: there is no column \"c2\"; did you mean c1?")
    for count in 6..<whole.count {
      #expect(throws: InputError.self) { try table(Array(whole[..<count])) }
    }
  }

  /// Whatever the bytes, the end is a table or an error.
  @Test func `mutated files end with columns or an error`() {
    var random = SplitMix64(seed: 21)
    let seeds = [
      file(
        1, "{'descr': [('x', '<f8'), ('n', '<i4')], 'fortran_order': False, 'shape': (2,), }",
        "000000000000f83f070000000000000000000440f8ffffff"),
      file(
        2, "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2), }", "f9ff6400050080ff"),
    ]
    let pieces = [
      "(", ")", "[", "'", ",", "9", "True", "{", "}", "\\", "99999999999999999999", ":",
    ]
    var refused = 0
    for round in 0..<2500 {
      var bytes = seeds[round % 2]
      for _ in 0...Int(random.next() % 3) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 3))
        case 2: bytes.insert(contentsOf: pieces[Int(random.next() % 12)].utf8, at: place)
        default: bytes[place] ^= 1 << UInt8(random.next() % 8)
        }
      }
      if (try? table(bytes).dataset()) == nil { refused += 1 }
    }
    #expect(refused > 600 && refused < 2500)
  }

  @Test func `deep brackets and long headers are refused`() {
    #expect(PythonLiteral.parse(Array(String(repeating: "(", count: 9000).utf8)) == nil)
    #expect(PythonLiteral.parse(Array("(((((1,),),),),)".utf8)) != nil)
    let long = "{'descr': '<f8', 'fortran_order': False, 'shape': (0,), }".padding(10_100)
    let error = #expect(throws: InputError.self) { try dataset(1, long, "") }
    #expect(error?.problem.hasSuffix("more than 10000") == true)
  }

  @Test func `a problem is made of an array`() throws {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }"
    let values = "000000000000f03f0000000000000040"
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "data-\(UUID().uuidString).npy")
    try Data(file(1, header, values + values + values)).write(to: place)
    defer { try? FileManager.default.removeItem(at: place) }
    let path = place.path
    let problem = try Problem(Question(data: path, x: ["c1"], y: "c2"))
    #expect(problem.data.rows == 3)
    #expect(problem.data["c2"] == [2, 2, 2])
  }
}

extension String {
  fileprivate func padding(_ count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, count - self.count))
  }
}
