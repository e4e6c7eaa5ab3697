/// How large a formula may be; beyond, it is refused with an error instead of exhausting the stack.
public enum FormulaLimits {
  /// The most characters of a formula's text.
  public static let characters = 10_000
  /// The deepest nesting of parentheses, calls, signs and exponents.
  static let nesting = 64
  /// The tallest tree: a chain of n additions is a tree of height n.
  static let height = 256
  /// The most nodes of the tree (`relu`, `max` and `min` repeat their arguments in it).
  static let nodes = 10_000
}
