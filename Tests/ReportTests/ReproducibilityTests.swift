import Foundation
import Testing

/// The same question gives the same bytes, whatever the process's hash seed, folder or locale.
@Suite struct ReproducibilityTests {
  @Test(arguments: [
    ["report", "--format", "png,svg,pdf", "--scale", "1"],
    ["report", "--scale", "1", "--data", "d.csv", "--model", "a*x1 + b*x2 + c", "--x", "u,v"],
  ])
  func twoProcessesWriteTheSameBytes(arguments: [String]) throws {
    var written: [[String: String]] = []
    var lists: [String] = []
    for (language, zone) in [("C", "UTC"), ("de_DE.UTF-8", "Asia/Tokyo")] {
      try Samples.withFolder { folder in
        try Data("u,v,y\n1,2,3\n2,1,5\n3,7,4\n4,4,8\n5,1,9\n".utf8)
          .write(to: folder.appending(path: "d.csv"))
        let run = try Program.start(
          "/usr/bin/env",
          ["LC_ALL=\(language)", "TZ=\(zone)", Program.path] + arguments + ["--quiet"]
            + (arguments.contains("--data") ? ["--y", "y"] : []), in: folder)
        #expect(run.code == 0, "\(run.errors)")
        written.append(try Samples.hashes(of: folder.appending(path: "output")))
        lists.append(run.output)
      }
    }
    #expect(written[0] == written[1] && lists[0] == lists[1])
    #expect(written[0].count == lists[0].split(separator: "\n").count)
    #expect(written[0].count > 10)
  }

  /// All inputs equal: there is an answer, and the page says which slope was chosen among many.
  @Test func aConstantInputIsAnsweredWithItsReservation() throws {
    try Samples.withFolder { folder in
      try Data("x,y\n1,2\n1,3\n1,5\n".utf8).write(to: folder.appending(path: "d.csv"))
      let run = try Program.run("report", "--quiet", "--scale", "1", "--data", "d.csv", in: folder)
      #expect(run.code == 0, "\(run.errors)")
      let output = folder.appending(path: "output")
      let json =
        try JSONSerialization.jsonObject(
          with: Data(contentsOf: output.appending(path: "report.json"))) as? [String: Any]
      let optimum = try #require(json?["optimum"] as? [String: Any])
      let caveat = try #require(optimum["caveat"] as? String)
      let page = try String(contentsOf: output.appending(path: "report.html"), encoding: .utf8)
      #expect(!caveat.isEmpty && page.contains(caveat), "\(caveat)")
    }
  }

  /// No file holds the folder it was made in, nor the path by which the data were named.
  @Test func nothingWrittenTellsWhereItWasMade() throws {
    try Samples.withFolder { folder in
      let data = folder.appending(path: "d.csv")
      try Data("x,y\n1,2\n2,4\n3,5\n".utf8).write(to: data)
      let run = try Program.run(
        "report", "--quiet", "--scale", "1", "--data", data.path, in: folder)
      #expect(run.code == 0, "\(run.errors)")
      let place = Data(folder.lastPathComponent.utf8)
      for path in run.output.split(separator: "\n") {
        let bytes = try Data(contentsOf: folder.appending(path: String(path)))
        #expect(bytes.range(of: place) == nil, "\(path)")
      }
    }
  }
}
