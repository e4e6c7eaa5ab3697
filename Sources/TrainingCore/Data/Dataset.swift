/// Numeric columns by name, all of one length, and where they came from.
public struct Dataset: Sendable, Equatable {
  /// A name and one value for each sample.
  public struct Column: Sendable, Equatable {
    public var name: String
    public var values: [Double]
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }
  /// A built-in set's name or the file's name without its folder.
  public var name: String
  /// SHA-256 of the file's bytes, or of the built-in set's values, in hexadecimal.
  public var sha256: String
  public var columns: [Column]
  /// Rows that were read but left out because a needed value was missing.
  public var dropped: Int
  /// Where the rows stand in their file; nil if they are from none.
  public var lines: RowLines?

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
