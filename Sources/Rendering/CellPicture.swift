import Plotting
import Typesetting

/// The colours of a grid of cells.
struct CellPicture {
  /// The cells as a picture with one pixel for each.
  let pixels: Pixels

  /// - Parameter color: What colour a role has.
  init(_ cells: ColorCells, color: (ColorRole) -> RGB) throws(RenderingError) {
    var colors = [UInt32](repeating: 0, count: 256)
    for (index, paint) in cells.paints.enumerated() {
      try CoordinateGate.check(paint)
      let rgb = color(paint.role)
      colors[index] = UInt32((rgb.red, rgb.green, rgb.blue), opacity: paint.opacity)
    }
    pixels = Pixels(
      width: cells.columns, height: cells.rows, colors: cells.indices.map { colors[Int($0)] })
  }

  /// Lays the cells over a drawing: each pixel has the colour of the cell in which its middle lies,
  /// so neighbours meet without a seam and edges are crisp.
  /// - Parameter rect: Where the cells lie, in pixels.
  func paint(on grid: PixelGrid, in rect: Rect, within area: PixelGrid.Area) {
    let columns = Self.middles(from: rect.x, to: rect.maxX).clamped(to: area.columns)
    let rows = Self.middles(from: rect.y, to: rect.maxY).clamped(to: area.rows)
    guard !columns.isEmpty, !rows.isEmpty else { return }
    let sources = columns.map { Self.cell($0, from: rect.x, rect.width, of: pixels.width) }
    var line = [UInt32](repeating: 0, count: columns.count)
    var last: Int?
    for row in rows {
      let source = Self.cell(row, from: rect.y, rect.height, of: pixels.height)
      if source != last {
        for index in line.indices {
          line[index] = pixels.colors[source * pixels.width + sources[index]]
        }
        last = source
      }
      unsafe line.withUnsafeBufferPointer { unsafe grid.blend($0, at: columns.lowerBound, row) }
    }
  }

  /// The pixels whose middles lie between two edges.
  private static func middles(from start: Double, to end: Double) -> Range<Int> {
    let first = Int((start - 0.5).rounded(.up))
    return first..<max(first, Int((end - 0.5).rounded(.up)))
  }

  private static func cell(
    _ pixel: Int, from start: Double, _ length: Double, of count: Int
  ) -> Int {
    let position = (Double(pixel) + 0.5 - start) / length * Double(count)
    return min(max(0, Int(position)), count - 1)
  }
}
