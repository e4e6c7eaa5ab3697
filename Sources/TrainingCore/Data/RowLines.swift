/// Which line of a file each row of data begins at, so that messages can name it.
///
/// Kept as runs of consecutive lines: one entry for a whole file without gaps.
public struct RowLines: Sendable, Equatable {
  private struct Run: Sendable, Equatable {
    var row, line: Int
  }

  /// The file as the user named it.
  public var path: String
  private var runs: [Run] = []

  init(path: String) { self.path = path }

  /// Notes the line of the row after the last one that was noted, or of a later one.
  mutating func note(row: Int, line: Int) {
    if let last = runs.last, last.line + (row - last.row) == line { return }
    runs.append(Run(row: row, line: line))
  }

  /// Notes the rows of a chunk that begins at `line`, behind `rows` rows that were noted before.
  mutating func note(_ chunk: CSVRows, rows: Int, line: Int) {
    for run in chunk.lines { note(row: rows + run.row, line: line + run.line) }
  }

  /// The line, counted from 1, of a row, counted from 0; nil if nothing is known of it.
  public func line(of row: Int) -> Int? {
    runs.last { $0.row <= row }.map { $0.line + (row - $0.row) }
  }
}
