import Synchronization

/// Columns that grow block by block.
struct ColumnStore: Sendable {
  private(set) var columns: [[Double]]

  /// Columns with room for about so many rows. The memory is taken when it is written to, so too
  /// high an estimate costs nothing.
  init(width: Int, rows: Int) {
    columns = (0..<width).map { _ in
      var column: [Double] = []
      column.reserveCapacity(rows)
      return column
    }
  }

  /// The number of rows.
  var rows: Int { columns.first?.count ?? 0 }

  mutating func append(_ block: RowBlock) {
    for index in columns.indices { columns[index].append(contentsOf: block.column(index)) }
  }
}

/// Blocks that are used again.
final class BlockPool: Sendable {
  private let free = Mutex<[RowBlock]>([])
  let width: Int
  let stride: Int

  init(width: Int, stride: Int) {
    self.width = width
    self.stride = stride
  }

  func take() -> RowBlock {
    free.withLock { $0.popLast() } ?? RowBlock(width: width, stride: stride)
  }

  func give(_ block: RowBlock) { free.withLock { $0.append(block) } }
}
