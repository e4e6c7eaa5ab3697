import Glibc

/// Cosine and sine, exact for multiples of a quarter turn, so that upright text stays upright.
func cosineAndSine(ofDegrees angle: Double) -> (Double, Double) {
  guard angle.isFinite else { return (.nan, .nan) }
  switch angle.truncatingRemainder(dividingBy: 360) {
  case 0: return (1, 0)
  case 90, -270: return (0, 1)
  case 180, -180: return (-1, 0)
  case 270, -90: return (0, -1)
  case let rest: return (cos(rest * .pi / 180), sin(rest * .pi / 180))
  }
}
