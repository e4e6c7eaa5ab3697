import Typesetting

extension PanelContext {
  /// Tells how many points a logarithmic axis has no place for; nothing if it is none.
  func noteOnUnplaced(_ positions: [Position]) -> [Label] {
    guard x.kind == .log || y.kind == .log else { return [] }
    let count = positions.count { $0.isFinite && !point($0.x, $0.y).isFinite }
    guard count > 0 else { return [] }
    return [
      Label(
        verbatim: count == 1
          ? "1 point is not positive and has no place on the logarithmic axis."
          : "\(count.grouped) points are not positive and have no place on the logarithmic axis.")
    ]
  }
}
