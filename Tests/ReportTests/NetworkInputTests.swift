import Foundation
import Testing

@testable import TrainingCore

/// Mistakes with networks and labels: the exact words, and which kind of mistake it is.
@Suite struct NetworkInputTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var model: String?
    var loss: String?
    var csv = "a,b,y\n1,2,0\n3,4,1\n5,7,1\n"
    var message: String
    var kind = InputError.Kind.usage
    var testDescription: String { "\(model ?? "") \(loss ?? "")" }
  }

  static let mistakes = [
    Mistake(
      model: "mlp:0",
      message: "--model: \"mlp:0\" has a layer of size \"0\"; "
        + "give whole numbers from 1 to 65536 with commas, as in mlp:16,16:tanh"),
    Mistake(
      model: "mlp:16,,4",
      message: "--model: \"mlp:16,,4\" has a layer of size \"\"; "
        + "give whole numbers from 1 to 65536 with commas, as in mlp:16,16:tanh"),
    Mistake(
      model: "mlp:8:tahn",
      message: "--model: \"mlp:8:tahn\" has the activation \"tahn\"; did you mean tanh?"),
    Mistake(
      model: "MLP:8",
      message: "--model: \"MLP:8\" is neither a formula nor a network; "
        + "write a network as mlp:16,16:tanh, with the sizes of its hidden layers"),
    Mistake(
      model: "mlp:64,64:relu",
      message: "--model: mlp:64,64:relu has 4417 parameters for 2 inputs, but at most 1000 can be "
        + "measured; mlp:29,29:relu would do"),
    Mistake(
      model: "mlp:65536,65536",
      message: "--model: mlp:65536,65536:tanh is far too large for 2 inputs, but at most 1000 can "
        + "be measured; mlp:29,29:tanh would do"),
    Mistake(
      loss: "cross-entropy",
      message:
        "--loss: \"cross-entropy\" needs an output for each class, and models here have one; "
        + "for two classes use --loss logistic with labels of 0 and 1"),
    Mistake(
      loss: "logistic", csv: "a,b,y\n1,2,1\n3,4,-1\n5,7,1\n",
      message: "d.csv:3: --loss logistic is for a target of 0 or 1, but \"y\" has −1 and 1; "
        + "for labels of -1 and 1 use --loss soft-margin, or replace -1 by 0",
      kind: .badData),
  ]

  @Test(arguments: mistakes)
  func `is refused in one line that says what to do`(_ mistake: Mistake) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("d.csv").path
    try mistake.csv.write(toFile: path, atomically: true, encoding: .utf8)
    do {
      _ = try Problem(
        Question(data: path, x: ["a", "b"], y: "y", model: mistake.model, loss: mistake.loss))
      Issue.record("no error")
    } catch {
      let text = error.description.replacingOccurrences(of: folder.path + "/", with: "")
      #expect(text == mistake.message)
      #expect(error.kind == mistake.kind)
    }
  }

  private func problem(_ csv: String, x: [String], y: String = "y") throws -> Problem {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
    try csv.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Problem(Question(data: path, x: x, y: y, model: "mlp:2:tanh"))
  }

  @Test func `a column keeps its name and the parameter gets a longer one`() throws {
    let problem = try problem("w1_1_1,b1_1,y\n1,2,0\n3,4,1\n", x: ["w1_1_1", "b1_1"])
    #expect(problem.parameters.prefix(3) == ["w1_1_1_", "w1_1_2", "w1_2_1"])
    #expect(problem.parameters.contains("b1_1_"))
    let found = try Evidence(measuring: problem)
    #expect(found.gradient.comparison.verdict == .equal)
  }

  @Test func `large inputs are used as given and said to be large`() throws {
    let problem = try problem("size,y\n2000,1\n9000,2\n4000,3\n", x: ["size"])
    #expect(problem.data["size"] == [2000, 9000, 4000])
    #expect(problem.warnings.count == 1)
    #expect(problem.warnings[0].contains("\"size\" is about 5000 in size and is used as given"))
  }

  @Test func `small inputs bring no warning`() throws {
    #expect(try problem("x,y\n1,1\n0.5,2\n-1,3\n", x: ["x"]).warnings.isEmpty)
  }
}
