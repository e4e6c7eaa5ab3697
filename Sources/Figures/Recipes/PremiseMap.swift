import Plotting
import TrainingCore
import Typesetting

/// F10: the catalogue at a glance, a column for each premise and a tile for each case.
struct PremiseMap: FigureRecipe {
  init() {}
  var name: String { "premise-map" }
  var summary: String { "all cases by premise and verdict, with their gaps" }
  var position: Int { 61 }
  var needsEveryCase: Bool { true }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    try figure(of: evidence.cases, subtitle: Self.subtitle(evidence))
  }

  /// The map of any results.
  func figure(
    of cases: [CaseResult], subtitle: Label
  ) throws(Unavailable) -> Figure {
    let columns = Self.columns(cases)
    guard columns.contains(where: { !$0.tiles.isEmpty }) else {
      throw Unavailable("no case of the catalogue was asked for")
    }
    let tallest = Double(columns.map(\.tiles.count).max() ?? 0)
    let used = TileVerdict.allCases.filter { verdict in
      columns.contains { $0.tiles.contains { $0.verdict == verdict } }
    }
    return Figure(
      title: Self.title(columns), subtitle: subtitle,
      note: "Titles stand in the catalogue.",
      description: Self.description(columns),
      panels: [Panel(x: Axis(), y: Axis(), frame: .none, marks: [PremiseTiles(columns: columns)])],
      legend: used.map { LegendEntry(.swatch($0.fill), $0.words) },
      size: Size(width: 680, height: max(240, 190 + 22 * tallest)))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    guard !evidence.cases.isEmpty else {
      throw Unavailable("no case of the catalogue was asked for")
    }
    let rows = evidence.cases.map { result -> [String] in
      let gap = (try? result.outcome.get())?.comparison.relativeDifference
      return [
        result.id, result.premise, result.title, Self.word(TileVerdict(result)),
        gap.map(\.description) ?? "",
      ]
    }
    return FigureData(header: ["case", "premise", "title", "verdict", "relative gap"], rows: rows)
  }

  private static func subtitle(_ evidence: Evidence) -> Label {
    guard let note = evidence.casesNote else { return Captions.data(evidence.problem) }
    return Captions.list([Captions.data(evidence.problem), Label(verbatim: note)])
  }

  private static func word(_ verdict: TileVerdict) -> String {
    switch verdict {
    case .holds: "equal"
    case .factor: "multiple"
    case .differs: "different"
    case .open: "cannot be told apart"
    case .missing: "not measured"
    }
  }

  private static func columns(_ cases: [CaseResult]) -> [PremiseTiles.Column] {
    Premise.all.map { premise in
      let own = cases.filter { $0.premise == premise.id }.sorted { $0.id < $1.id }
      return PremiseTiles.Column(
        id: premise.id, name: premise.name,
        tiles: own.map { result in
          let measured = try? result.outcome.get()
          let gap = measured?.comparison.relativeDifference
          return PremiseTiles.Tile(
            id: result.id, title: result.title, verdict: TileVerdict(result), gap: gap)
        })
    }
  }

  private static func count(_ columns: [PremiseTiles.Column], _ verdict: TileVerdict) -> Int {
    columns.flatMap(\.tiles).count { $0.verdict == verdict }
  }

  private static func title(_ columns: [PremiseTiles.Column]) -> Label {
    let all = columns.reduce(0) { $0 + $1.tiles.count }
    let words: [(TileVerdict, String)] = [
      (.holds, "the same"), (.factor, "a multiple"), (.differs, "different"), (.open, "open"),
      (.missing, "not measured"),
    ]
    let parts = words.compactMap { verdict, word in
      let count = count(columns, verdict)
      return count > 0 ? "\(count) \(word)" : nil
    }
    return Label(
      verbatim: "Of \(all == 1 ? "1 case" : "\(all) cases"): \(parts.joined(separator: ", "))")
  }

  private static func description(_ columns: [PremiseTiles.Column]) -> String {
    let columnsWithTiles = columns.filter { !$0.tiles.isEmpty }
    let parts = columnsWithTiles.map { column in
      let verdicts = TileVerdict.allCases.compactMap { verdict -> String? in
        let count = column.tiles.count { $0.verdict == verdict }
        return count > 0 ? "\(count) \(word(verdict))" : nil
      }
      return "\(column.id), \(column.name): \(verdicts.joined(separator: ", "))"
    }
    let largest = columns.flatMap(\.tiles).filter { $0.verdict == .differs }
      .compactMap { tile in tile.gap.map { (tile.id, $0) } }.max { $0.1 < $1.1 }
    let end = largest.map {
      " The largest relative gap is \(NumberText.short($0.1, digits: 3)), in case \($0.0)."
    }
    return
      "The cases of the catalogue as tiles in a column for each premise. "
      + parts.joined(separator: "; ") + "." + (end ?? "")
  }
}
