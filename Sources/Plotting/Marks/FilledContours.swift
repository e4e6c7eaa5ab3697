import Typesetting

/// A field as bands between levels.
///
/// Every band is painted over the lower ones, from the lowest on, so that no seam shows between
/// neighbours. What is below the first or above the last level belongs to the outermost bands.
public struct FilledContours: Mark {
  /// The values on their grid.
  public var field: ScalarField
  /// Ascending; there is one band fewer than levels.
  public var levels: [Double]

  /// Bands between the finite ones of the levels.
  public init(_ field: ScalarField, levels: [Double]) {
    self.field = field
    self.levels = levels.filter(\.isFinite)
  }

  /// From the first to the last column of the grid.
  public var xExtent: ClosedRange<Double>? { field.xExtent }
  /// From the first to the last row.
  public var yExtent: ClosedRange<Double>? { field.yExtent }

  /// Refuses infinite values.
  public func check() throws(PlottingError) { try checkField(field) }

  /// The bands reach to the frame.
  public var fillsFrame: Bool { true }

  /// Where on the ramp of the field's colours a band stands, from 0 to 1.
  static func position(ofBand band: Int, of bands: Int) -> Double {
    bands > 1 ? Double(band) / Double(bands - 1) : 0
  }

  /// One path a band, from the lowest band on; nothing for fewer than two levels.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let bands = levels.count - 1
    guard bands >= 1, !field.isEmpty else { return [] }
    var tracer = Superlevel.tracer(of: field)
    let elements = (0..<bands).compactMap { band -> Scene.Element? in
      let level = band == 0 ? -Double.greatestFiniteMagnitude : levels[band]
      let segments = Superlevel(&tracer, level: level).rings.flatMap { ring in
        // The lines between bands hide what a tenth of a px would show.
        Path.polyline(simplified(ring.compactMap(context.place), tolerance: 0.1), closed: true)
          .segments
      }
      let paint = Paint(.field(Self.position(ofBand: band, of: bands)))
      return segments.isEmpty ? nil : .path(Path(segments), fill: paint, stroke: nil)
    }
    return context.clipped("field", elements)
  }
}
