/// Reads decimal numbers from bytes: correctly rounded, whatever the locale.
struct DecimalNumber: Equatable {
  enum Outcome: Equatable {
    case number(Double)
    /// "nan", "inf" or "infinity" with or without a sign.
    case notFinite
    /// A number beyond the largest double.
    case tooLarge
    case notANumber
  }

  /// The sign between the whole and the fractional digits.
  let point: UInt8

  /// What the bytes in the range spell: `[+-] digits [. digits] [e [+-] digits]`, with at least one
  /// digit before or after the point.
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Outcome {
    switch TableKernels.number(bytes, range, point: point) {
    case .number(let value): .number(value)
    case .hard: slow(bytes, range)
    case .notANumber: Self.isNotFinite(bytes, range) ? .notFinite : .notANumber
    }
  }

  /// Whether the bytes spell a number with a sign between groups of three digits, as 1,234,567.8
  /// where the point is one and the separator a comma; never 0,125, which is a fraction.
  func hasThousands(_ bytes: Span<UInt8>, _ range: Range<Int>, separator: UInt8) -> Bool {
    var digits = range.map { bytes[$0] }[...]
    if digits.first == 0x2B || digits.first == 0x2D { digits.removeFirst() }
    let whole = digits.prefix { $0 != point }
    let fraction = digits.dropFirst(whole.count + 1)
    let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
    guard let first = groups.first, let leading = first.first, leading != 0x30 else { return false }
    return groups.count > 1 && first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(Self.isDigit) } && fraction.allSatisfy(Self.isDigit)
  }

  /// The standard library's reading of what has passed the grammar.
  private func slow(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Outcome {
    var text = ""
    var start = range.lowerBound
    if bytes[start] == UInt8(ascii: "+") { start += 1 }
    // Digits are put about the point, which `Double` wants.
    for index in start..<range.upperBound {
      let byte = bytes[index]
      guard byte == point else {
        text.unicodeScalars.append(Unicode.Scalar(byte))
        continue
      }
      if !(index > start && Self.isDigit(bytes[index - 1])) { text += "0" }
      text += "."
      if index + 1 == range.upperBound || !Self.isDigit(bytes[index + 1]) { text += "0" }
    }
    guard let value = Double(text) else { return .notANumber }
    return value.isFinite ? .number(value) : .tooLarge
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isNotFinite(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 9, !range.isEmpty else { return false }
    var word = range.map { bytes[$0] | 0x20 }
    if let sign = word.first, sign == 0x2B | 0x20 || sign == 0x2D | 0x20 { word.removeFirst() }
    return ["nan", "inf", "infinity"].contains { word.elementsEqual($0.utf8) }
  }
}
