/// Measured numbers in columns of one length, by which a figure shows a case.
public struct CaseTable: Sendable, Equatable {
  /// What the table holds, in a few words.
  public var name: String
  /// Columns with their names.
  public var columns: [(name: String, values: [Double])]

  /// The column of a name; empty if there is none.
  public subscript(name: String) -> [Double] {
    columns.first { $0.name == name }?.values ?? []
  }

  /// Equal names and equal numbers in equal order.
  public static func == (left: CaseTable, right: CaseTable) -> Bool {
    left.name == right.name && left.columns.map(\.name) == right.columns.map(\.name)
      && left.columns.map(\.values) == right.columns.map(\.values)
  }
}

/// The outcome of one case of the catalogue.
public struct CaseResult: Sendable {
  /// A letter and two digits, as in the catalogue.
  public var id: String
  /// The premise it belongs to, "P1" to "P7".
  public var premise: String
  /// What the computation is called, in a few words without a full stop.
  public var title: String
  /// The statement in one or two sentences, without numbers.
  public var statement: String
  /// What the case is about as TeX: the gap between its sides, or where the wrong side stands
  /// still.
  public var formula: String
  /// How to get it right, in one line.
  public var repair: String
  /// The repair as a line of code in the manner of PyTorch; empty if there is nothing to write.
  public var code: String
  /// What an observed gradient would show; empty if nothing.
  public var signature: String
  /// Public threads that discuss it.
  public var discussedIn: [String]
  /// A question for a class, whose answer is the measurement; empty for most.
  public var exercise: String = ""
  /// What the two sides of the comparison are in this case, in a few words.
  public var leftName, rightName: String
  /// Measured, or the reason why it does not apply to this problem.
  public var outcome: Result<Measurement, Unavailable>

  /// What a case measured on a problem to which it applies.
  public struct Measurement: Sendable {
    /// The two sides, which ``CaseResult/leftName`` and ``CaseResult/rightName`` name.
    public var comparison: Comparison
    /// Right minus left by a closed formula, computed apart from both sides, one component for each
    /// parameter; nil where there is none.
    public var closedFormGap: [Double]?
    /// The left side once more by central differences of the average loss; nil where the left side
    /// is no gradient.
    public var referee: [Double]?
    /// How far each component of the referee may be off; nil if there is no referee.
    public var refereeBound: [Double]? = nil
    /// Further measured numbers by name, in a fixed order.
    public var numbers: [(name: String, values: [Double])]
    /// What was done to the inputs before these numbers were computed, or which rows they are of;
    /// nil if nothing was and all are.
    public var inputNote: String? = nil
    /// Names of the sides' components; nil if they are the problem's parameters.
    public var components: [String]? = nil
    /// What figures draw: measured numbers in columns.
    public var tables: [CaseTable] = []

    /// The same without the gap by the closed formula where numbers are too large or too uncertain
    /// for either side to mean anything, as that formula's terms are then no better.
    var withoutBaselessGap: Measurement {
      switch comparison.reason {
      case .notFinite, .noEstimate, .boundTooLarge:
        var copy = self
        copy.closedFormGap = nil
        return copy
      default: return self
      }
    }

    /// Whether the referee may be off by as much as it says.
    public var isRefereeTooRough: Bool {
      guard let referee, let refereeBound else { return false }
      return VectorNorm.euclidean(refereeBound) >= VectorNorm.euclidean(referee)
    }
  }
}
