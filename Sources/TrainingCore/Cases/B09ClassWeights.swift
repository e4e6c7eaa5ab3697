/// A weighted mean whose weights are made to add up to one in every micro-batch.
struct B09ClassWeights: Case {
  let id = "B09"
  let premise = "P5"
  let title = "Class weights, divided by each micro-batch’s own sum"
  let leftName = "gradient of the weighted mean over all samples"
  let rightName = "mean of the micro-batches’ weighted means"
  let statement = """
    A weighted mean divides by the sum of its weights. In a micro-batch that is the sum of its own \
    samples’ weights, so it undoes part of them; with a single sample nothing of a weight is left.
    """
  let formula =
    #"\frac{1}{K} \sum_k \frac{\sum_{i \in k} w_i g_i}{\sum_{i \in k} w_i} - \frac{\sum_i w_i g_i}{\sum_i w_i}"#
  let repair = "add up weighted losses and divide by the sum of all samples’ weights once"
  let code = "loss = F.cross_entropy(out, y, weight=w, reduction=\"sum\") / w[all_y].sum()"
  let signature = "weights are in steps within a class: one for each micro-batch"
  let discussedIn = [
    "pytorch #72047", "pytorch #61309", "pytorch #50528", "pytorch #40560", "pytorch #9882",
  ]

  private let classWeights: [Double]
  private let labels: [Int]

  init() { self.init(classWeights: [1, 2, 5], labels: [0, 1, 1, 2]) }
  /// With a positive weight for each class, and labels for four samples.
  init(classWeights: [Double], labels: [Int]) {
    self.classWeights = classWeights
    self.labels = labels
  }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let logits = [[2.0, 1, 0], [0.5, 1.5, -1], [-1, 0, 1], [1, -0.5, 0.5]]
    guard labels.count == logits.count, classWeights.count == 3,
      labels.allSatisfy(classWeights.indices.contains)
    else { throw Unavailable("four labels of three classes are needed") }
    let example = SoftmaxExample.ofLogits(logits, labels: labels)
    let own = labels.map { classWeights[$0] }
    let whole = Self.weights(own, in: [0..<own.count])
    let halves = Self.weights(own, in: MicroBatches.halves(own.count))
    let singles = Self.weights(own, in: MicroBatches.singles(own.count))
    return try example.measure(
      left: whole, right: halves,
      accident: "the micro-batches have the same sum of weights",
      numbers: [
        ("class weights", classWeights), ("labels", labels.map(Double.init)),
        ("weights in the mean of all", whole), ("weights in the mean of two halves", halves),
        ("ratio", zip(halves, whole).map { $0 / $1 }),
        ("weights in the mean of single samples", singles),
        (
          "first sample’s gradient by its logits, in the mean of all",
          example.gradient(row: 0).prefix(3).map { $0 * whole[0] }
        ),
        (
          "the same in the mean of two halves",
          example.gradient(row: 0).prefix(3).map { $0 * halves[0] }
        ),
      ],
      note: "a built-in example of \(own.count) samples in \(classWeights.count) classes, "
        + "differentiated by their logits")
  }

  /// Each sample's share in the mean of the micro-batches' weighted means.
  static func weights(_ own: [Double], in microBatches: [Range<Int>]) -> [Double] {
    microBatches.flatMap { range in
      let total = Summation.pairwise(own, in: range)
      return own[range].map { $0 / total / Double(microBatches.count) }
    }
  }
}
