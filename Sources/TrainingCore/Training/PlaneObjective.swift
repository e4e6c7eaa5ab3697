/// The mean loss as a function of two parameters, all others at rest.
protocol PlaneObjective {
  /// The mean loss.
  mutating func value(_ point: [Double]) -> Double
  /// Its two derivatives: the average of the samples' gradients.
  mutating func gradient(_ point: [Double]) -> [Double]
  /// mean(delta) mean(a): what descends on the wrong average.
  mutating func wrongGradient(_ point: [Double]) -> [Double]
  /// One sample's gradient.
  mutating func gradient(_ point: [Double], sample: Int) -> [Double]
  /// The mean loss and the mean delta at a grid's points, row by row.
  mutating func surfaces(x: [Double], y: [Double]) -> (loss: [Double], delta: [Double])
  /// The losses of single samples at a grid's points, row by row.
  mutating func surfaces(of samples: [Int], x: [Double], y: [Double]) -> [[Double]]
  /// How the values on the grid are computed.
  var method: String { get }
  /// A learning rate at which no single sample's steps overshoot; nil if not known.
  var sampleRate: Double? { get }
}
