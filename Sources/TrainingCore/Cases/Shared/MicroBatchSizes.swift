/// Sizes of micro-batches to go through.
enum MicroBatchSizes {
  /// 1, 2, 4 ... and the number of samples itself.
  static func powersOfTwo(_ samples: Int) -> [Int] {
    var sizes: [Int] = []
    var size = 1
    while size < samples {
      sizes.append(size)
      size *= 2
    }
    return samples > 0 ? sizes + [samples] : []
  }

  /// Micro-batches of one size, in the order of the rows; the last one takes what is left.
  static func split(_ samples: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: samples, by: max(1, size)).map { $0..<min($0 + max(1, size), samples) }
  }
}
