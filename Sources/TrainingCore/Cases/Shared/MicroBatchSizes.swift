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
}
