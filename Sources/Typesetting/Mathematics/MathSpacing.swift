/// The space between neighbours in a formula (The TeXbook, chapter 18).
enum MathSpacing {
  /// A thin space in MathML.
  static let thinElement = "<mspace width=\"0.1667em\"/>"

  /// The space in eighteenths of an em; scripts have thin spaces beside large operators only.
  static func between(_ left: MathKind, _ right: MathKind, inScript: Bool) -> Int {
    let entry = table[left.rawValue][right.rawValue]
    return entry < 0 ? (inScript ? 0 : widths[-entry]) : widths[entry]
  }

  private static let widths = [0, 3, 4, 5]

  /// 1 thin, 2 medium, 3 thick; negative: not in scripts. Rows are the left neighbour and columns
  /// the right one, in the order of ``MathKind``.
  private static let table = [
    [0, 1, -2, -3, 0, 0, 0, -1],
    [1, 1, 0, -3, 0, 0, 0, -1],
    [-2, -2, 0, 0, -2, 0, 0, -2],
    [-3, -3, 0, 0, -3, 0, 0, -3],
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 1, -2, -3, 0, 0, 0, -1],
    [-1, -1, 0, -1, -1, -1, -1, -1],
    [-1, 1, -2, -3, -1, 0, -1, -1],
  ]
}
