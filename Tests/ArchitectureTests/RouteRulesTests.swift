import Testing

/// No route to the gradient borrows another's derivatives.
@Suite struct RouteRulesTests {
  /// Each route's file, and what gives derivatives in the others.
  private static let routes: [(file: String, names: [String])] = [
    ("Tape/ColumnTape.swift", ["ColumnTape"]), ("Tape/SampleTape.swift", ["SampleTape"]),
    ("Networks/NetworkEvaluation.swift", ["NetworkEvaluation", "TapeEvaluator", "AveragedTape"]),
    ("Routes/SymbolicGradient.swift", ["SymbolicGradient", "SymbolicChain", "derivative(by"]),
    ("Routes/SymbolicChain.swift", []),
    ("Routes/Dual.swift", ["DualEvaluator", "DualProgram", "Dual(", "DualNumber("]),
    ("Routes/FiniteDifference.swift", ["FiniteDifference"]),
    ("Routes/ExactGradient.swift", ["ExactGradient"]),
  ]

  /// Values may be had from the column tape, its gradients may not.
  ///
  /// A network's matrices are route 1 as well: of the loss they take the column tape's derivatives.
  private static let readers = ["Routes/SymbolicGradient.swift", "Routes/FiniteDifference.swift"]

  /// Files of one route.
  private static let relatives = [
    "Networks/NetworkEvaluation.swift": ["ColumnTape"],
    "Routes/SymbolicChain.swift": ["SymbolicChain", "derivative(by"],
  ]

  @Test(arguments: routes.map(\.file))
  func aRouteNamesNoOtherRoute(file: String) throws {
    let others = Self.routes.filter { $0.file != file }.flatMap(\.names)
    for line in try Self.code(of: file) {
      for name in others where name != "ColumnTape" || !Self.readers.contains(file) {
        if Self.relatives[file]?.contains(name) ?? false { continue }
        #expect(!line.contains(name), "\(file) uses \(name): \(line)")
      }
      #expect(!line.contains("LocalDerivatives"), "\(file) shares the rules of the rounding")
    }
  }

  @Test(arguments: readers)
  func theColumnTapeIsAskedForValuesOnly(file: String) throws {
    for line in try Self.code(of: file) {
      #expect(!line.contains("gradientOf"), "\(file): \(line)")
    }
  }

  private static func code(of file: String) throws -> [Substring] {
    let lines = try Repository.lines(of: "Sources/TrainingCore/" + file)
    return lines.map { $0.drop { $0 == " " } }.filter { !$0.hasPrefix("//") }
  }
}
