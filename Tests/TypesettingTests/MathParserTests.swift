import Foundation
import Testing
@testable import Typesetting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Formulas that every part of the module must be able to handle.
let formulas = [
  #"m\bar x + b = \bar y"#, #"\frac{1}{N}\sum_{i=1}^{N} \nabla \ell_i(\theta)"#,
  #"\displaystyle \prod_{k} a_k = \int_0^\infty f(x)\,dx"#,
  #"-\frac{2}{N}\left(y_i - \hat y\right)"#,
  #"\sqrt{x^2 + 1}"#, #"\sqrt[3]{\overline{ab}}"#, #"x''"#, #"x'^{2}_{i}"#, "10^{-3}", "1.5", ".5",
  "a.b",
  #"\Cov(x, y) = \operatorname{E}[xy]"#, #"\text{if } x \ge 0 \text{ \& more}"#,
  #"\text{50\% \{a\} \_}"#,
  #"\begin{cases} x^2 & \text{if } x < 0 \\ 1 & \text{else}\end{cases}"#, #"\added{a + b} = c"#,
  #"\lVert g \rVert^2 \le \lvert x \rvert"#, #"\left\{ a \right."#, #"\left|\frac ab\right|"#,
  #"{a+b}^2"#, #"{x^2}^3"#, "{}^2", "{+}", "+", "", "{}", "{{a}}", "{1}2", "{1}{2}",
  #"{\displaystyle a} b"#,
  #"a\displaystyle b"#, #"\mathbf{x} \cdot \mathbb{R}"#, #"\mathbf{ab}\mathcal{LN}(0, 1)"#,
  #"\mathrm{d}x"#,
  #"\log x\!y\;z\quad w"#,
  #"α ≤ β · γ − δ"#, #"\%\#\&\_\$\{\}\|"#, "x^10", #"x^\frac12"#,
  "a < b > c & d".replacing("&", with: ";"),
  #"\hat{\Cov}_{ij}"#, #"\nabla_{\theta} L"#, #"\partial f"#, #"\vec v\tilde w\dot u\widehat{abc}"#,
  "漢é",
]

@Suite struct MathParserTests {
  @Test(arguments: formulas)
  func theTeXOfAFormulaReadsAsTheSameFormula(tex: String) throws {
    let math = try Math(tex: tex)
    #expect(try Math(tex: math.tex) == math)
    #expect(try Math(tex: math.tex).tex == math.tex)
  }

  @Test func partsAreToldApart() throws {
    let math = try Math(tex: #"\frac{1}{N}x_i^2"#)
    guard case .row(let parts) = math, parts.count == 2 else {
      Issue.record("two parts expected")
      return
    }
    #expect(parts[0].tex == #"\frac{1}{N}"#)
    #expect(parts[1].tex == "x_{i}^{2}")
    #expect(try Math(tex: "x^10") == Math(tex: "x^{1}0"))
  }

  @Test(arguments: [
    (#"\nabla L = \frac{1}{N} \sum_i \nabla \ell_i"#, "∇L = 1/N ∑_i ∇ℓ_i"), ("10^{-3}", "10⁻³"),
    (#"m\bar x+b=\bar y"#, "mx\u{304} + b = y\u{304}"), (#"\sqrt{a+b}"#, "√(a + b)"),
    (#"\log x, -y"#, "log x, −y"), ("x''", "x′′"), (#"\Var(\theta)"#, "Var(θ)"),
  ])
  func plainTextReadsLikeTyped(tex: String, expected: String) throws {
    #expect(try Math(tex: tex).plainText == expected)
  }

  @Test(arguments: [
    "\\", "{", "}", "{{", "a}", "^", "_", "a^", "a_", "a^^b", "a_b_c", "a^b^c", #"\frac"#,
    #"\frac{a"#,
    #"\frac{a}"#, #"\sqrt"#, #"\sqrt["#, #"\sqrt[3"#, #"\left"#, #"\left("#, #"\left(a"#,
    #"\right)"#,
    #"\left a\right b"#, #"\begin"#, #"\begin{cases}"#, #"\begin{cases}a"#,
    #"\begin{cases}a\end{x}"#,
    #"\begin{matrix}\end{matrix}"#, #"\end{cases}"#, "&", #"a & b"#, #"a \\ b"#, #"\text"#,
    #"\text{"#,
    #"\text{a{b}}"#, #"\text{\"#, #"\unknown"#, #"\bar"#, #"\mathbb{a}"#, "$", "#", "%", #"\1"#,
    "a\\",
    String(repeating: "{", count: 10_000),
    String(repeating: "{", count: 70) + String(repeating: "}", count: 70),
    String(repeating: #"\bar"#, count: 5_000) + " x",
    String(repeating: #"\sqrt"#, count: 5_000) + "{x}",
    String(repeating: #"\left("#, count: 5_000), String(repeating: "x^{", count: 5_000),
    String(repeating: #"\displaystyle "#, count: 5_000),
    String(repeating: #"\begin{cases}"#, count: 5_000),
    String(repeating: #"\frac"#, count: 5_000),
  ])
  func brokenTeXIsRefusedAndSetAsItStands(tex: String) throws {
    #expect(throws: TypesettingError.self) { try Math(tex: tex) }
    let line = try Typesetter().line(Label(tex: tex), size: 12)
    #expect(line.plainText == tex)
  }

  @Test func noTruncationOrChangeOfASourceCrashes() throws {
    let typesetter = try Typesetter()
    for tex in formulas {
      let characters = Array(tex)
      for i in characters.indices {
        _ = typesetter.line(Label(tex: String(characters[...i])), size: 12)
        _ = typesetter.line(Label(tex: String(characters[i...])), size: 12)
        for other in ["{", "}", "\\", "^", "_", "&"] as [Character] {
          var changed = characters
          changed[i] = other
          if let math = try? Math(tex: String(changed)) {
            #expect(try Math(tex: math.tex) == math, "\(String(changed)) as \(math.tex)")
          }
        }
      }
    }
  }
}

@Suite struct MathMLTests {
  @Test(arguments: formulas)
  func everyFormulaIsWellFormedMarkup(tex: String) throws {
    let math = try Math(tex: tex)
    for display in [false, true] {
      let markup = math.mathML(display: display)
      let reader = Reader()
      let parser = XMLParser(data: Data(markup.utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(markup)")
      #expect(reader.annotation == math.tex)
      // These elements take exactly so many children.
      let counts = [
        "mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3,
        "mroot": 2,
        "semantics": 2,
      ]
      for (name, children) in reader.children {
        if let count = counts[name] { #expect(children == count) }
      }
    }
  }

  @Test func fencesDoNotStretchAndTheNablaKeepsClose() throws {
    let markup = try Math(tex: #"\nabla J(m, b)"#).mathML(display: true)
    #expect(markup.hasPrefix("<math display=\"block\">"))
    #expect(markup.contains("<mo rspace=\"0\">∇</mo><mi>J</mi>"))
    #expect(markup.contains("<mo stretchy=\"false\" form=\"prefix\">(</mo>"))
    #expect(markup.contains("<mo stretchy=\"false\" form=\"postfix\">)</mo>"))
  }

  @Test func aSignWithoutALeftOperandIsAPrefix() throws {
    #expect(try Math(tex: "a = -b").mathML(display: false).contains("<mo form=\"prefix\">−</mo>"))
    #expect(try Math(tex: "a - b").mathML(display: false).contains("<mo>−</mo>"))
  }

  @Test func whatWasAddedIsMarked() throws {
    #expect(
      try Math(tex: #"\added{x}"#).mathML(display: false).contains(
        "<mrow class=\"added\"><mi>x</mi></mrow>"))
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var children: [(String, Int)] = []
    var annotation = ""
    private var open: [(String, Int)] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      if !open.isEmpty { open[open.count - 1].1 += 1 }
      open.append((name, 0))
    }
    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if open.last?.0 == "annotation" { annotation += text }
    }
    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      if let last = open.popLast() { children.append(last) }
    }
  }
}
