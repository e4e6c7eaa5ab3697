/// Per-sample gradients, or values on a tape, that would not fit into memory, refused before
/// anything is computed.
public struct MemoryRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// How many samples there are, and how many values each would need.
  public var rows, columns: Int
  /// The bytes needed; nil if their number is beyond counting.
  public var bytes: Int?
  /// The bytes free; nil if the system does not tell.
  public var free: Int?
  /// Whether a tape's values are meant, and not gradients.
  var isEvaluation = false

  /// What is wrong and what can be done, in one line.
  public var description: String {
    let needed = bytes.map { "\($0) bytes" } ?? "more bytes than can be counted"
    let there = free.map { ", of which \($0) are free" } ?? ""
    if isEvaluation { return "evaluation needs \(needed)\(there); take fewer samples at a time" }
    return
      "per-sample gradients of \(rows) samples and \(columns) parameters need \(needed)\(there)"
      + "; ask for their norms or their mean and variance, which need no such memory,"
      + " or take fewer samples"
  }

  /// The bytes that a matrix needs.
  /// - Throws: ``MemoryRefusal`` if they are more than are free.
  static func check<Scalar>(
    rows: Int, columns: Int, _ type: Scalar.Type
  ) throws(MemoryRefusal) -> Int {
    let (cells, tooMany) = rows.multipliedReportingOverflow(by: columns)
    let (bytes, overflow) = cells.multipliedReportingOverflow(by: MemoryLayout<Scalar>.stride)
    guard !tooMany, !overflow else {
      throw MemoryRefusal(rows: rows, columns: columns, bytes: nil, free: AvailableMemory.free)
    }
    if let free = AvailableMemory.free, bytes > free {
      throw MemoryRefusal(rows: rows, columns: columns, bytes: bytes, free: free)
    }
    return bytes
  }
}
