import Testing

@testable import Plotting

@Suite struct LineEndColumnTests {
  private func pooled(_ wanted: [Double]) -> [Double] {
    LineEndColumn.pooled(wanted, heights: wanted.map { _ in 14 })
  }

  @Test func labelsThatAreApartStayWhereTheyAre() {
    #expect(pooled([10, 40, 80]) == [10, 40, 80])
  }

  @Test func labelsThatAreCloseShareTheShift() {
    #expect(pooled([50, 50]) == [43, 57])
    #expect(pooled([10, 50, 52, 54]) == [10, 38, 52, 66])
  }

  @Test func tallLabelsTakeMoreRoom() {
    #expect(LineEndColumn.pooled([50, 50], heights: [14, 26]) == [40, 60])
    #expect(LineEndColumn.pooled([9, 50, 50], heights: [10, 20, 40]) == [9, 35, 65])
  }
}
