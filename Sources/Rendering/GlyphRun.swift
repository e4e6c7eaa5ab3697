import Typesetting

/// Glyphs in a file's units, with the text that they stand for.
struct GlyphRun {
  /// A stretch of text and the glyphs that show it, next to each other in both.
  struct Cluster: Equatable {
    var byteCount, glyphCount: Int
  }

  let text: String
  var glyphs: [(glyph: UInt32, origin: Point)]
  /// From the font's em to the file's units; its offset is of no account.
  let em: Placement
  /// In the order of the text; nil if text and glyphs cannot be matched in order.
  let clusters: [Cluster]?
  /// Whether the glyphs run against the order of the text, as from right to left.
  let isBackward: Bool

  /// The glyphs of a run whose origin is put where `place` says.
  init(_ run: TextRun, at place: Placement, typesetter: Typesetter) {
    let placed = typesetter.placedGlyphs(of: run)
    text = run.text
    glyphs = placed.map { ($0.glyph, place($0.origin)) }
    em = place.scaled(by: run.size)
    let starts = placed.map(\.cluster)
    let isForward = zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
    isBackward = !isForward
    clusters = Self.clusters(
      isForward ? starts : starts.reversed(), byteCount: run.text.utf8.count)
  }

  /// Clusters from where the glyphs' characters start, in the order of the text.
  static func clusters(_ starts: [Int], byteCount: Int) -> [Cluster]? {
    guard starts.first == 0, starts.allSatisfy({ (0..<byteCount).contains($0) }),
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    var clusters: [Cluster] = []
    var first = 0
    while first < starts.count {
      let next = starts[first...].firstIndex { $0 != starts[first] } ?? starts.count
      let end = next < starts.count ? starts[next] : byteCount
      clusters.append(Cluster(byteCount: end - starts[first], glyphCount: next - first))
      first = next
    }
    return clusters
  }
}
