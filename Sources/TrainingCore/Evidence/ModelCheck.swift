/// Both sides of the claim for one model: the gradient of the average loss, and the average of the
/// samples' gradients.
///
/// Whether a model is linear has nothing to do with it, so several are measured on the same inputs.
public struct ModelCheck: Sendable {
  /// Which model it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// Affine in all inputs.
    case line
    /// A sum of powers of the inputs.
    case polynomial
    /// Log odds affine in the inputs, for labels.
    case logistic
    /// A network with one hidden layer.
    case network
    /// The model that was asked about, on the data as they are.
    case own
  }
  /// In which arithmetic both sides were computed; the raw value is its name in most languages.
  public enum Precision: String, Sendable, CaseIterable {
    case double, float

    /// Half the distance from 1 to the next larger number.
    public var unitRoundoff: Double { self == .double ? 0x1p-53 : 0x1p-24 }
  }
  /// Which model it is.
  public var kind: Kind
  /// In which arithmetic it was measured.
  public var precision: Precision
  /// The prediction's formula, or a network's name.
  public var model: String
  /// The formula of one sample's loss, or its name.
  public var loss: String
  /// The parameters' names, which give all vectors their order.
  public var parameters: [String]
  /// Where the gradients were taken.
  public var at: [Double]
  /// The number of samples.
  public var rows: Int
  /// What was done to the data, for the reader; nil if nothing was.
  public var note: String?
  /// The gradient of the average loss (left) against the average of the gradients (right).
  public var comparison: Comparison
  /// The distance of the two in each component, in units in the last place of this precision.
  public var ulps: [Double]
  /// The gradient of the average loss (left) against what averaged deltas times averaged
  /// activations give (right): the average that is wrong for every model. Nil in single precision.
  public var averagedErrors: Comparison?

  /// The largest of ``ulps``.
  public var maxUlps: Double { ulps.max() ?? 0 }
  /// What a verdict of equality allows: a difference due to rounding is below it.
  public var tolerance: Double { Comparison.equalWithin * comparison.expectedRounding }

  /// What a model is called in a sentence.
  public var name: String {
    switch kind {
    case .line: "line"
    case .polynomial: "polynomial"
    case .logistic: "logistic"
    case .network: "network"
    case .own: "your model"
    }
  }
}

extension Evidence {
  /// One model's check in one precision; nil if it could not be made.
  public func modelCheck(_ kind: ModelCheck.Kind, _ precision: ModelCheck.Precision) -> ModelCheck?
  {
    modelChecks.first { $0.kind == kind && $0.precision == precision }
  }
}
