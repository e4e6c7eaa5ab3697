import Testing
import Typesetting

@testable import Plotting

@Suite struct BinningTests {
  @Test func edgesAreTheDoublesNearestToRoundNumbers() {
    // IQR 0.45, n = 10: the rule asks for 0.4177..., and 0.5 is nearest.
    let tenths = (0..<10).map { Double($0) / 10 }
    #expect(Binning.edges(of: tenths) == [0, 0.5, 1])
    // IQR 0.495, n = 1000: 0.0999, and 0.1 is nearest.
    let thousandths = (0..<1000).map { Double($0) / 1000 }
    #expect(
      Binning.edges(of: thousandths) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  }

  @Test func countsAddUpAndTiesGoToTheUpperBin() {
    let binning = Binning([0, 1, 1, 1.5, 2, 2, 3, 4, .nan], edges: [2, 0, 1, 2, 3])
    #expect(binning.bins.map(\.low) == [0, 1, 2])
    #expect(binning.bins.map(\.count) == [1, 3, 3])
    #expect(binning.outside == 1)
  }

  @Test func wholeNumbersStandInTheMiddleOfTheirBins() {
    let binning = Binning([1, 2, 2, 3, 3, 3, 4, 4, 5])
    #expect(binning.bins.map(\.low) == [0.5, 1.5, 2.5, 3.5, 4.5])
    #expect(binning.bins.map(\.count) == [1, 2, 3, 2, 1])
    #expect(binning.bins.last?.high == 5.5)
  }

  @Test func withoutSpreadSturgesDecides() {
    // Half of the values are equal: log2(16) + 1 = 5 parts of 8 make 1.6, and 2 is nearest.
    let values = [Double](repeating: 3.5, count: 13) + [0.25, 7.75, 8.25]
    #expect(Binning.edges(of: values) == [0, 2, 4, 6, 8, 10])
  }

  @Test func equalValuesHaveOneBinAroundThem() {
    let binning = Binning([5, 5, 5])
    #expect(binning.bins == [Binning.Bin(low: 4.5, high: 5.5, count: 3)])
    #expect(Binning([0]).bins == [Binning.Bin(low: -0.5, high: 0.5, count: 1)])
    #expect(Binning([.nan]).bins.isEmpty)
    #expect(Binning([]).bins.isEmpty)
  }

  static let extremes: [[Double]] = [
    [1e-300, 2e-300, 7e-300], [-1.7e308, 0, 1.7e308], [1e15, 1e15 + 0.5, 1e15 + 1],
    [1, 1 + 0x1p-52], [0, 1e300], [-3, 1e-300], [1e300, 1.5e300, 1.1e300, 1.2e300],
  ]

  @Test(arguments: extremes)
  func everyValueHasABinHoweverExtreme(values: [Double]) {
    let binning = Binning(values)
    #expect(binning.bins.reduce(0) { $0 + $1.count } == values.count)
    #expect(binning.outside == 0)
    #expect((1...Binning.most).contains(binning.bins.count))
    for bin in binning.bins {
      #expect(bin.low < bin.high && bin.low.isFinite && bin.high.isFinite)
    }
  }

  @Test func oneOutlierMakesNoMoreThanEightyBins() {
    let values = (0..<5000).map { Double($0 % 100) / 100 } + [1000.5]
    let edges = Binning.edges(of: values)
    #expect(edges.count - 1 <= 80)
    #expect(edges.count - 1 > 30)
  }

  @Test func theOrderOfTheValuesDoesNotMatter() {
    let values = (0..<97).map { Double(($0 * 37) % 97) * 0.37 - 11 }
    #expect(Binning(values) == Binning(values.reversed()))
    #expect(Binning(values) == Binning(values.sorted()))
  }

  @Test func quantilesLieBetweenNeighboursInProportion() {
    #expect(Binning.quantile(0.25, of: [1, 2, 3, 4]) == 1.75)
    #expect(Binning.quantile(0.5, of: [1, 2, 3, 4]) == 2.5)
    #expect(Binning.quantile(1, of: [1, 2, 3, 4]) == 4)
    #expect(Binning.quantile(0.3, of: [7]) == 7)
  }
}

@Suite struct HistogramTests {
  @Test func barsStandOnZeroWithAHairBetweenThem() throws {
    let histogram = Histogram([1, 1, 3, 5, 5, 5], edges: [0, 2, 4, 6])
    let paths = SceneProbe(histogram.elements(in: try SceneProbe.context())).paths
    #expect(paths.count == 1)
    let boxes = try SceneProbe.boxes(#require(paths.first).path)
    #expect(
      boxes == [
        Rect(x: 100.5, y: 210, width: 39, height: 40),
        Rect(x: 140.5, y: 230, width: 39, height: 20),
        Rect(x: 180.5, y: 190, width: 39, height: 60),
      ])
    #expect(histogram.xExtent == 0...6)
    #expect(histogram.yExtent == 0...3)
  }

  @Test func theAreaOfADensityIsOne() {
    let histogram = Histogram([0.5, 1.5, 1.5, 3], edges: [0, 1, 2, 4], heights: .density)
    #expect(histogram.bins.map(histogram.height) == [0.25, 0.5, 0.125])
  }

  @Test func valuesOutsideTheGivenEdgesAreTold() throws {
    let histogram = Histogram([1, 2, 30, .nan], edges: [0, 5])
    let notes = histogram.notes(in: try SceneProbe.context())
    #expect(notes.map(\.plainText) == ["1 of 3 values lies outside the bins."])
    #expect(Histogram([1, 2, 30]).notes(in: try SceneProbe.context()).isEmpty)
  }
}
