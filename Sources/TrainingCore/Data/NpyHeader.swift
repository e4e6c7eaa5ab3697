/// What the header of a `.npy` file says.
///
/// Source: NumPy's description of the format, "numpy.lib.format", versions 1.0 to 3.0: the magic
/// bytes, the version, the header's length, and a Python dictionary of `descr`, `fortran_order` and
/// `shape`.
struct NpyHeader: Equatable {
  /// One array of values, or a named part of each record.
  struct Field: Equatable {
    var name: String
    var kind: NpyKind
    /// Where the first value stands in a record.
    var offset: Int
  }
  /// A single field without a name, or those of a structured type.
  var fields: [Field]
  /// Bytes of a record, or of a value where there is a single field.
  var recordSize: Int
  var isStructured: Bool
  var isFortran: Bool
  /// One or two numbers.
  var shape: [Int]
  /// Where the values begin.
  var dataStart: Int

  /// NumPy's own limit for headers that come from elsewhere.
  static let longest = 10_000
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// Whether the bytes begin as those of a `.npy` file do.
  static func isNpy(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
  }

  /// Reads the header.
  /// - Throws: ``InputError`` (bad data) for whatever is not as it should be.
  init(_ bytes: Span<UInt8>, path: String) throws(InputError) {
    func refuse(_ problem: String, _ advice: String) -> InputError {
      InputError(.badData, file: path, problem, advice: advice)
    }
    let again = "write the file again with numpy.save"
    guard Self.isNpy(bytes), bytes.count >= 10 else {
      throw refuse("this is not a complete .npy file", again)
    }
    let version = bytes[6]
    guard (1...3).contains(version), bytes[7] == 0 else {
      throw refuse("version \(version).\(bytes[7]) of the .npy format is not known", again)
    }
    let lengthSize = version == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthSize else { throw refuse("the header is cut off", again) }
    var length = 0
    for index in (0..<lengthSize).reversed() { length = length << 8 | Int(bytes[8 + index]) }
    guard length <= Self.longest else {
      throw refuse(
        "a header of \(length) bytes, more than \(Self.longest)", "use fewer or shorter names")
    }
    dataStart = 8 + lengthSize + length
    guard bytes.count >= dataStart else { throw refuse("the header is cut off", again) }
    let text = (8 + lengthSize..<dataStart).map { bytes[$0] }
    // Before version 3 the header is in Latin 1, whose bytes are the first Unicode scalars.
    let latin = String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
    guard var literal = PythonLiteral.parse(version < 3 ? Array(latin.utf8) : text)?.dictionary
    else {
      throw refuse("the header is no Python dictionary", again)
    }
    guard let descr = literal.removeValue(forKey: "descr"),
      let order = literal.removeValue(forKey: "fortran_order")?.boolean,
      let shape = literal.removeValue(forKey: "shape")?.integers, literal.isEmpty
    else { throw refuse("the header does not have descr, fortran_order and shape", again) }
    isFortran = order
    self.shape = shape
    guard (1...2).contains(shape.count) else {
      throw refuse(
        "an array of \(shape.count) dimensions is no table", "save an array of one or two")
    }
    if let code = descr.text {
      guard let kind = NpyKind(code) else { throw Self.unreadable(code, path) }
      fields = [Field(name: "", kind: kind, offset: 0)]
      recordSize = kind.size
      isStructured = false
    } else {
      (fields, recordSize) = try Self.record(descr, path)
      isStructured = true
      guard shape.count == 1 else {
        throw refuse("records in two dimensions are no table", "save a one-dimensional array")
      }
    }
    try checkSize(bytes.count, path)
  }

  /// Checks that all values that the shape announces are there, and no more.
  private func checkSize(_ size: Int, _ path: String) throws(InputError) {
    var needed = recordSize
    var isHuge = false
    for length in shape {
      let product = needed.multipliedReportingOverflow(by: length)
      isHuge = isHuge || product.overflow
      needed = product.partialValue
    }
    let present = size - dataStart
    guard isHuge || needed != present else { return }
    let what = isHuge ? "more bytes than can be counted" : "\(needed) bytes"
    throw InputError(
      .badData, file: path,
      "the header announces \(what) of values, but there are \(present)",
      advice: "write the file again with numpy.save")
  }

  /// The fields of a structured type: a list of (name, type).
  private static func record(
    _ descr: PythonLiteral, _ path: String
  ) throws(InputError) -> ([Field], Int) {
    guard let items = descr.list, !items.isEmpty else {
      throw unreadable("that is no text and no list", path)
    }
    var fields: [Field] = []
    var offset = 0
    for item in items {
      guard let pair = item.tuple, pair.count == 2, let name = pair[0].text,
        let code = pair[1].text
      else { throw unreadable("with a field of its own shape or fields", path) }
      if let size = NpyKind.padding(code), name.isEmpty {
        offset += size
        continue
      }
      guard let kind = NpyKind(code), !name.isEmpty else { throw unreadable(code, path) }
      fields.append(Field(name: name, kind: kind, offset: offset))
      offset += kind.size
    }
    guard !fields.isEmpty else { throw unreadable("without a field", path) }
    return (fields, offset)
  }

  private static func unreadable(_ code: String, _ path: String) -> InputError {
    InputError(
      .badData, file: path,
      "the type \(Printable.quoted(code)) does not hold numbers that can be read",
      advice: "save f4, f8, i1 to i8, u1 to u8 or bool: array.astype(\"f8\")")
  }
}

/// The type of a value, with its bytes' order.
struct NpyKind: Equatable, Sendable {
  enum Scalar: Equatable, Sendable { case float, signed, unsigned, boolean }
  var scalar: Scalar
  /// Bytes of a value: 1, 2, 4 or 8.
  var size: Int
  var isBigEndian: Bool

  /// The type that a code such as `<f8` means; nil if it is none of those that are read.
  init?(_ code: String) {
    let bytes = Array(code.utf8)
    guard bytes.count == 3, (0x30...0x39).contains(bytes[2]) else { return nil }
    size = Int(bytes[2]) - 0x30
    switch bytes[1] {
    case UInt8(ascii: "f") where size == 4 || size == 8: scalar = .float
    case UInt8(ascii: "i") where [1, 2, 4, 8].contains(size): scalar = .signed
    case UInt8(ascii: "u") where [1, 2, 4, 8].contains(size): scalar = .unsigned
    case UInt8(ascii: "b") where size == 1: scalar = .boolean
    default: return nil
    }
    switch bytes[0] {
    case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "="): isBigEndian = false
    case UInt8(ascii: ">"): isBigEndian = true
    default: return nil
    }
    // "|" says that there is no order, which is so of single bytes only.
    guard bytes[0] != UInt8(ascii: "|") || size == 1 else { return nil }
  }

  /// The bytes that a code such as `|V4` leaves unused; nil if it means something else.
  static func padding(_ code: String) -> Int? {
    guard code.hasPrefix("|V"), let size = Int(code.dropFirst(2)), (0...1_000_000).contains(size)
    else { return nil }
    return size
  }
}
