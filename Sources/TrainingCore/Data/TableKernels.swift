import CTable

/// The only file that calls `CTable`: numbers, rows and hashes at the speed of the machine.
enum TableKernels {
  enum Number: Equatable {
    case number(Double)
    /// A number by the grammar, for which the C code has not enough digits of arithmetic.
    case hard
    case notANumber
  }

  /// Reads the bytes in the range as a number; see `table_number`.
  static func number(_ bytes: Span<UInt8>, _ range: Range<Int>, point: UInt8) -> Number {
    guard !range.isEmpty else { return .notANumber }
    var value = 0.0
    let outcome = unsafe bytes.extracting(range).withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return TABLE_NO_NUMBER }
      return unsafe table_number(start, text.count, point, &value)
    }
    switch outcome {
    case TABLE_NUMBER: return .number(value)
    case TABLE_HARD_NUMBER: return .hard
    default: return .notANumber
    }
  }

  /// Reads plain rows that begin before `end` behind those that the block has, and moves the
  /// position; see `table_plain_rows`. Returns how many.
  static func plainRows(
    _ bytes: Span<UInt8>, position: inout Int, end: Int, slots: [Int32], delimiter: UInt8,
    point: UInt8, into block: RowBlock, isPortable: Bool = false
  ) -> Int {
    guard position >= 0, position < bytes.count, !slots.isEmpty, block.stride > 0,
      slots.allSatisfy({ Int($0) < block.width })
    else { return 0 }
    var place = position
    let stride = block.stride
    let first = block.rows
    let read = unsafe bytes.withUnsafeBufferPointer { file in
      unsafe slots.withUnsafeBufferPointer { slots in
        unsafe block.values.withUnsafeMutableBufferPointer { values in
          var layout = unsafe table_layout(
            bytes: file.baseAddress, size: file.count, slots: slots.baseAddress,
            fields: slots.count, values: values.baseAddress, stride: stride,
            delimiter: delimiter, point: point, portable: isPortable)
          return unsafe table_plain_rows(&layout, &place, max(0, end), first)
        }
      }
    }
    position = place
    block.rows += read
    return read
  }

  /// Writes `count` values of a kind into a column of the block, whose rows are set elsewhere.
  ///
  /// The values stand `distance` bytes apart, the first at `start`. Returns whether all are finite;
  /// nil, and nothing is written, if they are not all within the bytes or the room.
  static func values(
    _ bytes: Span<UInt8>, from start: Int, distance: Int, count: Int, kind: NpyKind, column: Int,
    into block: RowBlock
  ) -> Bool? {
    guard count > 0 else { return true }
    let reach = distance.multipliedReportingOverflow(by: count - 1)
    let end = reach.partialValue.addingReportingOverflow(kind.size)
    guard !reach.overflow, !end.overflow, start >= 0, distance >= 0, start <= bytes.count,
      end.partialValue <= bytes.count - start, count <= block.stride, column < block.width,
      column >= 0, let type = type(of: kind)
    else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { file in
      unsafe block.values.withUnsafeMutableBufferPointer { values in
        guard let from = file.baseAddress, let to = values.baseAddress else { return nil }
        return unsafe table_values(
          from + start, distance, count, type, kind.isBigEndian, to + column * block.stride)
      }
    }
  }

  private static func type(of kind: NpyKind) -> table_type? {
    switch (kind.scalar, kind.size) {
    case (.float, 4): TABLE_F4
    case (.float, 8): TABLE_F8
    case (.signed, 1): TABLE_I1
    case (.signed, 2): TABLE_I2
    case (.signed, 4): TABLE_I4
    case (.signed, 8): TABLE_I8
    case (.unsigned, 1): TABLE_U1
    case (.unsigned, 2): TABLE_U2
    case (.unsigned, 4): TABLE_U4
    case (.unsigned, 8): TABLE_U8
    case (.boolean, _): TABLE_BOOL
    default: nil
    }
  }

  /// Whether ``hashBlocks(_:_:)`` does anything on this processor.
  static var canHash: Bool { table_has_sha256() }

  /// Works the first blocks of 64 bytes, as many as are whole, into a SHA-256 state of eight words.
  static func hashBlocks(_ state: inout [UInt32], _ bytes: Span<UInt8>) {
    guard state.count == 8 else { return }
    unsafe state.withUnsafeMutableBufferPointer { words in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        guard let base = words.baseAddress, let start = bytes.baseAddress else { return }
        unsafe table_sha256_blocks(base, start, bytes.count / 64)
      }
    }
  }
}

/// Rows of numbers on their way into columns: room that is used again and again.
///
/// A block has one owner at a time.
final class RowBlock: @unchecked Sendable {
  /// The number of columns.
  let width: Int
  /// Rows for which there is room.
  let stride: Int
  /// Rows that are there.
  var rows = 0
  /// Column c begins at c times the stride.
  var values: [Double]

  /// - Precondition: The product of both is far below the limits of Int.
  init(width: Int, stride: Int) {
    self.width = width
    self.stride = stride
    values = [Double](repeating: 0, count: width * stride)
  }

  /// The values of a column.
  func column(_ index: Int) -> ArraySlice<Double> {
    values[index * stride..<index * stride + rows]
  }
}
