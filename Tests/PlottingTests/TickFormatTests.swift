import Testing

@testable import Plotting

@Suite struct TickFormatTests {
  @Test(arguments: [
    (-0.04, 1, "0.0"), (-1.5, 1, "\u{2212}1.5"), (0.05, 2, "0.05"), (12, 0, "12"),
    (-0.0, 0, "0"), (1234.5, 0, "1235"), (0.999, 2, "1.00"),
  ])
  func numbersHaveFixedDecimalsAndATrueMinus(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(TickFormat.fixed(value, decimals: decimals) == text)
  }

  @Test func decimalsComeFromTheStep() {
    let quarter = TickFormat(values: [0, 0.25, 0.5], step: 0.25)
    #expect([0, 0.25, 0.5].map(quarter.text) == ["0.00", "0.25", "0.50"])
    let five = TickFormat(values: [-5, 0, 5], step: 5)
    #expect([-5, 0, 5].map(five.text) == ["\u{2212}5", "0", "5"])
  }

  @Test func largeAndSmallNumbersShareOneExponent() {
    let large = TickFormat(values: [0, 5e7, 1e8], step: 5e7)
    #expect(large.exponent == 8)
    #expect([0, 5e7, 1e8].map(large.text) == ["0.0", "0.5", "1.0"])
    let small = TickFormat(values: [1e-300, 2e-300], step: 1e-300)
    #expect(small.exponent == -300)
    #expect([1e-300, 2e-300].map(small.text) == ["1", "2"])
  }

  @Test func fromFiveDigitsOnAnExponentIsSharedWhereItShortens() {
    let round = TickFormat(values: [-20000, 0, 20000], step: 20000)
    #expect([-20000, 0, 20000].map(round.text) == ["\u{2212}2", "0", "2"])
    let fine = TickFormat(values: [12250, 12500, 12750], step: 250)
    #expect([12250, 12500].map(fine.text) == ["12250", "12500"])
    let six = TickFormat(values: [123455, 123456], step: 1)
    #expect(six.exponent == 0)
    let four = TickFormat(values: [0, 5000], step: 5000)
    #expect(four.exponent == 0)
  }
}
