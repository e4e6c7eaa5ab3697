import Plotting
import Typesetting

/// A symbol drawn once at sixteen places within a pixel, to be laid down at many places.
///
/// Drawing a disc costs cairo five microseconds, laying down its picture a tenth of one. A place
/// is rounded to the next quarter of a pixel, so a copy is off by an eighth of one at most.
struct StampSheet {
  /// How many places within a pixel there are in each direction.
  static let phases = 4
  /// Fewer copies than these are drawn as they are.
  static let fewestCopies = 200
  /// Symbols with more pixels a side than these are drawn as they are.
  static let greatestSide = 128

  /// The size of each picture in pixels, and where it lies from the pixel with the symbol's origin.
  let width, height, left, top: Int
  /// The pictures one after the other, rows of places from the upper left.
  private var pixels: [UInt32] = []
  /// The columns of each row that are not transparent.
  private var spans: [Range<Int>] = []

  /// A sheet for symbols with the given bounds in pixels, or nil if they are too large.
  init?(bounds: Rect) {
    guard bounds.width.magnitude < 1000, bounds.height.magnitude < 1000,
      bounds.x.magnitude < 1e6, bounds.y.magnitude < 1e6
    else { return nil }
    // One pixel of room on each side for the smoothed edges and for the places within the pixel.
    left = Int(bounds.x.rounded(.down)) - 1
    top = Int(bounds.y.rounded(.down)) - 1
    width = Int(bounds.maxX.rounded(.up)) + 2 - left
    height = Int(bounds.maxY.rounded(.up)) + 2 - top
    guard max(width, height) <= Self.greatestSide else { return nil }
  }

  /// Where the symbol's origin lies within each picture, in the order in which they are added.
  var origins: [Point] {
    (0..<(Self.phases * Self.phases)).map { index in
      Point(
        x: Double(-left) + Double(index % Self.phases) / Double(Self.phases),
        y: Double(-top) + Double(index / Self.phases) / Double(Self.phases))
    }
  }

  /// Adds the next picture.
  mutating func add(_ picture: Pixels) {
    pixels += picture.colors
    for row in 0..<height {
      let colors = picture.colors[(row * width)..<((row + 1) * width)]
      let first = colors.firstIndex { $0 != 0 } ?? colors.startIndex
      let end = colors.lastIndex { $0 != 0 }.map { $0 + 1 } ?? first
      spans.append((first - colors.startIndex)..<(end - colors.startIndex))
    }
  }

  /// Lays the symbol down at each place, one after the other.
  /// - Parameters:
  ///   - places: In pixels, all finite and within an integer's reach.
  ///   - area: What may be changed.
  func stamp(at places: [Point], on grid: PixelGrid, within area: PixelGrid.Area) {
    let steps = Double(Self.phases)
    unsafe pixels.withUnsafeBufferPointer { pixels in
      for place in places {
        let x = Int((place.x * steps).rounded())
        let y = Int((place.y * steps).rounded())
        // Phases are a power of two, so these are floor and remainder for negative numbers too.
        let (column, row) = (x >> 2 + left, y >> 2 + top)
        let rows = (row..<(row + height)).clamped(to: area.rows)
        let picture = (y & 3) * Self.phases + x & 3
        for line in rows {
          let index = picture * height + line - row
          let span = spans[index]
          let first = max(column + span.lowerBound, area.columns.lowerBound)
          let end = min(column + span.upperBound, area.columns.upperBound)
          guard first < end else { continue }
          let start = index * width + first - column
          unsafe grid.blend(
            UnsafeBufferPointer(rebasing: pixels[start..<(start + end - first)]), at: first, line)
        }
      }
    }
  }
}
