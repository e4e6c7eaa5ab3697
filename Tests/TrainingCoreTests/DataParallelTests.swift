import Synchronization
import Testing

@testable import TrainingCore

/// Reading on all cores in chunks gives what one careful pass from the beginning gives.
@Suite struct DataParallelTests {
  /// What a pass field by field, without chunks, threads or C rows, makes of a file.
  private struct Slow: Equatable {
    var columns: [[UInt64]] = []
    var dropped = 0
    var lines: [Int] = []
    var error: String?
  }

  private func slow(_ file: CSVFile, _ names: [String]) -> Slow {
    var result = Slow(columns: names.map { _ in [] })
    do throws(InputError) {
      try file.contents.withBytes { (bytes) throws(InputError) in
        var cursor = file.firstRow
        while cursor.skipEmptyLines(bytes) {
          let line = cursor.line
          var row = [Double?](repeating: nil, count: names.count)
          var count = 0
          var ending = CSVField.Ending.delimiter
          while ending == .delimiter {
            let field = try cursor.next(bytes)
            ending = field.ending
            if count < file.header.count, let place = names.firstIndex(of: file.header[count]) {
              switch file.number.read(bytes, field.range) {
              case .number(let value): row[place] = value
              default:
                guard CSVRowReader.isMissing(bytes, field.range) else {
                  throw InputError(.badData, line: cursor.line, "bad field")
                }
              }
            }
            count += 1
          }
          try CSVRowReader.check(count, file.header.count, cursor, bytes)
          if row.contains(where: { $0 == nil }) {
            result.dropped += 1
          } else {
            for (index, value) in row.enumerated() {
              result.columns[index].append((value ?? 0).bitPattern)
            }
            result.lines.append(line)
          }
          cursor.endLine(bytes)
        }
      }
    } catch {
      result = Slow(error: "line \(error.line ?? 0)")
    }
    return result
  }

  private func chunked(_ file: CSVFile, _ names: [String], _ size: Int, _ threads: Int) -> Slow {
    do throws(InputError) {
      let chunks = CSVChunks(file: file, size: size, threads: threads)
      let numbers = try file.numbers(names, chunks: chunks)
      let rows = numbers.columns.first?.values.count ?? 0
      return Slow(
        columns: numbers.columns.map { $0.values.map(\.bitPattern) }, dropped: numbers.dropped,
        lines: (0..<rows).map { numbers.lines.line(of: $0) ?? 0 })
    } catch {
      return Slow(error: "line \(error.line ?? 0)")
    }
  }

  /// A table as a careless writer makes it.
  private func text(_ random: inout SplitMix64, faults: Bool) -> String {
    func below(_ bound: UInt64) -> Int { Int(random.next() % bound) }
    let ends = ["\n", "\r\n", "\r"]
    let end = ends[below(3)]
    let style = below(4)
    var text = "x,note,y" + end
    for _ in 0..<(20 + below(60)) {
      var fields: [String] = []
      for column in 0..<3 {
        if column == 1 {
          let notes = [
            "", "a", "\"a,b\"", "\"two\(end)lines\"", "say \"hi\"", "\"\"\"\"", "long note",
          ]
          fields.append(style == 0 ? "n" : notes[below(7)])
        } else {
          let digits = String(random.next() >> UInt64(below(64)))
          let sign = ["", "-", "+"][below(3)]
          let forms = [digits, "0.\(digits)", "\(digits)e\(below(40) - 20)", "\(digits).5"]
          let number = sign + forms[below(4)]
          let odd = [number, "\"\(number)\"", " \(number) ", "NA", "", "\t\(number)"]
          fields.append(style < 2 || below(4) > 0 ? number : odd[below(6)])
        }
      }
      if faults, below(60) == 0 { fields[2] = ["1x", "nan", "1e999", "\"1\"2"][below(4)] }
      if faults, below(80) == 0 { fields.append("1") }
      text += fields.joined(separator: ",")
      text += below(30) == 0 ? end + " " + end : end
    }
    return below(2) == 0 ? text : String(text.dropLast())
  }

  @Test(arguments: [false, true])
  func `chunks of any size give the numbers, the lines and the first error of one pass`(
    faults: Bool
  ) throws {
    var random = SplitMix64(seed: faults ? 11 : 12)
    for _ in 0..<25 {
      let text = text(&random, faults: faults)
      let file = try CSVFile(path: "t", bytes: Array(text.utf8), options: CSVOptions())
      for names in [["x", "y"], ["y"]] {
        let expected = slow(file, names)
        for size in [1, 3, 17, 64, 257, 100_000] {
          #expect(chunked(file, names, size, 2) == expected, "\(size) \(text)")
        }
        #expect(chunked(file, names, 100, 1) == expected)
      }
    }
  }

  @Test func `columns of numbers are found in chunks as in one pass`() throws {
    var random = SplitMix64(seed: 13)
    for _ in 0..<20 {
      let text = text(&random, faults: false)
      let file = try CSVFile(path: "t", bytes: Array(text.utf8), options: CSVOptions())
      let whole = try file.numericColumns(chunks: CSVChunks(file: file, size: 1 << 20))
      #expect(whole == ["x", "y"] || whole == ["x"] || whole == ["y"])
      #expect(try file.numericColumns(chunks: CSVChunks(file: file, size: 40)) == whole)
    }
  }

  @Test func `an error's words and place do not depend on the chunks`() throws {
    let rows = (0..<200).map { "\($0),\($0).5\n" }.joined()
    let text = "x,y\n" + rows + "\"a\nb\",1\n" + rows + "oops,2\n"
    let file = try CSVFile(path: "t.csv", bytes: Array(text.utf8), options: CSVOptions())
    for size in [5, 50, 5000] {
      let error = #expect(throws: InputError.self) {
        try file.numbers(["x", "y"], chunks: CSVChunks(file: file, size: size))
      }
      #expect(
        error?.description
          == "t.csv:202:1: \"a\u{FFFD}b\" in the column \"x\" is not a number; correct it, or leave the field empty to drop the row"
      )
      let other = #expect(throws: InputError.self) {
        _ = try file.numbers(["y"], chunks: CSVChunks(file: file, size: size))
        _ = try file.numbers(["x"], chunks: CSVChunks(file: file, size: size))
      }
      #expect(other?.line == 202)
    }
  }

  /// Where all chunks but the first begin in quotation marks, every guess is wrong.
  @Test func `a long text in quotation marks with rows in it is no rows`() throws {
    let inside = String(repeating: "1,2,3\n", count: 500)
    let text = "x,note,y\n1,\"\(inside)\",2\n3,\"\(inside)\",4\n"
    let file = try CSVFile(path: "t", bytes: Array(text.utf8), options: CSVOptions())
    for size in [10, 100, 1000] {
      let numbers = try file.numbers(["x", "y"], chunks: CSVChunks(file: file, size: size))
      #expect(numbers.columns.map(\.values) == [[1, 3], [2, 4]])
      #expect(numbers.lines.line(of: 1) == 503)
    }
  }

  /// With chunks of nine bytes the second one begins in quotation marks, and what is read from the
  /// line end in them is a row and another one up to the next quotation mark: no error, and wrong.
  @Test func `a chunk that reads well from a wrong guess is read again`() throws {
    let text = "a,b\n1,\"x\n2,3\n4,\"\n5,6\n7,\"\n8,8\"\n9,10\n"
    let file = try CSVFile(path: "t", bytes: Array(text.utf8), options: CSVOptions())
    let expected = slow(file, ["a"])
    #expect(expected.columns == [[1, 5, 7, 9].map(\.bitPattern)])
    for size in 4...40 {
      for threads in [1, 2] { #expect(chunked(file, ["a"], size, threads) == expected, "\(size)") }
    }
  }

  @Test func `results are taken in order, and few wait`() {
    let state = Mutex((taken: [Int](), alive: 0, most: 0))
    OrderedPipeline.run(
      count: 5000, threads: 3,
      make: { index in
        state.withLock { state in
          state.alive += 1
          state.most = max(state.most, state.alive)
        }
        return index * 2
      },
      take: { index, value in
        state.withLock { state in
          state.alive -= 1
          state.taken.append(value - index)
        }
        return index < 4000
      })
    state.withLock { state in
      #expect(state.taken == Array(0...4000))
      #expect(state.most <= 3 * 16)
    }
  }

  @Test func `the processor's hash is the portable one`() {
    var random = SplitMix64(seed: 17)
    for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 4096] {
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(SHA256.hexadecimal(of: bytes.span) == SHA256.portable(bytes.span))
    }
  }

  @Test func `columns that do not fit are refused with their bytes`() throws {
    let error = #expect(throws: InputError.self) {
      try MemoryNeed.check("big.csv", columns: 3, rows: 1_000_000, free: 1 << 20)
    }
    #expect(
      error?.description
        == "big.csv: the 3 columns need about 24000000 bytes of memory, and there are 1048576; ask for fewer columns or give fewer rows, or in Swift use StreamedMoments, which fits models that are linear in their parameters in one pass"
    )
    #expect(throws: InputError.self) {
      try MemoryNeed.check("big.csv", columns: .max / 2, rows: .max / 2, free: .max - 1)
    }
    try MemoryNeed.check("small.csv", columns: 3, rows: 1000, free: 1 << 20)
  }

  @Test func `the number of rows is estimated a little too high`() throws {
    let text = "x,y\n" + (0..<20_000).map { "\($0),\($0 * 7 % 1000)\n" }.joined()
    let file = try CSVFile(path: "t", bytes: Array(text.utf8), options: CSVOptions())
    #expect((20_000..<26_000).contains(LineDensity.rows(of: file)))
  }
}
