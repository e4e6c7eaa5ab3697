import Typesetting

/// How many points lie in each of many small cells of a panel's frame.
struct PointCounts {
  /// How many cells lie side by side and below one another.
  let columns, rows: Int
  /// What the cells fill, in px.
  let frame: Rect
  /// Row by row from the top left.
  private(set) var counts: [UInt32]
  /// How many points have a place outside the frame, and how many have coordinates that are numbers.
  private(set) var outside = 0
  private(set) var finite = 0

  /// - Parameter cell: The cells' wanted size in px, at least 1; they are stretched to fill the frame.
  /// - Complexity: O(n), a few ns for each point on linear axes.
  init(_ points: [Position], in context: PanelContext, cell: Double) {
    let size = cell.isFinite ? max(cell, 1) : 3
    frame = context.frame
    columns = (frame.width / size).rounded().integer(in: 1...4000)
    rows = (frame.height / size).rounded().integer(in: 1...4000)
    counts = [UInt32](repeating: 0, count: columns * rows)
    if context.x.isAffine, context.y.isAffine {
      countAffine(points, context)
    } else {
      count(points, context)
    }
  }

  /// A scale to places in units of cells: `factor * value + shift`.
  private struct Affine {
    var factor, shift: Double
    init(_ scale: Scale, origin: Double, cell: Double) {
      let low = scale.domain.lowerBound
      factor = scale.slope(at: low) / cell
      shift = (scale.start - origin) / cell - factor * low
    }
    var isFinite: Bool { factor.isFinite && shift.isFinite }
  }

  private mutating func countAffine(_ points: [Position], _ context: PanelContext) {
    let x = Affine(context.x, origin: frame.x, cell: frame.width / Double(columns))
    let y = Affine(context.y, origin: frame.y, cell: frame.height / Double(rows))
    guard x.isFinite, y.isFinite else { return count(points, context) }
    let (columns, rows) = (columns, rows)
    let (width, height) = (Double(columns), Double(rows))
    var (outside, finite) = (0, 0)
    for point in points {
      let u = x.factor * point.x + x.shift
      let v = y.factor * point.y + y.shift
      if u >= 0, u <= width, v >= 0, v <= height {
        // A point on the far edge belongs to the last cell.
        let index = min(Int(v), rows - 1) &* columns &+ min(Int(u), columns - 1)
        counts[index] &+= 1
        finite &+= 1
      } else if point.isFinite {
        outside &+= 1
        finite &+= 1
      }
    }
    (self.outside, self.finite) = (outside, finite)
  }

  private mutating func count(_ points: [Position], _ context: PanelContext) {
    let across = Double(columns) / frame.width
    let down = Double(rows) / frame.height
    for point in points where point.isFinite {
      finite += 1
      let u = (context.x(point.x) - frame.x) * across
      let v = (context.y(point.y) - frame.y) * down
      guard u >= 0, u <= Double(columns), v >= 0, v <= Double(rows) else {
        outside += 1
        continue
      }
      counts[min(Int(v), rows - 1) * columns + min(Int(u), columns - 1)] += 1
    }
  }

  /// The most points in a cell.
  var most: Int { Int(counts.max() ?? 0) }

  /// The middle of a cell in px.
  func center(_ index: Int) -> Point {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    return Point(
      x: frame.x + (Double(column) + 0.5) * frame.width / Double(columns),
      y: frame.y + (Double(row) + 0.5) * frame.height / Double(rows))
  }

  /// The middles of all cells with points in them.
  var occupied: [Point] { counts.indices.filter { counts[$0] > 0 }.map(center) }

  /// How many colours stand for counts.
  static let steps = 32
  /// Where on the ramp a cell with a single point is: far enough from its start to be seen on paper.
  static let faintest = 0.22

  /// Which colour stands for a count, by its logarithm: 0 for one point, the last for the most.
  static func step(of count: Int, most: Int) -> Int {
    guard count > 1, most > 1 else { return count > 0 && most <= 1 ? steps - 1 : 0 }
    let part = naturalLogarithm(Double(count)) / naturalLogarithm(Double(most))
    return (part * Double(steps - 1)).rounded().integer(in: 0...(steps - 1))
  }

  /// The counts as colours; cells without points are empty.
  var cells: ColorCells {
    let most = most
    let paints = (0..<Self.steps).map { step in
      let part = Double(step) / Double(Self.steps - 1)
      return Paint(.ramp(.sequential, Self.faintest + (1 - Self.faintest) * part))
    }
    let known = (0...min(most, 4095)).map { UInt8(Self.step(of: $0, most: most)) }
    let indices = counts.map { count -> UInt8 in
      guard count > 0 else { return 255 }
      let count = Int(count)
      return count < known.count ? known[count] : UInt8(Self.step(of: count, most: most))
    }
    return ColorCells(columns: columns, rows: rows, paints: paints, indices: indices)
  }
}
