/// Distances from the four sides of a frame, in px.
public struct Insets: Sendable, Hashable {
  /// How much room there is, or is wanted, beyond each side.
  public var left, top, right, bottom: Double
  /// No distance from the sides that are not given.
  public init(left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// The larger of the two on each side.
  func union(_ other: Insets) -> Insets {
    Insets(
      left: max(left, other.left), top: max(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }
}
