import Testing

@testable import TrainingCore

/// The hash, the random numbers, the suggestions and the errors' shape.
@Suite struct DataToolTests {
  /// The examples of FIPS 180-2, appendix B, and of the NIST validation suite.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func hashOfTheStandardsExamples(text: String, hash: String) {
    #expect(SHA256.hexadecimal(of: text) == hash)
  }

  @Test func hashOfAMillionLetters() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      SHA256.hexadecimal(of: bytes.span)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Lengths around the block's end, where the padding needs a second block.
  @Test func hashDependsOnEveryLengthAroundABlock() {
    let hashes = (50...70).map { SHA256.hexadecimal(of: String(repeating: "a", count: $0)) }
    #expect(Set(hashes).count == 21)
    #expect(hashes[5] == "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318")
    #expect(hashes[14] == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb")
  }

  /// The first outputs for the seed 1234567, as its authors' program gives them.
  @Test func splitMixGivesTheReferenceSequence() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.next() == 9_817_491_932_198_370_423)
  }

  @Test func uniformNumbersStayBelowOne() {
    var random = SplitMix64(seed: 0)
    let numbers = (0..<10_000).map { _ in random.uniform() }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(numbers.reduce(0, +) / 10_000 - 0.5) < 0.01)
  }

  @Test(arguments: [
    ("lime50", "line50"), ("line05", "line50"), ("NORRIS", "norris"), ("longly", "longley"),
    ("sede", "seed"), ("anscombe", "anscombe1"),
  ])
  func suggestsTheNameThatWasMeant(typed: String, meant: String) {
    #expect(Suggestion.nearest(to: typed, in: Registry.builtinData.map(\.name)) == meant)
  }

  @Test func suggestsNothingFarOff() {
    #expect(Suggestion.nearest(to: "penguins", in: ["seed", "norris"]) == nil)
    #expect(Suggestion.nearest(to: "", in: ["a"]) == nil)
    #expect(Suggestion.nearest(to: "x", in: []) == nil)
    #expect(Suggestion.nearest(to: String(repeating: "x", count: 100_000), in: ["x"]) == nil)
  }

  @Test func errorsReadAsOneLineWithTheKnownPlace() {
    let full = InputError(
      .badData, file: "a.csv", line: 3, column: 7, "bad", advice: "mend it")
    #expect(full.description == "a.csv:3:7: bad; mend it")
    #expect(full.exitCode == 65)
    #expect(InputError(.notFound, file: "a.csv", "gone").description == "a.csv: gone")
    #expect(InputError(.usage, "wrong").description == "wrong")
    #expect(
      InputError(.badData, file: "a\n\u{1B}[1mb", "x").description == "a\u{FFFD}\u{FFFD}[1mb: x")
  }
}
