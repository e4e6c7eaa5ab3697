import Foundation
import Report
import Testing

@testable import TrainingCore

/// A network's page and files stay readable.
@Suite struct NetworkReportTests {
  private static let question = Question(data: "line50", model: "mlp:12,4:tanh")

  private static func rows(in page: String, from start: String) -> Int {
    guard let table = page.range(of: start).map({ page[$0.upperBound...] }),
      let end = table.range(of: "</table>")
    else { return 0 }
    return table[..<end.lowerBound].components(separatedBy: "<tr>").count - 1
  }

  @Test func `the page names the network and writes out none of its units`() throws {
    let page = try Samples.page(Self.question, figures: ["gradient-sum"])
    #expect(
      page.contains(
        "the network mlp:12,4:tanh: 1 input, hidden layers of 12 and 4 with tanh, 81 parameters"))
    #expect(page.contains("Glorot initialisation from seed 0, where training would begin"))
    #expect(!page.contains("@h") && !page.contains("@z"))
    #expect(page.contains("goes back layer by layer"))
    #expect(page.contains("many minima"))
  }

  @Test func `long tables are cut and say so`() throws {
    let page = try Samples.page(Self.question, figures: ["gradient-sum"])
    let covariance = "aria-label=\"The covariance, parameter by parameter\""
    #expect(Self.rows(in: page, from: covariance) == 13)
    #expect(page.contains("And 69 more parameters"))
    #expect(page.contains("And 61 more components of every vector in report.json"))
    #expect(page.contains("The first 16 of 82 columns; the file has them all."))
  }

  @Test func `report.json has every component`() throws {
    let files = try Samples.files(Self.question)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(files["report.json"] ?? []))
        as? [String: Any])
    let problem = try #require(json["problem"] as? [String: Any])
    let gradient = try #require(json["gradient"] as? [String: Any])
    #expect(problem["model"] as? String == "mlp:12,4:tanh")
    #expect((problem["parameters"] as? [String])?.count == 81)
    #expect((gradient["gradientOfAverage"] as? [Double])?.count == 81)
    #expect(gradient["verdict"] as? String == "equal")
    let samples = try #require(gradient["perSample"] as? [[Double]])
    #expect(samples.count == 50 && samples.allSatisfy { $0.count == 81 })
  }

  @Test func `a network's page is the same every time`() throws {
    #expect(try Samples.page(Self.question) == Samples.page(Self.question))
  }
}
