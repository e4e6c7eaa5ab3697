import Testing

@testable import TrainingCore

/// Tables as people write them, and every way in which they are broken.
@Suite struct DataCSVTests {
  private func table(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> CSVFile {
    try CSVFile(path: "t.csv", bytes: Array(text.utf8), options: options)
  }

  private func values(
    _ text: String, _ names: [String] = ["x", "y"], _ options: CSVOptions = CSVOptions()
  ) throws -> [[Double]] {
    try table(text, options).numbers(names).columns.map(\.values)
  }

  /// The same two columns in all the ways in which they may be written.
  @Test(arguments: [
    "x,y\n1,2.5\n-3,4e1\n",
    "x,y\n1,2.5\n-3,4e1",
    "x,y\r\n1,2.5\r\n-3,4e1\r\n",
    "x,y\r1,2.5\r-3,4e1\r",
    "\u{FEFF}x,y\n1,2.5\n-3,4e1\n",
    "x;y\n1;2.5\n-3;4e1\n",
    "x\ty\n1\t2.5\n-3\t4e1\n",
    "x|y\n1|2.5\n-3|4e1\n",
    " x , y \n 1 , 2.5\n-3\t,  4e1  \n",
    "\"x\",\"y\"\n\"1\",\"2.5\"\n\" -3 \" , \"4e1\"\n",
    "\n\nx,y\n\n1,2.5\n   \n-3,4e1\n\n\n",
    "note,x,y\n\"a,b\",1,2.5\n\"two\nlines\",-3,4e1\n",
    "note;x;y\na,b,c;1;2.5\n\"say \"\"hi\"\"\";-3;4e1\n",
    "y,ignored,x\n2.5,nan,1\n4e1,inf,-3\n",
    "x,y\n1.,+2.50\n-3.0,.4E+2\n",
  ])
  func readsTheSameNumbers(text: String) throws {
    #expect(try values(text) == [[1, -3], [2.5, 40]])
  }

  @Test func readsDecimalCommas() throws {
    let options = CSVOptions(decimalComma: true)
    #expect(
      try values("x;y\n1,5;-2,25e1\n3;,5\n", ["x", "y"], options) == [[1.5, 3], [-22.5, 0.5]])
    #expect(try values("x\ty\n1,5\t2\n", ["x", "y"], options) == [[1.5], [2]])
  }

  @Test func takesTheForcedDelimiter() throws {
    let options = CSVOptions(delimiter: try CSVOptions.delimiter(named: ":"))
    #expect(try values("x:y\n1:2\n", ["x", "y"], options) == [[1], [2]])
    #expect(try CSVOptions.delimiter(named: "tab") == 9)
    for wrong in ["", "ab", "1", ".", "\"", "-", "e", "\n", "é"] {
      #expect(throws: InputError.self, "\(wrong)") { try CSVOptions.delimiter(named: wrong) }
    }
  }

  @Test func leavesOutRowsWithMissingValuesInNeededColumnsOnly() throws {
    let text = "x,y,z\n1,2,\n,2,3\nNA,2,3\n3,n/a,1\n4,.,1\n5,?,1\n6,null,1\n7,#N/A,1\n8,9,NA\n"
    let both = try table(text).numbers(["x", "y"])
    #expect(both.columns.map(\.values) == [[1, 8], [2, 9]])
    #expect(both.dropped == 7)
    let one = try table(text).numbers(["x"])
    #expect(one.dropped == 2)
    #expect(one.columns[0].values == [1, 3, 4, 5, 6, 7, 8])
  }

  @Test func knowsWhichColumnsHoldNumbers() throws {
    let file = try table("a,b,c,d,e\n1,x,,NA,2\n2,3,,4,\"5\"\n")
    #expect(try file.numericColumns() == ["a", "d", "e"])
  }

  @Test func headerKeepsQuotesAndForeignLetters() throws {
    #expect(
      try table("\"a \"\"b\"\"\",größe,\"c\nd\",\"\"\n1,2,3,4\n").header
        == ["a \"b\"", "größe", "c\nd", ""])
    // A combining mark after a comma must not hide it, as it would in a String.
    #expect(try table("a,\u{301}b\n1,2\n").header == ["a", "\u{301}b"])
  }

  /// Text, columns wanted, and the whole error.
  @Test(arguments: [
    ("", "t.csv: the file is empty; give a table with a header line"),
    ("\n \n", "t.csv: the file has no content; give a table with a header line"),
    (
      "x,y\n1,2\n3\n",
      "t.csv:3: 1 field in this line, but 2 in the header; give every line as many fields, or check --delimiter"
    ),
    (
      "x,y\n1,2,\n",
      "t.csv:2: 3 fields in this line, but 2 in the header; give every line as many fields, or check --delimiter"
    ),
    (
      "x,y\n1,2\n3,four\n",
      "t.csv:3:3: \"four\" in the column \"y\" is not a number; correct it, or leave the field empty to drop the row"
    ),
    (
      "n,x,y\né,1,0x10\n",
      "t.csv:2:5: \"0x10\" in the column \"y\" is not a number; correct it, or leave the field empty to drop the row"
    ),
    (
      "x,y\n1,nan\n",
      "t.csv:2:3: \"nan\" in the column \"y\" is not a finite number; leave the field empty to drop the row"
    ),
    (
      "x,y\n-Inf,1\n",
      "t.csv:2:1: \"-Inf\" in the column \"x\" is not a finite number; leave the field empty to drop the row"
    ),
    (
      "x,y\n1,1e400\n",
      "t.csv:2:3: \"1e400\" in the column \"y\" is beyond the largest double, 1.8e308; use another unit"
    ),
    (
      "x;y\n1;2,5\n", "t.csv:2:3: \"2,5\" in the column \"y\" is not a number; give --decimal-comma"
    ),
    (
      "x,y\n\"two\n\nlines\",1\n",
      "t.csv:2:1: \"two\u{FFFD}\u{FFFD}lines\" in the column \"x\" is not a number; correct it, or leave the field empty to drop the row"
    ),
    (
      "n,x,y\n\"a\nb\",1,z\n",
      "t.csv:3:6: \"z\" in the column \"y\" is not a number; correct it, or leave the field empty to drop the row"
    ),
    (
      "x,y\n1,2\n3,\"a\nb\"\n",
      "t.csv:3:3: \"a\u{FFFD}b\" in the column \"y\" is not a number; correct it, or leave the field empty to drop the row"
    ),
    (
      "x,y\r\n1,2\r\n3,-\r\n",
      "t.csv:3:3: \"-\" in the column \"y\" is not a number; correct it, or leave the field empty to drop the row"
    ),
    ("x,y\n\"1,2\n3,4\n", "t.csv:2:1: this quotation mark is never closed; add the second one"),
    (
      "x,y\n\"1\" 2,3\n",
      "t.csv:2:5: text after the closing quotation mark; double a quotation mark that belongs to the field"
    ),
    (
      "1,2\n3,4\n",
      "t.csv:1:1: the first line holds numbers, not the names of the columns; put a line such as x,y above it"
    ),
    ("x,Y\n1,2\n", "t.csv: there is no column \"y\"; did you mean Y?"),
    ("x,weight\n1,2\n", "t.csv: there is no column \"y\"; the columns are x, weight"),
    ("x,y,y\n1,2,3\n", "t.csv: two columns have the name \"y\"; rename one of them"),
    (
      "x,y\n1,2\u{0}\n",
      "t.csv: this is a binary file, not a table in text; save it as CSV in UTF-8"
    ),
    (
      "x,y\n1,2\u{202E}\n",
      "t.csv:2:3: \"2\u{FFFD}\" in the column \"y\" is not a number; correct it, or leave the field empty to drop the row"
    ),
  ])
  func refusesWithThePlaceAndAnAdvice(text: String, message: String) {
    let error = #expect(throws: InputError.self) { try values(text) }
    #expect(error?.description == message)
  }

  /// A point or comma before three digits may divide thousands, and then must not become a decimal
  /// sign by our advice.
  @Test(arguments: [
    ("1,000", false, "remove the thousands separator, or give --decimal-comma if it is a fraction"),
    (
      "-12,345", false,
      "remove the thousands separator, or give --decimal-comma if it is a fraction"
    ),
    ("1,234,567", false, "remove the thousands separators"),
    ("1,234.5", false, "remove the thousands separators"),
    ("0,125", false, "give --decimal-comma"),
    ("1,5", false, "give --decimal-comma"),
    ("1234,567", false, "give --decimal-comma"),
    ("1,000,00", false, "correct it, or leave the field empty to drop the row"),
    (
      "1.000", true,
      "remove the thousands separator, or leave out --decimal-comma if it is a fraction"
    ),
    ("1.000,5", true, "remove the thousands separators"),
    ("1.5", true, "leave out --decimal-comma"),
  ])
  func thousandsAreToldFromFractions(field: String, isComma: Bool, advice: String) {
    let error = #expect(throws: InputError.self) {
      try values("x;y\n\"\(field)\";2\n", ["x", "y"], CSVOptions(decimalComma: isComma))
    }
    #expect(error?.advice == advice)
    guard !isComma else { return }
    let inCommas = #expect(throws: InputError.self) { try values("x,y\n\"\(field)\",2\n") }
    #expect(inCommas?.advice == advice)
  }

  @Test(arguments: [
    [0xFF, 0xFE, 0x78, 0x00], [0xFE, 0xFF, 0x00, 0x78], [0x78, 0xFF, 0x2C, 0x79, 0x0A],
    [0x50, 0x4B, 0x03, 0x04, 0x00],
  ])
  func refusesWhatIsNoTextInUTF8(bytes: [Int]) {
    let error = #expect(throws: InputError.self) {
      try CSVFile(path: "b", bytes: bytes.map { UInt8($0) }, options: CSVOptions())
    }
    #expect(error?.kind == .badData)
  }

  @Test func limitsHoldAndAreNamed() throws {
    let long = String(repeating: "1", count: 1_000_001)
    #expect(throws: InputError.self) { try values("x,y\n1,\(long)\n") }
    #expect(throws: InputError.self) { try values("x,y\n1,\"\(long)\"\n") }
    #expect(throws: InputError.self) { try table(String(repeating: "a", count: 65_537) + "\n1\n") }
    #expect(try table(String(repeating: "a,", count: 99_999) + "a\n").header.count == 100_000)
    #expect(throws: InputError.self) { try table(String(repeating: "a,", count: 100_000) + "a\n") }
  }

  @Test func headerOnlyGivesNoRows() throws {
    #expect(try values("x,y\n") == [[], []])
    #expect(try values("x,y") == [[], []])
  }

  /// No input may crash: all short texts of the characters that mean something.
  @Test func everyShortTextEndsWithNumbersOrAnError() {
    let alphabet = Array("x1,\"\n\r; .".utf8)
    var count = 0
    for length in 0...5 {
      var digits = [Int](repeating: 0, count: length)
      while true {
        let bytes = digits.map { alphabet[$0] }
        if let file = try? CSVFile(path: "t", bytes: bytes, options: CSVOptions()) {
          _ = try? file.dataset()
          _ = try? file.dataset(["x"])
        }
        count += 1
        var place = 0
        while place < length, digits[place] == alphabet.count - 1 {
          digits[place] = 0
          place += 1
        }
        if place == length { break }
        digits[place] += 1
      }
    }
    #expect(count == 1 + 9 + 81 + 729 + 6561 + 59049)
  }

  @Test func missingFilesAndFoldersAreNotFound() {
    for path in ["/nonexistent/a.csv", "/", "", "/dev/null/x"] {
      let error = #expect(throws: InputError.self) { try CSVFile(path: path) }
      #expect(error?.exitCode == 66, "\(path)")
    }
    let empty = #expect(throws: InputError.self) { try CSVFile(path: "/dev/null") }
    #expect(empty?.exitCode == 65)
  }
}
