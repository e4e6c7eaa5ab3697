import BenchmarkData
import Plotting

/// One of the twelve figures: one file in `Figures/`.
protocol ReportFigure: Sendable {
  /// The figure with the same content as the peers'.
  func figure(_ data: ReportData) -> Figure
}

/// The twelve figures.
enum ReportFigures {
  /// In the order of their numbers.
  static let all: [any ReportFigure] = [
    DataAndFit(), SingleErrors(), SampleGradients(), LossContours(), LossSurface(),
    GradientHistograms(), BatchError(), LossCurves(), SingleLosses(), SummationOrder(), Cosines(),
    Trajectories(),
  ]

  /// Indices of ``all`` with the longest work first, so that two threads end together.
  static let longestFirst = [10, 4, 3, 8, 11, 2, 1, 5, 0, 6, 7, 9]

  /// In px; at two pixels per px the PNG files have 1600 by 1000.
  static let size = Size(width: 800, height: 500)
}

extension Position {
  /// The place of a pair of slope and intercept.
  init(_ pair: ReportData.Pair) { self.init(pair.m, pair.b) }
}
