/// Rules by which settings of the catalogue's objectives are derived from any data.
enum Scales {
  /// The standard deviation with the factor 1/N; 1 where there is none to divide by.
  static func spread(_ values: [Double]) -> Double {
    let mean = Summation.mean(values)
    return usable(Summation.mean(values.map { ($0 - mean) * ($0 - mean) }).squareRoot())
  }

  /// The root of the mean square; 1 where there is none to divide by.
  static func rootMeanSquare(_ values: [Double]) -> Double {
    usable(Summation.meanProduct(values, values).squareRoot())
  }

  /// A number that may be divided by.
  static func usable(_ scale: Double) -> Double { scale.isNormal && scale > 0 ? scale : 1 }

  /// The value above which samples count as positive: the lower median, or the largest value below
  /// the largest one if the median is the largest; nil if all are equal.
  static func threshold(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard let largest = sorted.last, let smallest = sorted.first, smallest < largest else {
      return nil
    }
    let median = sorted[(sorted.count - 1) / 2]
    return median < largest ? median : sorted.last { $0 < largest }
  }

  /// The value that three quarters of the samples reach or exceed.
  static func lowerQuartile(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 4]
  }
}
