public import Typesetting

/// Decides every size and place of a figure.
struct FigureLayout {
  /// Above and below, in px.
  static let margin = 16.0
  private static let legendGap = 8.0

  let figure: Figure
  let typesetter: Typesetter
  let asked: Size
  /// What stays free at the left and at the right, in px.
  private let side: Double
  private let width: Double
  private let columns: Int
  private let header: [(TextBlock, Paint, gap: Double)]
  private let legend: LegendRow?
  /// Below the panels: the figure's own, and what marks turn out to have to say.
  private var note: TextBlock?

  init(_ figure: Figure, size: Size, sideMargin: Double, typesetter: Typesetter) {
    self.figure = figure
    self.typesetter = typesetter
    side = sideMargin.isFinite ? sideMargin.clamped(to: 0...64) : Self.margin
    asked = Size(
      width: Self.sane(size.width, least: Figure.leastSize.width),
      height: Self.sane(size.height, least: Figure.leastSize.height))
    let width = asked.width - 2 * side
    self.width = width
    let wanted = min(max(figure.columns, 1), max(figure.panels.count, 1))
    let least = Self.sane(figure.leastPanelWidth, least: 40)
    let possible = ((width + Grid.gap) / (least + Grid.gap)).integer(in: 1...100)
    columns = Self.balanced(wanted, possible: possible)
    let title = TextBlock(
      figure.title, size: 14, face: .semibold, width: width, typesetter: typesetter)
    let subtitle = figure.subtitle.map {
      TextBlock($0, size: 11.5, width: width, typesetter: typesetter)
    }
    header = [(title, Paint(.ink), gap: 0)] + (subtitle.map { [($0, Paint(.muted), gap: 4)] } ?? [])
    legend =
      figure.legend.isEmpty
      ? nil : LegendRow(figure.legend, width: width, typesetter: typesetter)
    if let note = figure.note { self.note = block(note) }
  }

  /// The widest count of columns that fits and leaves no panel alone in a row, if there is one.
  private static func balanced(_ wanted: Int, possible: Int) -> Int {
    guard wanted > possible else { return wanted }
    return (1...possible).last { wanted.isMultiple(of: $0) } ?? 1
  }

  private static func sane(_ length: Double, least: Double) -> Double {
    length.isFinite ? length.clamped(to: least...20_000) : least
  }

  /// Title, subtitle and legend with the gap below them.
  private var headerHeight: Double {
    let height = titlesHeight + (legend.map { $0.height + Self.legendGap } ?? 0)
    return height > 0 ? height + 10 : 0
  }
  private var titlesHeight: Double { header.reduce(0) { $0 + $1.0.height + $1.gap } }
  private var hasReflowed: Bool { columns < min(figure.columns, figure.panels.count) }

  /// The picture; labels without a free place go to the legend of their panel, which needs room, so
  /// that everything is laid out once more.
  func scene() throws(PlottingError) -> Scene {
    for panel in figure.panels {
      for mark in panel.marks { try mark.check() }
    }
    var panels = figure.panelsWithSharedDomains
    var layout = self
    var result = layout.attempt(panels, leastHeight: 0)
    if !result.notes.isEmpty {
      layout.note = block(([figure.note].compactMap(\.self) + result.notes).joined())
      result = layout.attempt(panels, leastHeight: 0)
    }
    // Smaller panels would only cost more labels their places, so the picture grows instead.
    let height = result.panelHeight
    for _ in 0..<8 where result.dropped.contains(where: { !$0.isEmpty }) {
      for (index, entries) in result.dropped.enumerated() { panels[index].legend += entries }
      result = layout.attempt(panels, leastHeight: height)
    }
    return result.scene
  }

  private func block(_ note: Label) -> TextBlock {
    TextBlock(note, size: 10, width: width, typesetter: typesetter)
  }

  private struct Attempt {
    var scene: Scene
    /// Of each panel.
    var dropped: [[LegendEntry]]
    /// Inside the guides.
    var panelHeight: Double
    /// Of all marks, each once.
    var notes: [Label]
  }

  private func attempt(_ panels: [Panel], leastHeight: Double) -> Attempt {
    let plans = panels.map { PanelPlan($0, typesetter: typesetter) }
    let (measured, grid, inner) = fitted(plans, leastHeight: leastHeight)
    let top = Self.margin + headerHeight
    let origin = Point(x: side, y: top)
    let layouts = measured.enumerated().map { index, panel in
      PanelLayout(
        panel, room: grid.room(index, inner: inner, origin: origin),
        left: grid.left[grid.cells[index].column], top: grid.top[grid.cells[index].row])
    }
    let panelsHeight = panels.isEmpty ? 0 : grid.guidesHeight + Double(grid.rows) * inner.height
    let height = max(asked.height, top + panelsHeight + noteHeight + Self.margin)
    var elements = headerElements
    for layout in layouts {
      elements.append(.group(label: "panel", clip: nil, layout.elements))
    }
    elements += sharedXTitle(layouts)
    if let note {
      let noteTop = height - Self.margin - note.height
      elements += note.elements(x: side, top: noteTop, paint: Paint(.muted))
    }
    var placer = LabelPlacer(size: Size(width: asked.width, height: height), elements: elements)
    var dropped: [[LegendEntry]] = []
    for layout in layouts {
      let placed = placer.place(layout, legend: figure.legend)
      elements += placed.elements
      dropped.append(placed.dropped)
    }
    let scene = Scene(
      size: Size(width: asked.width, height: height), title: figure.title.plainText(typesetter),
      description: figure.description, elements: elements)
    var notes: [Label] = []
    for note in layouts.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
    return Attempt(scene: scene, dropped: dropped, panelHeight: inner.height, notes: notes)
  }

  private var noteHeight: Double { note.map { $0.height + 10 } ?? 0 }

  private var headerElements: [Scene.Element] {
    var top = Self.margin
    let titles = header.flatMap { block, paint, gap -> [Scene.Element] in
      top += gap
      defer { top += block.height }
      return block.elements(x: side, top: top, paint: paint)
    }
    return titles + (legend?.elements(x: side, top: top + Self.legendGap) ?? [])
  }

  /// Sizes and guides that agree with each other: guides need room, and room decides the ticks.
  private func fitted(
    _ plans: [PanelPlan], leastHeight: Double
  ) -> ([MeasuredPanel], Grid, Size) {
    var grid = Grid(spans: plans.map(\.panel.span), columns: columns)
    let plans = Self.sharingAxes(plans, in: grid)
    let available = asked.height - 2 * Self.margin - headerHeight - noteHeight
    let cellWidth = width / Double(columns)
    var inner = Size(width: max(cellWidth - 60, 40), height: max(available - 60, 60))
    var measured: [MeasuredPanel] = []
    for pass in 0..<2 {
      // Titles that wrapped only while the width was being found keep no room for it.
      if pass > 0 { grid.releaseHeights() }
      for _ in 0..<6 {
        measured = plans.enumerated().map { index, plan in
          let columns = Double(grid.cells[index].columns)
          return plan.measured(
            inner: grid.size(index, inner: inner), cellWidth: columns * cellWidth)
        }
        guard grid.reserve(measured.map(\.insets)) else { break }
        inner.width = max(grid.innerWidth(of: width), 40)
        inner.height = max(
          grid.innerHeight(of: available), leastHeight,
          self.leastHeight(plans, width: inner.width), marksHeight(plans, grid, inner))
      }
    }
    return (measured, grid, inner)
  }

  /// The plans, without the numbers and titles that a neighbour has already: beside it to the left,
  /// and below in the same column where all panels of the figure have one x axis.
  private static func sharingAxes(_ plans: [PanelPlan], in grid: Grid) -> [PanelPlan] {
    // In a single column every panel keeps its numbers, for the eye that scrolls.
    let isTable = grid.columns > 1 && plans.count > 1
    let sharesX = isTable && plans.allSatisfy { plan in plans.allSatisfy(plan.hasXAxis) }
    let sharesY = isTable && plans.allSatisfy { plan in plans.allSatisfy(plan.hasYAxis) }
    return plans.enumerated().map { index, plan in
      let cell = grid.cells[index]
      var plan = plan
      plan.sharesYAxis = zip(plans, grid.cells).prefix(index).contains { other, place in
        place.row == cell.row && place.rows == cell.rows && place.lastColumn == cell.column - 1
          && plan.hasYAxis(of: other)
      }
      plan.sharesXAxis =
        sharesX
        && grid.cells.dropFirst(index + 1).contains {
          $0.column == cell.column && $0.columns == cell.columns
        }
      plan.leavesXTitleToFigure = sharesX
      plan.leavesYTitleToFirstRow = sharesY && cell.row > 0
      return plan
    }
  }

  /// What all x axes measure, once, in the middle below the panels.
  private func sharedXTitle(_ layouts: [PanelLayout]) -> [Scene.Element] {
    let owners = layouts.filter {
      $0.measured.plan.leavesXTitleToFigure && $0.measured.xTitle != nil
    }
    guard let left = layouts.map(\.frame.x).min(), let right = layouts.map(\.frame.maxX).max(),
      let lowest = owners.max(by: { $0.bottom < $1.bottom }), let title = lowest.measured.xTitle
    else { return [] }
    return title.elements(
      x: (left + right) / 2, top: lowest.bottom - title.height, alignment: 0.5,
      paint: Paint(.muted))
  }

  /// What the marks themselves need, such as the rows of a table.
  private func marksHeight(_ plans: [PanelPlan], _ grid: Grid, _ inner: Size) -> Double {
    plans.enumerated().map { index, plan in
      let width = grid.size(index, inner: inner).width
      let heights = plan.panel.marks.map { $0.leastHeight(width: width, typesetter: typesetter) }
      return (heights.max() ?? 0) / Double(grid.cells[index].rows)
    }.max() ?? 0
  }

  /// Panels that had to leave their row, or whose titles wrapped, need height that nobody asked
  /// for.
  private func leastHeight(_ plans: [PanelPlan], width: Double) -> Double {
    // Tables, diagrams and formulas know their height themselves.
    let plans = plans.filter { plan in
      plan.panel.frame != .none
        || plan.panel.marks.allSatisfy { $0.leastHeight(width: width, typesetter: typesetter) == 0 }
    }
    guard !plans.isEmpty else { return 0 }
    guard hasReflowed else { return (0.55 * width).clamped(to: 80...180) }
    let isSquare = plans.contains { $0.panel.aspect == .equal || $0.panel.frame == .none }
    return isSquare ? 0.9 * width : max(0.55 * width, 120)
  }
}

extension [Label] {
  /// Sentences one after the other.
  fileprivate func joined() -> Label {
    Label(parts: enumerated().flatMap { ($0.offset > 0 ? [.words(" ")] : []) + $0.element.parts })
  }
}

extension Figure {
  /// The panels, with one interval on the axes that are shared and leave it to their marks.
  fileprivate var panelsWithSharedDomains: [Panel] {
    var panels = panels
    func share(_ axis: WritableKeyPath<Panel, Axis>, _ extent: (any Mark) -> ClosedRange<Double>?) {
      let free = panels.indices.filter {
        panels[$0][keyPath: axis].domain == nil && panels[$0].frame != .none
      }
      guard let first = free.first else { return }
      let kind = panels[first][keyPath: axis].kind
      let same = free.filter { panels[$0][keyPath: axis].kind == kind }
      let extents = same.flatMap { panels[$0].marks.map(extent) }
      let isOpen = axis == \.y && same.allSatisfy { panels[$0].frame == .open }
      let isFilled = same.contains { panels[$0].marks.contains(where: \.fillsFrame) }
      let domain = AxisDomain.resolved(
        Axis(kind: kind), extents: extents, isPadded: !isFilled, startsAtZero: isOpen)
      for index in same { panels[index][keyPath: axis].domain = domain }
    }
    if sharing.contains(.x) { share(\.x) { $0.xExtent } }
    if sharing.contains(.y) { share(\.y) { $0.yExtent } }
    return panels
  }
}

extension Label {
  func plainText(_ typesetter: Typesetter) -> String { typesetter.line(self, size: 10).plainText }
}

extension Figure {
  /// The least size that a figure is laid out in, in px.
  public static let leastSize = Size(width: 200, height: 120)

  /// Measures the figure and decides every place in it.
  ///
  /// Panels that would become narrower than ``leastPanelWidth`` leave their row; the picture
  /// becomes taller than asked when its panels, or wrapped titles, need the height. Labels that
  /// find no free place go to the legend, or are dropped if nothing can stand for them there.
  /// - Parameters:
  ///   - size: In px, at least ``leastSize``; nil for the figure's own.
  ///   - sideMargin: What stays free at the left and at the right, in px; little where the figure
  ///     has to align with the text around it.
  ///   - typesetter: Measures the text.
  /// - Throws: ``PlottingError`` with the mark's name if its data are infinite; NaN is a gap.
  /// - Complexity: Linear in the marks' data, but for their own algorithms.
  public func layout(
    size: Size? = nil, sideMargin: Double = 16, typesetter: Typesetter
  ) throws(PlottingError) -> Scene {
    try FigureLayout(
      self, size: size ?? self.size, sideMargin: sideMargin, typesetter: typesetter
    ).scene()
  }
}
