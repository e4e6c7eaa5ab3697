/// Micro-batches averaged over their own tokens, then averaged alike.
struct B04TokenWeights: Case {
  let id = "B04"
  let premise = "P5"
  let title = "Means over tokens, averaged over micro-batches"
  let leftName = "gradient of the mean over all tokens"
  let rightName = "mean of the micro-batches’ means over their tokens"
  let statement = """
    Where a micro-batch’s loss is the mean over its own tokens, a token in a long micro-batch counts \
    less than one in a short micro-batch. The number of sequences may be the same in all of them.
    """
  let formula =
    #"\frac{1}{K} \sum_{k=1}^{K} \bar{g}_k - \bar{g} = -\frac{\mathrm{Cov}_k(n_k, \bar{g}_k)}{\bar{n}}, \quad n_k \text{ tokens}"#
  let repair = "add up the tokens’ losses and divide by the number of tokens of all micro-batches"
  let code = "loss = F.cross_entropy(out, y, reduction=\"sum\") / tokens_in_all_micro_batches"
  let signature = "a token’s weight is 1/(K n) for the number n of tokens in its own micro-batch"
  let discussedIn = ["TRL #3256", "TRL #3138", "TRL #4988", "NeMo-RL #3656"]

  private let sequences: TokenSequences

  init() {
    self.init(TokenSequences(lengths: [3, 17, 5, 9, 12, 4, 8, 6], perMicroBatch: 2))
  }
  /// With given sequences.
  init(_ sequences: TokenSequences) { self.sequences = sequences }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    guard sequences.tokens > 0 else { throw Unavailable("there are no tokens") }
    let example = sequences.language(seed: 42)
    return try example.measure(
      left: sequences.even, right: sequences.byMicroBatch,
      accident: Set(sequences.sizes).count <= 1
        ? "all micro-batches have the same number of tokens"
        : "the numbers of tokens have no covariance with the mean gradients",
      numbers: [
        ("tokens of each sequence", sequences.lengths.map(Double.init)),
        ("tokens of each micro-batch", sequences.sizes.map(Double.init)),
        ("weight of their tokens, times the number of all", sequences.factors),
        ("mean of the sequences’ means", example.sum(weights: sequences.bySequence)),
      ],
      note: "a built-in example of a language of four words, with \(sequences.tokens) tokens in "
        + "\(sequences.lengths.count) sequences, guessed by a linear softmax",
      tables: [
        CaseTable(
          name: "tokens",
          columns: [
            ("sequence", sequences.sequences.map { Double($0 + 1) }),
            ("micro-batch", sequences.batches.map { Double($0 + 1) }),
            ("weight", sequences.byMicroBatch),
            ("weight ratio", zip(sequences.byMicroBatch, sequences.even).map { $0 / $1 }),
          ])
      ])
  }
}
