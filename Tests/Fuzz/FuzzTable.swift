import Foundation

@testable import TrainingCore

/// What libFuzzer calls: any bytes are a table, read in several ways that have to agree.
///
/// The first byte chooses the chunks' size, the threads and the options; a disagreement or a trap
/// ends the process, and libFuzzer writes down the bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTable(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let choice = start[0]
  let bytes = [UInt8](UnsafeBufferPointer(start: start + 1, count: count - 1))
  let options = CSVOptions(decimalComma: choice & 1 == 1)
  let contents = FileContents(bytes)
  guard let table = try? TableFile(path: "t", contents: contents, options: options) else {
    return 0
  }
  let names = Array(table.columnNames.prefix(3))
  switch table.format {
  case .npy: _ = try? table.dataset()
  case .csv(let file):
    for names in [names, Array(names.suffix(1))] {
      let whole = outcome(file, names, size: 1 << 20, threads: 1)
      let size = 1 + Int(choice >> 2) * 3
      let parts = outcome(file, names, size: size, threads: choice & 2 == 2 ? 2 : 1)
      precondition(whole == parts, "chunks of \(size) differ")
    }
    _ = try? file.numericColumns(chunks: CSVChunks(file: file, size: 16))
  }
  if let target = names.last {
    _ = try? StreamedMoments(table, features: ["1"], target: target).optimum
  }
  return 0
}

private func outcome(_ file: CSVFile, _ names: [String], size: Int, threads: Int) -> String {
  do {
    let chunks = CSVChunks(file: file, size: size, threads: threads)
    let numbers = try file.numbers(names, chunks: chunks)
    let rows = numbers.columns.first?.values.count ?? 0
    let lines = (0..<rows).map { numbers.lines.line(of: $0) ?? 0 }
    return "\(numbers.columns.map { $0.values.map(\.bitPattern) }) \(numbers.dropped) \(lines)"
  } catch {
    return error.description
  }
}
