import Testing
import Typesetting

@testable import Plotting

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, 6.0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (0.0...100.0, 5.0, [0, 25, 50, 75, 100]),
    (-1.0...1.0, 5.0, [-1, -0.5, 0, 0.5, 1]),
  ])
  func knownDomainsGetTheTicksAReaderExpects(
    _ domain: ClosedRange<Double>, _ target: Double, _ expected: [Double]
  ) {
    let ticks = Ticks(domain: domain, target: target)
    #expect(ticks.values.count == expected.count)
    for (value, wanted) in zip(ticks.values, expected) { #expect(abs(value - wanted) < 1e-12) }
  }

  @Test(arguments: [
    0...1e-300, 1e300...1.5e300, -1.5e308...1.5e308, 1e9...(1e9 + 1), -3...(-2.9), 0.1...0.1000001,
  ])
  func hardDomainsGetAtLeastTwoDistinctTicksInside(_ domain: ClosedRange<Double>) {
    let ticks = Ticks(domain: domain, target: 4)
    #expect(ticks.values.count >= 2)
    #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
    let slack = (domain.upperBound / 2 - domain.lowerBound / 2) * 1e-6
    #expect(ticks.values.allSatisfy { $0 >= domain.lowerBound - slack })
    #expect(ticks.values.allSatisfy { $0 <= domain.upperBound + slack })
  }

  @Test(
    arguments: [
      -1.0147e6...(-1.0102e6), 0.44...1.15, 165...236, -5.3...17.2, -1.0127e12...(-1.0081e12),
      -25300...29100, 0.00013...0.00071,
    ], [3.0, 3.5, 4, 5, 6, 7])
  func ticksAreMultiplesOfTheirStep(_ domain: ClosedRange<Double>, _ target: Double) {
    let ticks = Ticks(domain: domain, target: target)
    #expect(ticks.values.count >= 2)
    for value in ticks.values {
      let count = value / ticks.step
      #expect(abs(count - count.rounded()) < 1e-6, "\(value) with step \(ticks.step)")
    }
  }

  @Test(
    arguments: [-0.5...39.5, -3...3, 0...97.3, 1.1...19.7, -1e9...3.3e9, 0.012...0.047],
    [2.0, 3, 4, 5, 7, 9])
  func noMultipleOfTheStepIsLeftOutAtTheEnds(_ domain: ClosedRange<Double>, _ target: Double) {
    let ticks = Ticks(domain: domain, target: target)
    let (first, last) = (ticks.values[0], ticks.values[ticks.values.count - 1])
    #expect(first - ticks.step < domain.lowerBound)
    #expect(last + ticks.step > domain.upperBound)
  }

  @Test(arguments: [-0.15...5.25, 0...5.25, 0.47...1.1, -3.1...3.2, 0...97.3, 0.85...1.1])
  func upAnAxisATickComesEvery28To80Pixels(_ domain: ClosedRange<Double>) throws {
    let typesetter = try Typesetter()
    for length in [160.0, 200, 240, 300] {
      let ticks = AxisTicks(
        .linear, domain: domain, length: length, direction: .vertical, typesetter: typesetter
      ).ticks
      let scale = Scale(domain: domain, start: 0, end: length)
      let gap = scale(ticks[1].value) - scale(ticks[0].value)
      #expect((28...80).contains(gap), "\(ticks.map(\.value)) on \(length) px")
    }
  }

  @Test func labelsAlongAnAxisStayOneAndThreeQuartersEmApart() throws {
    let typesetter = try Typesetter()
    for length in [40.0, 80, 150, 300, 640] {
      for domain in [0.0...1, -0.0003...0.0004, 1234.5...1234.6, -2e7...3e7, -25300...29100] {
        let ticks = AxisTicks(
          .linear, domain: domain, length: length, direction: .horizontal, typesetter: typesetter)
        let scale = Scale(domain: domain, start: 0, end: length)
        for (a, b) in zip(ticks.ticks, ticks.ticks.dropFirst()) {
          let gap = scale(b.value) - scale(a.value) - (a.line.width + b.line.width) / 2
          #expect(gap >= 1.75 * AxisTicks.size - 1e-9)
        }
      }
    }
  }

  @Test func logAxesTickPowersOfTen() {
    let wide = LogTicks(domain: 1e-6...1e6, target: 7) { _ in true }
    #expect(wide.values == [1e-6, 1e-4, 1e-2, 1, 1e2, 1e4, 1e6])
    let narrow = LogTicks(domain: 1...30, target: 5) { _ in true }
    #expect(narrow.values == [1, 2, 5, 10, 20])
  }
}
