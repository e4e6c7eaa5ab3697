import Plotting

// A model may overflow at some inputs, or a path of training diverge. Marks refuse infinite values,
// since no axis has a place for them; what a run really met becomes a gap.

extension Position {
  /// The place, or a gap where a coordinate is infinite.
  var orGap: Position { x.isInfinite || y.isInfinite ? Position(.nan, .nan) : self }

  /// The places at the same index of two lists, gaps where one is infinite.
  static func pairsWithGaps(_ x: [Double], _ y: [Double]) -> [Position] {
    pairs(x, y).map(\.orGap)
  }
}

extension Double {
  /// The value, or the largest number of its sign where it is infinite: above every level of a field.
  var orLargest: Double {
    isInfinite ? (self < 0 ? -1 : 1) * Double.greatestFiniteMagnitude : self
  }
}
