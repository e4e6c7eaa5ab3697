import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct ScatterIdentityTests {
  @Test func everyParameterOfTheNetworkIsInTheTable() throws {
    let evidence = try Fixtures.evidence("line50")
    let check = try #require(evidence.modelCheck(.network, .double))
    let data = try ScatterIdentity().data(of: evidence)
    #expect(data.rows.map { $0[0] } == check.parameters)
    #expect(data.rows.map { $0[1] } == check.comparison.right.map(\.description))
    #expect(data.rows.map { $0[2] } == check.comparison.left.map(\.description))
  }

  @Test func theReadersOwnNetworkIsShownInItsPlace() throws {
    let evidence = try Fixtures.evidence("line50", model: "mlp:3:tanh")
    let figure = try ScatterIdentity().figure(of: evidence)
    #expect(figure.description.contains("mlp:3:tanh"))
    #expect(try ScatterIdentity().data(of: evidence).rows.count == 10)
  }

  @Test func theTitleSaysThatAllLieOnTheDiagonalOnlyIfTheyDo() throws {
    var evidence = try Fixtures.evidence("line50")
    let index = try #require(
      evidence.modelChecks.firstIndex { $0.kind == .network && $0.precision == .double })
    #expect(
      try ScatterIdentity().figure(of: evidence).title.plainText.contains("25 parameters lies"))
    evidence.modelChecks[index].comparison.verdict = .different
    #expect(
      try !ScatterIdentity().figure(of: evidence).title.plainText.contains("lies on the diagonal"))
  }

  @Test func aGradientOfZerosHasNoPicture() throws {
    var evidence = try Fixtures.evidence("line50")
    for index in evidence.modelChecks.indices {
      let count = evidence.modelChecks[index].comparison.left.count
      let zeros = [Double](repeating: 0, count: count)
      evidence.modelChecks[index].comparison.left = zeros
      evidence.modelChecks[index].comparison.right = zeros
    }
    #expect(throws: Unavailable.self) { try ScatterIdentity().figure(of: evidence) }
  }
}
