import Glibc
import Plotting

/// Data for the plates: the same on every machine, scattered evenly rather than at random.
enum Samples {
  /// The index's place in the Halton sequence of a base (Halton 1960), between 0 and 1.
  static func halton(_ index: Int, base: Int) -> Double {
    var (rest, fraction, value) = (index + 1, 1.0, 0.0)
    while rest > 0 {
      fraction /= Double(base)
      value += fraction * Double(rest % base)
      rest /= base
    }
    return value
  }

  /// A normal number of mean 0 and deviation 1 (Box and Muller 1958).
  static func normal(_ index: Int, _ first: Int = 2, _ second: Int = 3) -> Double {
    let radius = (-2 * log(max(halton(index, base: first), 1e-12))).squareRoot()
    return radius * cos(2 * .pi * halton(index, base: second))
  }

  /// Points around the line y = slope x + 1 over 0...10, with noise of a given deviation.
  static func line(_ count: Int, slope: Double = 0.6, noise: Double = 0.8) -> [Position] {
    (0..<count).map { index in
      let x = 10 * halton(index, base: 5)
      return Position(x, slope * x + 1 + noise * normal(index))
    }
  }

  /// A tilted bowl with its minimum at (1, 0.5), whose least value is 0.2.
  static func bowl(_ x: Double, _ y: Double) -> Double {
    let (a, b) = (x - 1, y - 0.5)
    return 0.2 + 0.7 * a * a + 0.5 * a * b + 1.3 * b * b
  }

  /// The bowl on a square around its minimum.
  static var field: ScalarField {
    ScalarField(x: -2...3, y: -2...3, columns: 129, rows: 129, bowl)
  }

  static let levels = [0.0, 0.5, 1, 2, 4, 8, 16]

  /// Descent on the bowl from the lower left.
  static var descent: [Position] {
    var place = Position(-1.6, -1.5)
    var path = [place]
    for _ in 0..<24 {
      let (a, b) = (place.x - 1, place.y - 0.5)
      place = Position(place.x - 0.18 * (1.4 * a + 0.5 * b), place.y - 0.18 * (0.5 * a + 2.6 * b))
      path.append(place)
    }
    return path
  }
}
