/// Refuses to read what would not fit into memory, before it is read.
enum MemoryNeed {
  /// - Parameters:
  ///   - file: The file as the user named it.
  ///   - rows: About how many rows there are.
  ///   - free: Bytes of memory that there are; nil if nobody knows.
  /// - Throws: ``InputError`` (bad data) with the bytes that are needed if they are too many.
  static func check(
    _ file: String, columns: Int, rows: Int, free: Int? = AvailableMemory.free
  ) throws(InputError) {
    guard let free else { return }
    let values = columns.multipliedReportingOverflow(by: rows)
    let bytes = values.partialValue.multipliedReportingOverflow(
      by: MemoryLayout<Double>.stride)
    let needed = values.overflow || bytes.overflow ? Int.max : bytes.partialValue
    guard needed > free else { return }
    let what = columns == 1 ? "the column needs" : "the \(columns) columns need"
    throw InputError(
      .badData, file: file,
      "\(what) about \(needed) bytes of memory, and there are \(free)",
      advice: "ask for fewer columns or give fewer rows, or in Swift use StreamedMoments, which"
        + " fits models that are linear in their parameters in one pass")
  }
}

/// About how many rows a file has, from samples of it.
enum LineDensity {
  /// A number of rows that is a little too high for files of even lines.
  static func rows(of file: CSVFile) -> Int {
    file.contents.withBytes { bytes in
      let first = file.firstRow.position
      let rest = max(0, bytes.count - first)
      let sample = 4096
      let samples = min(64, rest / sample + 1)
      var looked = 0
      var feeds = 0
      var returns = 0
      for index in 0..<samples {
        // Divided first, so that the product stays below the size.
        let start = first + rest / samples * index
        for place in start..<min(bytes.count, start + sample) {
          feeds += bytes[place] == 0x0A ? 1 : 0
          returns += bytes[place] == 0x0D ? 1 : 0
          looked += 1
        }
      }
      let density = Double(max(feeds, returns) + 1) / Double(max(1, looked))
      return Int(Double(rest) * density * 1.1) + 64
    }
  }
}
