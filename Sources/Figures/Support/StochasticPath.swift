import Plotting
import TrainingCore

/// The first steps of descent with one sample each, as far as they stay in the window.
struct StochasticPath {
  /// More steps only scribble around the optimum.
  static let limit = 15
  /// Fewer steps are no path.
  static let least = 3

  /// From the start to the last step inside, and to the step that leaves the window if one does.
  var points: [Position]
  /// How many steps stay inside.
  var steps: Int

  init(_ training: TrainingEvidence) {
    let count = training.stochastic.steps.prefix { $0 <= Self.limit }.count
    let path = training.path(training.stochastic).prefix(count)
    let inside = path.prefix { training.shows($0) }
    steps = max(0, inside.count - 1)
    points = Array(path.prefix(inside.count + 1))
  }

  var isWorthDrawing: Bool { steps >= Self.least }
  private var leaves: Bool { points.count > steps + 1 }

  /// What a description says of it, after a space; nothing where it is not drawn.
  var sentence: String {
    guard isWorthDrawing else { return "" }
    return " The thin line with small dots is \(steps) steps along one sample’s gradient each"
      + (leaves ? ", after which it leaves the picture." : ".")
  }
}

extension TrainingEvidence {
  /// Whether the window of the loss surface contains a place.
  fileprivate func shows(_ place: Position) -> Bool {
    guard let x = surface.xDomain, let y = surface.yDomain else { return false }
    return x.contains(place.x) && y.contains(place.y)
  }
}
