/// Numeric columns by name, all of one length, and where they came from.
public struct Dataset: Sendable, Equatable {
  /// A name and one value for each sample.
  public struct Column: Sendable, Equatable {
    /// The name in the file's header, by which formulas call the column.
    public var name: String
    /// One value for each sample, in the order of the rows and in the unit of the source.
    public var values: [Double]
    /// A column with its name.
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }
  /// A built-in set's name or the file's name without its folder.
  public var name: String
  /// SHA-256 of the file's bytes, or of the built-in set as comma-separated values, in hexadecimal.
  public var sha256: String
  /// All of one length, no two of one name.
  public var columns: [Column]
  /// Rows that were read but left out because a needed value was missing.
  public var dropped: Int
  /// Where the rows stand in their file; nil if they are from none.
  public var lines: RowLines?

  /// Data from which no row was left out, and from no file, unless told otherwise; nothing is
  /// checked.
  public init(
    name: String, sha256: String, columns: [Column], dropped: Int = 0, lines: RowLines? = nil
  ) {
    self.name = name
    self.sha256 = sha256
    self.columns = columns
    self.dropped = dropped
    self.lines = lines
  }

  /// The number of samples.
  public var rows: Int { columns.first?.values.count ?? 0 }

  /// The values of a column, or nil if there is none of that name.
  public subscript(name: String) -> [Double]? {
    columns.first { $0.name == name }?.values
  }
}
