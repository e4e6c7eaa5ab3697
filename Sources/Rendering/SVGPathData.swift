/// Rewrites cairo's path data with two decimals and no idle moves.
enum SVGPathData {
  /// The shortened data, or nil when the text is not plain absolute path data.
  static func shortened(_ data: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(data.count)
    // A move counts only when something is drawn from it; cairo writes one after every close.
    var move: [UInt8] = []
    var isMove = false
    var needsSpace = false
    var index = data.startIndex
    while index < data.endIndex {
      let byte = data[index]
      switch byte {
      case _ where SVGTag.isSpace(byte) || byte == UInt8(ascii: ","): index += 1
      case UInt8(ascii: "M"), UInt8(ascii: "L"), UInt8(ascii: "C"), UInt8(ascii: "Z"):
        isMove = byte == UInt8(ascii: "M")
        if isMove {
          move = [byte]
        } else {
          result += move
          move = []
          result.append(byte)
        }
        needsSpace = false
        index += 1
      default:
        var number: [UInt8] = []
        guard let hundredths = Hundredths.parse(data, at: &index) else { return nil }
        if needsSpace, hundredths >= 0 { number.append(UInt8(ascii: " ")) }
        Hundredths.append(hundredths, to: &number)
        if isMove { move += number } else { result += number }
        needsSpace = true
      }
    }
    return result
  }
}
