import Testing

@testable import Plotting

@Suite struct LineEndColumnTests {
  @Test func labelsThatAreApartStayWhereTheyAre() {
    #expect(LineEndColumn.pooled([10, 40, 80], gap: 14) == [10, 40, 80])
  }

  @Test func labelsThatAreCloseShareTheShift() {
    #expect(LineEndColumn.pooled([50, 50], gap: 14) == [43, 57])
    #expect(LineEndColumn.pooled([10, 50, 52, 54], gap: 14) == [10, 38, 52, 66])
  }
}
