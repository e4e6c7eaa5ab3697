import Foundation
import TrainingCore

/// Small data sets on which a careless report says what is not so.
enum HonestSamples {
  static let x = [0.0, 1, 2, 3, 4, 5]
  static let y = [1, 2, 3, 5, 4.5, 7]

  /// Six ordinary points, near a line but not on one.
  static func evidence(
    x: [Double] = x, y: [Double] = y, model: String? = nil, loss: String? = nil,
    at: [(String, Double)]? = nil
  ) throws -> Evidence {
    try Samples.withFolder { folder in
      let file = folder.appending(path: "normal.csv")
      let rows = zip(x, y).map { "\($0),\($1)" }
      try (["x,y"] + rows).joined(separator: "\n").write(
        to: file, atomically: true, encoding: .utf8)
      let point = at.map { $0.map { (name: $0.0, value: $0.1) } }
      return try Samples.evidence(
        Question(data: file.path, x: ["x"], y: "y", model: model, loss: loss, at: point))
    }
  }

  /// A page's words without its tags.
  static func text(of evidence: Evidence) throws -> String {
    try Samples.page(of: evidence)
      .replacing(
        /<style>.*?<\/style>|<script>.*?<\/script>|<annotation.*?<\/annotation>/
          .dotMatchesNewlines(), with: " "
      )
      .replacing(/<[^>]*>/, with: "")
      .replacing(/\s+/, with: " ")
  }
}
