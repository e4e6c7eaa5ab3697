/// One of the seven conditions under which the gradient of the average is the average of the
/// gradients.
public struct Premise: Sendable, Equatable {
  /// "P1" to "P7".
  public let id: String
  /// What it is about, in a few words.
  public let name: String
  /// What has to hold, in one sentence.
  public let statement: String

  /// All seven, in their order.
  public static let all = [
    Premise(
      id: "P1", name: "shape",
      statement: """
        The objective is a weighted arithmetic mean of terms, one for each sample: not a bent \
        function of means, not a rank, not a function of pairs.
        """),
    Premise(
      id: "P2", name: "separability",
      statement: "A sample’s term depends on that sample alone: no statistics of the batch."),
    Premise(
      id: "P3", name: "same point, same draws",
      statement: "All terms are taken at one parameter vector and with one set of random draws."),
    Premise(
      id: "P4", name: "nothing bent in between",
      statement: """
        Nothing nonlinear happens to the samples’ gradients, or to what they are made of, before \
        the average.
        """),
    Premise(
      id: "P5", name: "matching weights",
      statement: "Both sides weigh the samples alike."),
    Premise(
      id: "P6", name: "differentiability",
      statement: """
        Every term has a derivative at the point; of infinitely many, one integrable function bounds \
        all derivatives near it.
        """),
    Premise(
      id: "P7", name: "exact arithmetic",
      statement: "Sums and products are exact, or their rounding is small beside what is compared."),
  ]
}
