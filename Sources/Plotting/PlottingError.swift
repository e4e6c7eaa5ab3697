/// Why a figure cannot be laid out.
public struct PlottingError: Error, Equatable, CustomStringConvertible {
  /// What is wrong and what to do, in one line that begins with the mark's name.
  public var description: String

  /// An error about a mark.
  public init(mark: String, _ reason: String) { description = "\(mark): \(reason)" }

  /// An infinite value, which no axis has a place for.
  static func infinite(_ value: String, at place: String, mark: String) -> PlottingError {
    PlottingError(
      mark: mark, "infinite value \(value) at \(place); leave it out, or make it NaN for a gap")
  }
}

extension Mark {
  /// Refuses infinite coordinates; NaN makes a gap and may stand.
  /// - Throws: ``PlottingError`` with the mark's name and the first such place.
  public func checkPositions(_ positions: some Sequence<Position>) throws(PlottingError) {
    for (index, place) in positions.enumerated() where place.x.isInfinite || place.y.isInfinite {
      throw .infinite("(\(place.x), \(place.y))", at: "index \(index)", mark: name)
    }
  }

  /// The same for single numbers.
  /// - Throws: ``PlottingError`` with the mark's name and the first infinite value.
  public func checkValues(_ values: some Sequence<Double>) throws(PlottingError) {
    for (index, value) in values.enumerated() where value.isInfinite {
      throw .infinite("\(value)", at: "index \(index)", mark: name)
    }
  }

  /// The same for a field.
  /// - Throws: ``PlottingError`` with the mark's name and the first infinite value's cell.
  public func checkField(_ field: ScalarField) throws(PlottingError) {
    guard field.values.containsInfinite, let index = field.values.firstIndex(where: \.isInfinite)
    else { return }
    let (row, column) = index.quotientAndRemainder(dividingBy: field.columns)
    throw .infinite(
      "\(field.values[index])", at: "column \(column), row \(row) of the field", mark: name)
  }
}

extension [Double] {
  /// Whether an element is infinite, by a loop without branches: fields have a great many elements,
  /// of which hardly ever one is.
  fileprivate var containsInfinite: Bool {
    var count = 0
    for value in self {
      count &+= value.bitPattern & 0x7fff_ffff_ffff_ffff == 0x7ff0_0000_0000_0000 ? 1 : 0
    }
    return count > 0
  }
}
