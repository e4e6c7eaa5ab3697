public import Typesetting

/// Boxes with labels at the places of a grid, sized by their texts.
///
/// They lie in the grid's own coordinates, whatever the panel's axes are. Rows are equally high;
/// columns are as wide as their texts, and what is left stands between them. Use a panel with the
/// frame ``Panel/Frame/none``, or ``Panel/diagram(_:ribbons:title:)``.
public struct DiagramBoxes: Mark {
  /// One box.
  public struct Item: Sendable {
    /// By which ribbons find the box.
    public var id: String
    /// Where its middle stands, counted from the left and from the top; need not be whole.
    public var column, row: Double
    /// How many rows it is high, at least 0.5; nil for the height of its texts.
    public var span: Double?
    /// What it says, words or mathematics.
    public var label: Label
    /// Below the label in muted letters; nil for none.
    public var caption: Label?
    /// The colour of outline and ground.
    public var paint: Paint

    /// A box in grey without a caption unless told otherwise.
    public init(
      _ id: String, column: Double, row: Double, span: Double? = nil, label: Label,
      caption: Label? = nil, paint: Paint = Paint(.sample)
    ) {
      self.id = id
      self.column = column
      self.row = row
      self.span = span
      self.label = label
      self.caption = caption
      self.paint = paint
    }
  }

  /// In drawing order.
  public var items: [Item]

  /// The given boxes.
  public init(_ items: [Item]) { self.items = items }

  /// Refuses places that are no numbers, and boxes of one column that are closer than half a row or
  /// than their spans.
  public func check() throws(PlottingError) {
    for item in items where !item.hasPlace {
      throw PlottingError(
        mark: name, "box \"\(item.id)\" has no place; give it a column and a row up to 1000")
    }
    for (index, item) in items.enumerated() {
      for other in items[..<index]
      where item.column == other.column
        && abs(item.row - other.row) < (item.reach + other.reach) / 2
      {
        throw PlottingError(
          mark: name, "boxes \"\(other.id)\" and \"\(item.id)\" overlap; move one of them")
      }
    }
  }

  /// Rounded boxes, each with its texts inside.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let plan = DiagramPlan(items, in: context.frame, context.typesetter)
    let elements = zip(items, plan.boxes).flatMap { item, box -> [Scene.Element] in
      let path = Path.roundedRectangle(box.rect, radius: 5)
      let tint = Paint(item.paint.role, opacity: 0.12 * item.paint.opacity)
      return [
        .path(path, fill: Paint(.paper), stroke: nil),
        .path(path, fill: tint, stroke: Stroke(item.paint, width: 1.25)),
      ] + box.texts
    }
    return elements.isEmpty ? [] : [.group(label: "boxes", clip: nil, elements)]
  }

  /// All of every box.
  public func occupied(in context: PanelContext) -> [Point] {
    DiagramPlan(items, in: context.frame, context.typesetter).boxes.flatMap {
      CornerPlaces.points(in: $0.rect)
    }
  }

  /// That some texts had no room, if that is so.
  public func notes(in context: PanelContext) -> [Label] {
    DiagramPlan(items, in: context.frame, context.typesetter).hasAllLabels
      ? [] : ["Some boxes are too narrow here for what they say."]
  }

  /// The rows of the grid at the height of the tallest text.
  public func leastHeight(width: Double, typesetter: Typesetter) -> Double {
    DiagramPlan.leastHeight(items, typesetter)
  }
}

extension DiagramBoxes.Item {
  /// How many rows it keeps for itself at least.
  var reach: Double { max(span ?? 0.5, 0.5) }
  var hasPlace: Bool { [column, row, span ?? 1].allSatisfy { abs($0) <= 1000 } }
}

extension Panel {
  /// A panel that shows boxes with ribbons between them and nothing else.
  public static func diagram(
    _ boxes: DiagramBoxes, ribbons: [Ribbons.Flow] = [], title: Label? = nil
  ) -> Panel {
    Panel(
      title: title, x: Axis(), y: Axis(), frame: .none,
      marks: [Ribbons(ribbons, between: boxes), boxes])
  }
}

extension Path {
  /// A rectangle whose corners are quarters of circles.
  static func roundedRectangle(_ rect: Rect, radius: Double) -> Path {
    let r = max(0, min(radius, rect.width / 2, rect.height / 2))
    let k = 0.4477152502 * r
    func at(_ x: Double, _ y: Double) -> Point { Point(x: x, y: y) }
    let (left, top, right, bottom) = (rect.x, rect.y, rect.maxX, rect.maxY)
    return Path([
      .move(at(left + r, top)), .line(at(right - r, top)),
      .curve(at(right - k, top), at(right, top + k), at(right, top + r)),
      .line(at(right, bottom - r)),
      .curve(at(right, bottom - k), at(right - k, bottom), at(right - r, bottom)),
      .line(at(left + r, bottom)),
      .curve(at(left + k, bottom), at(left, bottom - k), at(left, bottom - r)),
      .line(at(left, top + r)), .curve(at(left, top + k), at(left + k, top), at(left + r, top)),
      .close,
    ])
  }
}
