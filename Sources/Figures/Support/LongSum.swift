/// Long sums in formulas, such as a model with many inputs.
enum LongSum {
  /// So many terms are written out in any case.
  private static let short = 4

  /// A formula with the middle of its longest sum left out, `a + b + ⋯ + z`.
  /// - Returns: `nil` if it has no sum of more than four terms.
  static func shortened(_ tex: String) -> String? {
    guard let signs = longestSum(in: tex), let last = signs.last else { return nil }
    return tex[..<signs[1]] + #"+ \cdots "# + tex[last...]
  }

  /// Where the signs between the terms of the longest sum stand.
  private static func longestSum(in tex: String) -> [String.Index]? {
    var open: [[String.Index]] = [[]]
    var sums: [[String.Index]] = []
    for index in tex.indices {
      switch tex[index] {
      case "(", "{", "[": open.append([])
      case ")", "}", "]":
        sums.append(open.removeLast())
        if open.isEmpty { open = [[]] }
      case "+", "-":
        // A sign between two terms has a space on both sides.
        if tex[..<index].last == " ", tex[tex.index(after: index)...].first == " " {
          open[open.count - 1].append(index)
        }
      default: break
      }
    }
    return (sums + open).filter { $0.count >= short }.max { length($0, tex) < length($1, tex) }
  }

  private static func length(_ signs: [String.Index], _ tex: String) -> Int {
    guard let first = signs.first, let last = signs.last else { return 0 }
    return tex.distance(from: first, to: last)
  }
}
