import Plotting
import Typesetting

/// Writes path data in relative hundredths, so that rounding errors do not add up: every delta is
/// the difference of two rounded places.
struct RelativePathData {
  /// A place in hundredths.
  struct Place: Equatable { var x, y: Int }

  private(set) var bytes: [UInt8] = []
  private var pen = Place(x: 0, y: 0)
  private var start = Place(x: 0, y: 0)
  private var command: UInt8 = 0
  private var lastHadPoint = false
  /// Whether no number stands behind the letter yet, so that none needs to be kept apart.
  private var isFresh = false
  /// Whether the subpath at hand has drawn something, so that standing still may be left out.
  private var hasDrawn = false

  /// Data without a piece.
  init() {}

  /// The data of a path.
  init(_ path: Path) {
    bytes.reserveCapacity(12 * path.segments.count)
    append(path)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ path: Path) {
    for (index, segment) in path.segments.enumerated() {
      switch segment {
      case .move(let to): move(Self.rounded(to))
      case .line(let to):
        let isLast = index + 1 == path.segments.count
        line(Self.rounded(to), mayBeLeftOut: hasDrawn || !isLast)
      case .curve(let first, let second, let end):
        curve(Self.rounded(first), Self.rounded(second), Self.rounded(end))
      case .close: close()
      }
    }
  }

  mutating func move(_ to: Place) {
    if bytes.isEmpty {
      letter("M")
      numbers(to)
    } else {
      letter("m")
      numbers(Place(x: to.x - pen.x, y: to.y - pen.y))
    }
    pen = to
    start = to
    hasDrawn = false
    // A second pair of numbers after a move would be a line: the letter must be written again.
    command = 0
  }

  mutating func line(_ to: Place, mayBeLeftOut: Bool) {
    let (dx, dy) = (to.x - pen.x, to.y - pen.y)
    pen = to
    if dx == 0, dy == 0, mayBeLeftOut { return }
    hasDrawn = true
    if dy == 0 {
      letter("h")
      number(dx)
    } else if dx == 0 {
      letter("v")
      number(dy)
    } else {
      letter("l")
      numbers(Place(x: dx, y: dy))
    }
  }

  /// A line without length, of which round ends make a disc.
  mutating func dot(_ center: Point) {
    move(Self.rounded(center))
    letter("h")
    number(0)
  }

  mutating func curve(_ first: Place, _ second: Place, _ end: Place) {
    letter("c")
    for place in [first, second, end] { numbers(Place(x: place.x - pen.x, y: place.y - pen.y)) }
    pen = end
    hasDrawn = true
  }

  mutating func close() {
    command = 0
    letter("z")
    pen = start
    hasDrawn = true
  }

  private static func rounded(_ point: Point) -> Place {
    Place(x: Hundredths.rounded(point.x), y: Hundredths.rounded(point.y))
  }

  /// Writes a command's letter unless it is still the last one's.
  private mutating func letter(_ letter: Unicode.Scalar) {
    let byte = UInt8(ascii: letter)
    isFresh = command != byte
    if isFresh { bytes.append(byte) }
    command = byte
  }

  private mutating func numbers(_ place: Place) {
    number(place.x)
    number(place.y)
  }

  private mutating func number(_ number: Int) {
    let beginsWithPoint = (1...99).contains(number)
    if !isFresh, number >= 0, !(beginsWithPoint && lastHadPoint) {
      bytes.append(UInt8(ascii: " "))
    }
    Hundredths.append(number, to: &bytes)
    lastHadPoint = !number.isMultiple(of: 100)
    isFresh = false
  }
}
