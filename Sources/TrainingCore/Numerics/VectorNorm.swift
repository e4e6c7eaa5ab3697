/// Euclidean geometry of short vectors, safe from overflow.
enum VectorNorm {
  /// The Euclidean norm, computed on components scaled by the largest; NaN if a component is.
  static func euclidean(_ vector: [Double]) -> Double {
    euclidean(vector, in: vector.indices)
  }

  /// The norm of a part of an array.
  static func euclidean(_ vector: [Double], in range: Range<Int>) -> Double {
    var largest = 0.0
    for index in range {
      // max would let a NaN pass unseen.
      if vector[index].isNaN { return .nan }
      largest = max(largest, abs(vector[index]))
    }
    guard largest > 0, largest.isFinite else { return largest }
    var total = 0.0
    for index in range {
      let scaled = vector[index] / largest
      total += scaled * scaled
    }
    return largest * total.squareRoot()
  }

  /// The vector divided by its norm, or as it is if the norm is 0 or not finite.
  static func unit(_ vector: [Double]) -> [Double] {
    let length = euclidean(vector)
    guard length > 0, length.isFinite else { return vector }
    return vector.map { $0 / length }
  }

  static func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The distance of two numbers in units in the last place of the larger.
  static func ulps(_ left: Double, _ right: Double) -> Double {
    if left == right { return 0 }
    let larger = max(abs(left), abs(right))
    guard larger.isFinite else { return .greatestFiniteMagnitude }
    let distance = abs(left / larger - right / larger)
    let unit = larger.ulp / larger
    return unit > 0 ? (distance / unit).rounded() : 1
  }
}
