import Foundation
import Testing

/// Rules that no compiler checks.
@Suite struct HouseRulesTests {
  /// What the documentation of a public declaration is looked for at.
  static let declarations = [
    "public struct ", "public enum ", "public protocol ", "public actor ", "public class ",
    "public final class ", "public indirect enum ", "public func ", "public static func ",
    "public mutating func ", "public typealias ",
  ]

  @Test func everyPublicTypeAndFunctionIsDocumented() throws {
    for file in Repository.files(below: "Sources", endingIn: ".swift") {
      let lines = try Repository.lines(of: file).map { $0.drop { $0 == " " } }
      for (index, line) in lines.enumerated() {
        guard Self.declarations.contains(where: line.hasPrefix) else { continue }
        let above = lines[..<index].last { !$0.hasPrefix("@") }
        #expect(above?.hasPrefix("///") == true, "\(file):\(index + 1): \(line)")
      }
    }
  }

  @Test func noFileRefersToWhatIsOutsideTheRepository() throws {
    let outside = "../" + "shared"
    let folders = ["Sources", "Tests", "Templates", "Plugins", "scripts", "docs", ".ci"]
    for file in folders.flatMap({ Repository.files(below: $0) }) {
      guard let text = try? Repository.text(of: file) else { continue }
      #expect(!text.contains(outside), "\(file)")
    }
  }

  @Test func cIsCalledInTheTargetsThatMay() throws {
    for target in ["Formula", "Plotting", "Figures", "Report"] {
      for file in Repository.files(below: "Sources/\(target)", endingIn: ".swift") {
        for line in try Repository.lines(of: file) {
          let module = ImportDirectionTests.module(of: line) ?? ""
          #expect(
            !module.hasPrefix("CC") && !["CHarfBuzz", "CDeflate"].contains(module), "\(file)")
        }
      }
    }
  }

  @Test func sourcesStayShort() throws {
    for file in Repository.files(below: "Sources", endingIn: ".swift") {
      let count = try Repository.lines(of: file).count
      #expect(count <= 400, "\(file) has \(count) lines")
    }
  }

  @Test func noMarkupIsWrittenOutsideTheTemplates() throws {
    for file in Repository.files(below: "Sources/Report", endingIn: ".swift") {
      for (index, line) in try Repository.lines(of: file).enumerated() {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//"), !file.hasSuffix("SafeHTML.swift"),
          !code.contains("TemplateError")
        else { continue }
        #expect(!code.contains("\"<"), "\(file):\(index + 1): \(code)")
      }
    }
  }
}
