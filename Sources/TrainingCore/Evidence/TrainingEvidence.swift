/// The average loss over a plane of two parameters, and paths on it.
public struct TrainingEvidence: Sendable {
  /// The problem trained on: the run's own, or one with centred or standardised inputs; with fewer
  /// rows where the model needs every row at every point.
  public var problem: Problem
  /// What was done to the inputs, and which rows were left out, for a subtitle: "x centred at 1.5";
  /// nil if nothing was.
  public var inputNote: String?
  /// What was done to the inputs.
  public var inputTransform: InputTransform
  /// Indices of the two parameters on the axes in the problem's `parameters`; all others rest at
  /// the optimum.
  public var plane: [Int]
  /// Where the average loss of this training's problem is least.
  public var optimum: Optimum
  /// The average loss over a window with the optimum and the ways of both averages.
  public var surface: LossSurface
  /// The average loss around the optimum, reaching equally far on both sides: about to the start,
  /// farther or less far along a parameter in which the loss is flat or steep.
  public var bowl: LossSurface
  /// Losses of up to four single samples, by their rows from 0, on the grid of the bowl.
  public var sampleSurfaces: [(sample: Int, surface: LossSurface)]
  /// The mean delta on the surface's grid: where it is 0, the wrong average stands still.
  public var stationary: LossSurface
  /// The learning rate of the descents on the right and on the wrong average.
  public var learningRate: Double
  /// The learning rate of the stochastic descent, small enough for single samples.
  public var stochasticRate: Double
  /// 2 over the largest curvature at the optimum on the plane of two parameters, with this
  /// training's inputs; nil for a loss without curvature. See ``Evidence/largestStableRate`` for
  /// the whole problem as given.
  public var largestStableRate: Double?
  /// Descent on the average loss.
  public var right: Trajectory
  /// Stochastic descent, one sample a step, shuffled by the seed.
  public var stochastic: Trajectory
  /// Descent along mean(delta) mean(a), the wrong average.
  public var wrong: Trajectory
  /// The mean delta where the wrong path ended.
  public var standstill: Standstill
}

/// Values of a function of two parameters on a grid.
public struct LossSurface: Sendable, Equatable {
  /// Ascending grid coordinates.
  public var x, y: [Double]
  /// Row by row: `values[row * x.count + column]` belongs to (x[column], y[row]).
  public var values: [Double]
  /// How the values were computed, in a few words.
  public var method: String
}

/// A path through parameter space.
public struct Trajectory: Sendable, Equatable {
  /// All P parameters after each recorded step, the start first; long paths record every few steps.
  public var points: [[Double]]
  /// The number of the step that each point belongs to; 0 for the start.
  public var steps: [Int]
  /// The average loss at each point.
  public var losses: [Double]
  /// Why a path ended.
  public enum End: Sendable, Equatable {
    /// All steps were done.
    case finished
    /// The path no longer moved.
    case converged
    /// The loss grew beyond all bounds at the given step.
    case diverged(step: Int)
  }
  /// Why the path ended where it did.
  public var end: End
}
