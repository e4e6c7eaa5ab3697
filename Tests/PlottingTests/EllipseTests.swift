import Testing
import Typesetting

@testable import Plotting

@Suite struct EllipseTests {
  @Test func eigenvaluesOfKnownMatrices() throws {
    let diagonal = try #require(Covariance2(xx: 4, xy: 0, yy: 1).eigen)
    #expect(diagonal.large == 4 && diagonal.small == 1 && diagonal.direction == Position(1, 0))
    let upright = try #require(Covariance2(xx: 1, xy: 0, yy: 4).eigen)
    #expect(upright.large == 4 && upright.small == 1 && upright.direction == Position(0, 1))
    // 3 and 1 along the diagonals.
    let turned = try #require(Covariance2(xx: 2, xy: 1, yy: 2).eigen)
    #expect(turned.large == 3 && turned.small == 1)
    #expect(abs(turned.direction.x - turned.direction.y) < 1e-15)
  }

  @Test(arguments: [1e-300, 1e-8, 1, 1e150, 1e300]) func eigenvaluesScale(unit: Double) throws {
    let eigen = try #require(Covariance2(xx: 2 * unit, xy: unit, yy: 2 * unit).eigen)
    #expect(abs(eigen.large / unit - 3) < 1e-14)
    #expect(abs(eigen.small / unit - 1) < 1e-14)
  }

  @Test func axesAreThoseOfChiSquared() throws {
    let ellipse = CovarianceEllipse(
      mean: Position(1, 2), covariance: Covariance2(xx: 9, xy: 0, yy: 4))
    #expect(abs(Covariance2.chiSquared(0.5) - 1.386_294_361_119_890_6) < 1e-15)
    #expect(abs(Covariance2.chiSquared(0.95) - 5.991_464_547_107_979) < 1e-14)
    let outer = try #require(ellipse.axes.first)
    #expect(ellipse.axes.count == 2)
    #expect(abs(outer.long.x - 3 * 2.447_746_830_680_816_4) < 1e-14)
    #expect(abs(outer.short.y - 2 * 2.447_746_830_680_816_4) < 1e-14)
    let reach = try #require(ellipse.xExtent)
    #expect(abs(reach.upperBound - 1 - outer.long.x) < 1e-14)
  }

  @Test func theExtentTouchesATurnedEllipse() throws {
    let ellipse = CovarianceEllipse(
      mean: Position(0, 0), covariance: Covariance2(xx: 2, xy: 1, yy: 5), levels: [0.5])
    // The half width along x is the root of the variance of x times chi squared.
    let wide = (2 * Covariance2.chiSquared(0.5)).squareRoot()
    #expect(abs(try #require(ellipse.xExtent).upperBound - wide) < 1e-14)
  }

  @Test func pointsGiveTheCovarianceOfTheSample() throws {
    let ellipse = CovarianceEllipse(
      of: [Position(1, 1), Position(3, 1), Position(1, 5), Position(3, 5), Position(.nan, 0)],
      levels: [0.5])
    #expect(ellipse.mean == Position(2, 3))
    // Variances 4/3 and 16/3 in y's unit of 2.
    #expect(ellipse.unit == 2)
    #expect(abs(ellipse.covariance.xx - 1 / 3.0) < 1e-15)
    #expect(abs(ellipse.covariance.yy - 4 / 3.0) < 1e-15)
    let long = try #require(ellipse.axes.first).long
    #expect(abs(long.y - (16 / 3.0 * Covariance2.chiSquared(0.5)).squareRoot()) < 1e-14)
  }

  @Test func theOrderOfThePointsDoesNotMatterMuch() throws {
    let points = (0..<20).map { Position(Double($0 * 7 % 20), Double($0 * 3 % 20)) }
    let (a, b) = (CovarianceEllipse(of: points), CovarianceEllipse(of: points.reversed()))
    let (one, other) = (try #require(a.axes.first), try #require(b.axes.first))
    #expect(abs(one.long.x - other.long.x) < 1e-12)
    #expect(abs(one.short.y - other.short.y) < 1e-12)
  }

  @Test func theOutlineIsFourCurvesThroughTheEndsOfTheAxes() throws {
    let ellipse = CovarianceEllipse(
      mean: Position(5, 5), covariance: Covariance2(xx: 4, xy: 0, yy: 1), levels: [0.5])
    let paths = SceneProbe(ellipse.elements(in: try SceneProbe.context())).paths
    #expect(paths.count == 3)
    let ends = SceneProbe.points(try #require(paths.first).path)
    let root = Covariance2.chiSquared(0.5).squareRoot()
    #expect(ends.count == 5)
    #expect(abs(ends[0].x - (200 + 40 * root)) < 1e-9 && abs(ends[0].y - 150) < 1e-9)
    #expect(abs(ends[1].x - 200) < 1e-9 && abs(ends[1].y - (150 - 20 * root)) < 1e-9)
  }

  static let degenerate: [(Double, Double, Double)] = [
    (0, 0, 0), (1, 0, 0), (0, 0, 2), (1, 1, 1), (.nan, 0, 1), (1e300, 1e300, 1e300),
  ]

  @Test(arguments: degenerate) func degenerateSpreadsStayFinite(_ case: (Double, Double, Double))
    throws
  {
    let ellipse = CovarianceEllipse(
      mean: Position(5, 5), covariance: Covariance2(xx: `case`.0, xy: `case`.1, yy: `case`.2))
    try ellipse.check()
    let elements = ellipse.elements(in: try SceneProbe.context())
    #expect(elements.allSatisfy { $0.isFinite })
    #expect(elements.isEmpty == `case`.0.isNaN)
  }

  @Test func whatIsNoCovarianceIsRefused() {
    let ellipse = CovarianceEllipse(
      mean: Position(0, 0), covariance: Covariance2(xx: 1, xy: 2, yy: 1))
    #expect(throws: PlottingError.self) { try ellipse.check() }
    #expect(ellipse.axes.isEmpty)
  }
}
