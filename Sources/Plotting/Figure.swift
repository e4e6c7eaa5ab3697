public import Typesetting

/// A figure as a value: what it says and what it shows, nothing measured yet.
public struct Figure: Sendable {
  /// The finding, as one sentence.
  public var title: Label
  /// What is shown: units, number of samples, seed; muted under the title. Nil for none.
  public var subtitle: Label?
  /// A remark below the panels, for example on what was left out; nil for none.
  public var note: Label?
  /// What a reader who cannot see the figure is told: one to three sentences with the numbers.
  public var description: String
  /// In reading order: a row is filled before the next begins.
  public var panels: [Panel]
  /// How many cells stand side by side, where the width allows it.
  public var columns: Int
  /// Series of all panels that have no direct label; shown as a row above the panels.
  public var legend: [LegendEntry]
  /// The design size in px; ``Figure/layout(size:sideMargin:typesetter:)`` may be given another.
  public var size: Size
  /// The least width in px of a panel that still stands beside another.
  public var leastPanelWidth: Double
  /// Which axes show the same interval in all panels that leave it to their marks.
  public var sharing: Sharing

  /// Which axes of all panels show one interval, wide enough for every panel's marks.
  public struct Sharing: OptionSet, Sendable, Hashable {
    /// One bit an axis.
    public var rawValue: Int
    /// Axes by their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The horizontal axes.
    public static let x = Sharing(rawValue: 1)
    /// The vertical axes.
    public static let y = Sharing(rawValue: 2)
  }

  /// A figure in one column, 680 by 440 px, unless told otherwise.
  public init(
    title: Label, subtitle: Label? = nil, note: Label? = nil, description: String,
    panels: [Panel], columns: Int = 1, legend: [LegendEntry] = [],
    size: Size = Size(width: 680, height: 440),
    leastPanelWidth: Double = 220, sharing: Sharing = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.note = note
    self.description = description
    self.panels = panels
    self.columns = columns
    self.legend = legend
    self.size = size
    self.leastPanelWidth = leastPanelWidth
    self.sharing = sharing
  }
}

/// One coordinate system with the marks in it.
public struct Panel: Sendable {
  /// What the panel shows, in semibold above it; nil for no title.
  public var title: Label?
  /// The horizontal and the vertical axis.
  public var x, y: Axis
  /// Whether one data unit is equally long on both axes.
  public var aspect: Aspect
  /// What surrounds the marks.
  public var frame: Frame
  /// In drawing order: the first is the lowest.
  public var marks: [any Mark]
  /// Drawn to the right of the panel; nil for none.
  public var colorBar: ColorBar?
  /// Series that have no direct label; shown as a row above the panel.
  public var legend: [LegendEntry]
  /// How many cells of the figure's grid the panel takes.
  public var span: Span

  /// A number of columns and rows of the figure's grid, 1 at least; where the grid has fewer
  /// columns, rows shrink in proportion.
  public struct Span: Sendable, Hashable {
    /// How many cells wide and high the panel is.
    public var columns, rows: Int
    /// One cell unless told otherwise; what is less than 1 counts as 1.
    public init(columns: Int = 1, rows: Int = 1) {
      self.columns = max(1, columns)
      self.rows = max(1, rows)
    }
  }

  /// What stands around the marks in place of what the frame brings; nil for that.
  public var guides: Guides?

  /// Whether one data unit is equally long on both axes (linear ones only).
  public enum Aspect: Sendable, Hashable { case free, equal }
  /// What surrounds the marks.
  public enum Frame: Sendable, Hashable {
    /// A base line and a horizontal grid: for lines and points.
    case open
    /// A full box and no grid: for fields and vectors.
    case box
    /// Nothing: the marks bring all they need (surfaces in three dimensions, diagrams).
    case none
  }

  /// A panel of one cell in an open frame, without title and legend, unless told otherwise.
  public init(
    title: Label? = nil, x: Axis, y: Axis, aspect: Aspect = .free, frame: Frame = .open,
    marks: [any Mark], colorBar: ColorBar? = nil, legend: [LegendEntry] = [],
    span: Span = Span(), guides: Guides? = nil
  ) {
    self.guides = guides
    self.title = title
    self.x = x
    self.y = y
    self.aspect = aspect
    self.frame = frame
    self.marks = marks
    self.colorBar = colorBar
    self.legend = legend
    self.span = span
  }
}

/// What one axis shows.
public struct Axis: Sendable {
  /// How numbers become lengths.
  public enum Kind: Sendable, Hashable {
    /// In proportion.
    case linear
    /// By their logarithms; what is not positive has no place.
    case log
    /// By their inverse hyperbolic sines: linear around zero, logarithmic far from it on both sides.
    ///
    /// The width, a positive number in data units, is where the one goes over into the other.
    case asinh(width: Double)
    /// Categories at the places 0, 1, 2 ..., each with its name, in a band one unit wide.
    case band([Label])
  }
  /// The axis's title: what the numbers are; nil for none.
  public var label: Label?
  /// How numbers become lengths; linear unless told otherwise.
  public var kind: Kind
  /// The shown interval; nil for the marks' own extent with 5 % padding, which in an open frame
  /// does not carry a y axis of positive values below 0.
  public var domain: ClosedRange<Double>?
  /// Which ticks there are.
  public var ticks: TickChoice

  /// Which ticks an axis has.
  public enum TickChoice: Sendable, Hashable {
    /// As many round numbers as can be read.
    case automatic
    /// None, for an axis whose numbers mean nothing.
    case none
  }

  /// A linear axis that fits itself to the marks unless told otherwise.
  public init(
    _ label: Label? = nil, kind: Kind = .linear, domain: ClosedRange<Double>? = nil,
    ticks: TickChoice = .automatic
  ) {
    self.label = label
    self.kind = kind
    self.domain = domain
    self.ticks = ticks
  }
}

/// One sample of a legend row.
public struct LegendEntry: Sendable {
  /// What the sample looks like.
  public enum Symbol: Sendable { case dot(Paint), ring(Paint), line(Stroke), swatch(Paint) }
  /// The sample itself.
  public var symbol: Symbol
  /// What the sample stands for.
  public var label: Label
  /// A sample and what it stands for.
  public init(_ symbol: Symbol, _ label: Label) {
    self.symbol = symbol
    self.label = label
  }
}
