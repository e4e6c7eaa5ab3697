/// One word of a formula and where it stands.
struct Token: Equatable {
  enum Kind: Equatable {
    case number(Double)
    /// A bare name.
    case name(String)
    /// A name in back quotes, which is never a function or constant.
    case quotedName(String)
    /// An operator, parenthesis or comma, in its one spelling (`**` is `^`).
    case symbol(String)
    case end
  }

  var kind: Kind
  /// The UTF-8 offsets of its first byte and past its last.
  var start: Int
  var end: Int

  /// Whether an operand can begin with this token.
  var startsOperand: Bool {
    switch kind {
    case .number, .name, .quotedName: true
    case .symbol(let symbol): symbol == "("
    case .end: false
    }
  }
}
