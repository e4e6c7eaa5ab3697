public import Typesetting

/// A picture in which every size and place is decided: a display list of plain values.
///
/// Colours are roles until a theme resolves them, so one scene serves light and dark.
public struct Scene: Sendable, Equatable, Codable {
  /// Width and height in px (1/96 inch).
  public var size: Size
  /// What the picture shows, in one line.
  public var title: String
  /// What a reader who cannot see the picture is told: one to three sentences with the numbers.
  public var description: String
  /// In drawing order: the first is the lowest.
  public var elements: [Element]

  /// A picture that is empty unless elements are given.
  public init(size: Size, title: String, description: String, elements: [Element] = []) {
    self.size = size
    self.title = title
    self.description = description
    self.elements = elements
  }

  /// One thing to draw.
  public indirect enum Element: Sendable, Equatable, Codable {
    /// An outline in px, filled, drawn along its line, or both.
    case path(Path, fill: Paint?, stroke: Stroke?)
    /// A line of text whose origin (baseline, left end) is at `at`, turned by `angle` degrees
    /// counter-clockwise about it; with a halo of the paper's colour around the letters if wanted.
    case text(TextLine, at: Point, angle: Double, paint: Paint, halo: Bool)
    /// Elements that belong together, clipped to a rectangle if one is given.
    case group(label: String?, clip: Rect?, [Element])
    /// The same elements, which lie around (0, 0), at many places: the points of a scatter plot.
    case copies([Element], at: [Point])
    /// Cells of colour that fill a rectangle without gaps.
    case cells(ColorCells, in: Rect)
  }
}

/// A rectangular grid of colours, each one of a few paints.
public struct ColorCells: Sendable, Hashable, Codable {
  /// How many cells lie side by side and below one another.
  public let columns, rows: Int
  /// The colours, 256 at most.
  public let paints: [Paint]
  /// Positions in ``paints``, row by row from the top left; a position that ``paints`` does not have
  /// leaves its cell empty.
  public let indices: [UInt8]

  /// A grid of cells; it has no cells if the counts do not fit each other.
  public init(columns: Int, rows: Int, paints: [Paint], indices: [UInt8]) {
    let (count, overflows) = columns.multipliedReportingOverflow(by: rows)
    let fits = columns > 0 && rows > 0 && !overflows && indices.count == count
    self.columns = fits ? columns : 0
    self.rows = fits ? rows : 0
    self.paints = Array(paints.prefix(256))
    self.indices = fits ? indices : []
  }
}

/// A colour role with an opacity.
public struct Paint: Sendable, Hashable, Codable {
  /// What the colour is for.
  public var role: ColorRole
  /// From 0 (nothing) to 1 (opaque).
  public var opacity: Double
  /// A role's colour, opaque unless told otherwise.
  public init(_ role: ColorRole, opacity: Double = 1) {
    self.role = role
    self.opacity = opacity
  }
}

/// How the line of an outline is drawn.
public struct Stroke: Sendable, Hashable, Codable {
  /// How the ends of a line look.
  public enum Cap: String, Sendable, Hashable, Codable { case butt, round }
  /// The colour of the line.
  public var paint: Paint
  /// In px, half of it on either side of the outline.
  public var width: Double
  /// Lengths of dashes and gaps in px; empty for a solid line.
  public var dash: [Double]
  /// Ends of lines; joins are round with round caps and mitred with butt caps.
  public var cap: Cap
  /// A solid line with round ends unless told otherwise.
  public init(_ paint: Paint, width: Double, dash: [Double] = [], cap: Cap = .round) {
    self.paint = paint
    self.width = width
    self.dash = dash
    self.cap = cap
  }
}

/// What a colour is for; a theme knows which colour that is.
public enum ColorRole: Sendable, Hashable, Codable {
  /// The page; letters and data; letters that stand back; lines of axes; lines of grids.
  case paper, ink, muted, axis, grid
  /// The gradient of the average (blue).
  case gradientOfAverage
  /// The training path (vermilion).
  case training
  /// The average of the gradients, and sums of samples (teal).
  case averageOfGradients
  /// The wrong average (plum).
  case wrong
  /// A single sample (grey).
  case sample
  /// The other two series colours (olive-brown, violet).
  case olive, violet
  /// The role's variant with enough contrast for text.
  case text(TextRole)
  /// A pale field under overlays; 0 is the minimum's colour, 1 the maximum's.
  case field(Double)
  /// A lit surface: the field's position from 0 to 1 and the light on it from 0 (dark) to 1 (full).
  case surface(Double, light: Double)
  /// A colour of a ramp that stands by itself, such as a heat map; positions from 0 to 1.
  case ramp(Ramp, Double)

  /// A sequence of colours for numbers.
  public enum Ramp: String, Sendable, Hashable, Codable, CaseIterable {
    /// For amounts: from near the paper's colour to a strong blue.
    case sequential
    /// For signed numbers: vermilion below, the paper's colour at 0.5, blue above.
    case diverging
    /// For amounts, without red against green (Nuñez, Anderton and Renslow 2018).
    case cividis
    /// For amounts, in many hues (van der Walt and Smith 2015).
    case viridis
  }

  /// The series colours that text can have.
  public enum TextRole: String, Sendable, Hashable, Codable {
    case gradientOfAverage, training, averageOfGradients, wrong, olive, violet
  }
}
