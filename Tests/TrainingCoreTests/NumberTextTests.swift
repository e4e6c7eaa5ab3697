import Testing
import TrainingCore

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (-8, "−8"), (4.875, "4.875"), (1.2999995, "1.3"), (0.075, "0.075"),
    (123456.7, "123500"), (999999, "1×10⁶"), (1e300, "1×10³⁰⁰"), (-1.25e-5, "−1.25×10⁻⁵"),
    (0.00012345, "0.0001235"), (0.1 + 0.2, "0.3"), (.leastNonzeroMagnitude, "5×10⁻³²⁴"),
    (.infinity, "∞"),
    (-.infinity, "−∞"), (.nan, "undefined"),
  ])
  func aNumberIsWrittenWithFourSignificantDigitsAndATrueMinus(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test func roundingCarriesIntoTheNextPowerOfTen() {
    #expect(NumberText.short(9.9996) == "10")
    #expect(NumberText.short(-0.99996) == "−1")
  }

  @Test func moreDigitsShowMore() {
    #expect(NumberText.short(1.0 / 3, digits: 8) == "0.33333333")
    #expect(NumberText.short(-3.4524837780769326, digits: 17) == "−3.4524837780769326")
  }

  @Test func countsAreGroupedFromFiveDigitsOn() {
    #expect(NumberText.count(1000) == "1000")
    #expect(NumberText.count(1_000_000) == "1\u{202F}000\u{202F}000")
  }

  @Test func aVectorStandsInBrackets() { #expect(NumberText.vector([-8, -4]) == "(−8, −4)") }
}
