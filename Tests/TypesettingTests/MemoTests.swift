import Testing
@testable import Typesetting

/// What has been set is remembered, and that changes nothing.
@Suite struct MemoTests {
  @Test func aRememberedLineIsTheLineOfAFreshTypesetter() throws {
    let worn = try Typesetter()
    let labels: [Label] = [
      "AVATAR 12.5", "$\\frac{a}{b} + \\sqrt{x}$ of $3 \\times 10^{-5}$", "שלום (kg)", "x̄ ∇",
    ]
    for face in [Face.regular, .semibold] {
      for size in [10.0, 12, 10] {
        for label in labels { _ = worn.line(label, size: size, face: face) }
      }
    }
    for label in labels {
      for (size, face) in [(10.0, Face.regular), (12, .semibold)] {
        let line = worn.line(label, size: size, face: face)
        #expect(try line == Typesetter().line(label, size: size, face: face))
        for run in line.runs {
          let outline = worn.outline(of: run)
          #expect(try outline == Typesetter().outline(of: run))
          #expect(worn.outline(of: run) == outline)
        }
      }
    }
  }

  @Test func sizesFacesAndKindsOfPartsAreKeptApart() throws {
    let typesetter = try Typesetter()
    let small = typesetter.line("loss", size: 10)
    #expect(typesetter.line("loss", size: 20).width > 1.9 * small.width)
    #expect(typesetter.line("loss", size: 10, face: .semibold).width != small.width)
    #expect(typesetter.line(Label(tex: "loss"), size: 10) != small)
  }

  @Test func aFullMemoForgetsAndGoesOn() {
    let memo = Memo<Int, Int>(limit: 3)
    var made: [Int] = []
    for key in [1, 1, 2, 3, 1, 4, 1] {
      let value = memo.value(for: key) {
        made.append(key)
        return 10 * key
      }
      #expect(value == 10 * key)
    }
    #expect(made == [1, 2, 3, 4, 1])
  }

  @Test func moreLinesThanAreRememberedAreAllRight() throws {
    let typesetter = try Typesetter()
    let first = typesetter.line("0", size: 10)
    for i in 0..<3000 {
      #expect(typesetter.line(Label(verbatim: "\(i)"), size: 10).plainText == "\(i)")
    }
    #expect(typesetter.line("0", size: 10) == first)
  }
}
