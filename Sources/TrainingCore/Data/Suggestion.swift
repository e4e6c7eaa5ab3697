import Formula

/// Finds the name that was probably meant.
public enum Suggestion {
  /// The name nearest to the one given, or nil if none is near.
  ///
  /// Near means at most a third of the letters wrong, missing, added or swapped with a neighbour
  /// (one in short names), but not all of them; capital letters count as small ones. Among equally
  /// near names the first is taken; names of more than 100 letters are never near. Where none is
  /// near, the first that begins with all that was given, if that is three letters or more.
  public static func nearest(to name: String, in names: [String]) -> String? {
    let wanted = letters(name)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in names {
      let other = letters(candidate)
      let bound = max(1, max(wanted.count, other.count) / 3)
      guard !other.isEmpty, other.count <= longest, abs(other.count - wanted.count) <= bound
      else { continue }
      let found = EditDistance.between(wanted, other)
      if found <= bound, found < max(wanted.count, other.count), found < best?.distance ?? .max {
        best = (candidate, found)
      }
    }
    return best?.name ?? names.first { wanted.count > 2 && letters($0).starts(with: wanted) }
  }

  /// "did you mean NAME?", or what to say if no name is near.
  static func advice(for name: String, in names: [String], otherwise: String) -> String {
    guard let nearest = nearest(to: name, in: names) else { return otherwise }
    return "did you mean \(Printable.name(nearest))?"
  }

  /// Names beyond this length are not compared: the table grows with the square of it.
  private static let longest = 100

  private static func letters(_ name: String) -> [Unicode.Scalar] {
    Array(name.lowercased().unicodeScalars.prefix(longest + 1))
  }
}
