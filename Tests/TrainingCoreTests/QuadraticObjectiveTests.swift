import Testing

@testable import TrainingCore

/// The mean squared error of a linear model from one pass over the data.
struct QuadraticObjectiveTests {
  private let x = [0.0, 1, 2, 3]
  private let y = [1.0, 2, 3, 5]
  private let ones = [1.0, 1, 1, 1]

  @Test func `value, gradient and Hessian of the four points are exact`() throws {
    let objective = try #require(QuadraticObjective(features: [x, ones], target: y))
    #expect(objective.hessian == [7, 3, 3, 2])
    #expect(objective.gradient(at: [0.5, 0]) == [-8, -4])
    #expect(objective.value(at: [0.5, 0]) == 39.0 / 8)
  }

  @Test(arguments: [1, 2, 3])
  func `descent takes the steps that the rows' own gradients give`(count: Int) throws {
    let features = [ones, x, x.map { $0 * $0 }].prefix(count).map { $0 }
    let objective = try #require(QuadraticObjective(features: features, target: y))
    var point = [Double](repeating: 0, count: count)
    for _ in 0..<50 {
      var gradient = [Double](repeating: 0, count: count)
      for row in y.indices {
        let prediction = (0..<count).reduce(0) { $0 + features[$1][row] * point[$1] }
        for index in 0..<count {
          gradient[index] -= 2 * (y[row] - prediction) * features[index][row] / 4
        }
      }
      for index in 0..<count { point[index] -= 0.01 * gradient[index] }
    }
    let found = objective.descended(
      from: [Double](repeating: 0, count: count), rate: 0.01, steps: 50)
    for (a, b) in zip(found, point) { #expect(abs(a - b) < 1e-13) }
    #expect(objective.descended(from: point, rate: 0.01, steps: 0) == point)
  }

  @Test func `columns that do not fit make no objective`() {
    #expect(QuadraticObjective(features: [], target: y) == nil)
    #expect(QuadraticObjective(features: [x, [1]], target: y) == nil)
    #expect(QuadraticObjective(features: [[]], target: []) == nil)
  }
}
