import Plotting
import Typesetting

/// Writes path data in relative hundredths, so that rounding errors do not add up: every delta is
/// the difference of two rounded places.
struct RelativePathData {
  private(set) var bytes: [UInt8] = []
  private var x = 0
  private var y = 0
  private var start = (x: 0, y: 0)
  private var command: UInt8 = 0
  private var lastHadPoint = false
  /// Whether the subpath at hand has drawn something, so that standing still may be left out.
  private var hasDrawn = false

  /// The data of a path.
  init(_ path: Path) { append(path) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ path: Path) {
    for (index, segment) in path.segments.enumerated() {
      switch segment {
      case .move(let to): move(to)
      case .line(let to):
        let isLast = index + 1 == path.segments.count
        line(to, mayBeLeftOut: hasDrawn || !isLast)
      case .curve(let first, let second, let end): curve(first, second, end)
      case .close:
        write("z", [])
        (x, y) = start
        hasDrawn = true
      }
    }
  }

  private mutating func move(_ to: Point) {
    let (newX, newY) = rounded(to)
    if bytes.isEmpty {
      write("M", [newX, newY])
    } else {
      write("m", [newX - x, newY - y])
    }
    (x, y) = (newX, newY)
    start = (x, y)
    hasDrawn = false
    // A second pair of numbers after a move would be a line: the letter must be written again.
    command = 0
  }

  private mutating func line(_ to: Point, mayBeLeftOut: Bool) {
    let (newX, newY) = rounded(to)
    let (dx, dy) = (newX - x, newY - y)
    (x, y) = (newX, newY)
    if dx == 0, dy == 0, mayBeLeftOut { return }
    hasDrawn = true
    if dy == 0 {
      write("h", [dx])
    } else if dx == 0 {
      write("v", [dy])
    } else {
      write("l", [dx, dy])
    }
  }

  private mutating func curve(_ first: Point, _ second: Point, _ end: Point) {
    let (a, b, c) = (rounded(first), rounded(second), rounded(end))
    write("c", [a.x - x, a.y - y, b.x - x, b.y - y, c.x - x, c.y - y])
    (x, y) = c
    hasDrawn = true
  }

  private func rounded(_ point: Point) -> (x: Int, y: Int) {
    (Hundredths.rounded(point.x), Hundredths.rounded(point.y))
  }

  private mutating func write(_ letter: Unicode.Scalar, _ numbers: [Int]) {
    let byte = UInt8(ascii: letter)
    var isFirst = command != byte || letter == "z"
    if isFirst { bytes.append(byte) }
    command = byte
    for number in numbers {
      var text: [UInt8] = []
      Hundredths.append(number, to: &text)
      let startsItself =
        text[0] == UInt8(ascii: "-") || (text[0] == UInt8(ascii: ".") && lastHadPoint)
      if !isFirst, !startsItself { bytes.append(UInt8(ascii: " ")) }
      lastHadPoint = !number.isMultiple(of: 100)
      bytes += text
      isFirst = false
    }
  }
}
