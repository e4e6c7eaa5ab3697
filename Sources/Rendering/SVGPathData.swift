/// Rewrites cairo's path data as relative data with two decimals and no idle moves.
struct SVGPathData {
  private var result = RelativePathData()
  /// A move counts only when something is drawn from it; cairo writes one after every close.
  private var pendingMove: RelativePathData.Place?
  private var hasDrawn = false

  /// The shortened data, or nil when the text is not plain absolute path data.
  static func shortened(_ data: ArraySlice<UInt8>) -> [UInt8]? {
    var reader = SVGPathData()
    var index = data.startIndex
    while index < data.endIndex {
      let byte = data[index]
      index += 1
      if isGap(byte) { continue }
      guard reader.read(byte, data, at: &index) else { return nil }
    }
    return reader.result.bytes
  }

  /// Reads the numbers of one command and writes it; false if it is not one of cairo's.
  private mutating func read(
    _ command: UInt8, _ data: ArraySlice<UInt8>, at index: inout Int
  ) -> Bool {
    switch command {
    case UInt8(ascii: "M"):
      guard let to = Self.place(data, at: &index) else { return false }
      pendingMove = to
    case UInt8(ascii: "L"):
      guard let to = Self.place(data, at: &index) else { return false }
      begin()
      result.line(to, mayBeLeftOut: hasDrawn)
      hasDrawn = true
    case UInt8(ascii: "C"):
      guard let first = Self.place(data, at: &index), let second = Self.place(data, at: &index),
        let end = Self.place(data, at: &index)
      else { return false }
      begin()
      result.curve(first, second, end)
      hasDrawn = true
    case UInt8(ascii: "Z"):
      begin()
      result.close()
      hasDrawn = true
    default: return false
    }
    return true
  }

  private mutating func begin() {
    guard let to = pendingMove else { return }
    result.move(to)
    pendingMove = nil
    hasDrawn = false
  }

  private static func place(
    _ data: ArraySlice<UInt8>, at index: inout Int
  ) -> RelativePathData.Place? {
    guard let x = number(data, at: &index), let y = number(data, at: &index) else { return nil }
    return RelativePathData.Place(x: x, y: y)
  }

  private static func number(_ data: ArraySlice<UInt8>, at index: inout Int) -> Int? {
    while index < data.endIndex, isGap(data[index]) { index += 1 }
    return Hundredths.parse(data, at: &index)
  }

  private static func isGap(_ byte: UInt8) -> Bool {
    SVGTag.isSpace(byte) || byte == UInt8(ascii: ",")
  }
}
