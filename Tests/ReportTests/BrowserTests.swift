import Foundation
import Testing
import TrainingCore

/// The page where it is read; skipped where there is no Chromium.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")), .serialized)
struct BrowserTests {
  /// A frame as wide as a window would be, which writes what it finds into its own document.
  static let probe = """
    <!doctype html><iframe id="f" src="report.html" width="%W" height="900"></iframe><script>
    document.getElementById("f").onload = function () {
      var d = this.contentDocument, e = d.documentElement;
      var wide = Array.from(d.querySelectorAll("body *")).filter(function (n) {
        return !n.closest(".scroller,.skip,details,thead,.formula,dd math,:is(.readings,.derivation,.routes) math") && n.tagName !== "ANNOTATION"
          && n.getBoundingClientRect().right > e.clientWidth + 1;
      }).map(function (n) { return n.tagName + "." + n.getAttribute("class"); });
      d.fonts.ready.then(function () { document.body.setAttribute("data-result", JSON.stringify({
        scroll: e.scrollWidth, client: e.clientWidth, figures: d.querySelectorAll("figure").length,
        button: d.querySelectorAll("button.theme").length, wide: wide.slice(0, 5),
        answer: d.querySelector(".readings tbody tr").getBoundingClientRect().bottom,
        verdicts: Array.from(d.querySelectorAll(".readings .verdict")).every(function (n) {
          return n.getBoundingClientRect().right <= e.clientWidth; }),
        fonts: Array.from(d.fonts).map(function (f) { return f.status; }) })); });
    };</script>
    """

  /// Two parameters, seven of them, and a file with long names and large numbers.
  enum Data: CaseIterable { case short, wide, named }

  /// Heights in grams over lengths in millimetres, as far from 0 as such measurements are.
  private static let measurements = """
    flipper_length_mm,body_mass_g
    181,3750\n186,3800\n195,3250\n193,3450\n190,3650\n181,3625\n195,4675\n198,4250\n210,5400
    """

  private func question(_ data: Data, in folder: URL) throws -> Question {
    guard data == .named else { return Question(data: data == .wide ? "longley" : "seed") }
    let file = folder.appending(path: "measurements.csv")
    try Self.measurements.write(to: file, atomically: true, encoding: .utf8)
    return Question(data: file.path, x: ["flipper_length_mm"], y: "body_mass_g")
  }

  @Test(arguments: [380, 1200], Data.allCases)
  func fitsItsWindowAndRunsWithoutErrors(width: Int, data: Data) throws {
    try Samples.withFolder { folder in
      for (path, bytes) in try Samples.files(
        try question(data, in: folder), figures: ["gradient-sum", "covariance", "data-fit"])
      where !path.contains("/") {
        try Foundation.Data(bytes).write(to: folder.appending(path: path))
      }
      try Self.probe.replacing("%W", with: "\(width)")
        .write(to: folder.appending(path: "probe.html"), atomically: true, encoding: .utf8)
      let run = try Program.start(
        "/usr/bin/chromium",
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
          "--enable-logging=stderr", "--virtual-time-budget=8000", "--window-size=1400,1000",
          "--user-data-dir=\(folder.path)/profile", "--dump-dom",
          folder.appending(path: "probe.html").absoluteString,
        ], in: folder)
      let found = try #require(run.output.firstMatch(of: /data-result="([^"]*)"/)?.1)
      let json = found.replacing("&quot;", with: "\"")
      let result = try #require(
        JSONSerialization.jsonObject(with: Foundation.Data(json.utf8)) as? [String: Any])
      #expect(result["figures"] as? Int == 3)
      #expect(result["button"] as? Int == 1)
      #expect(result["wide"] as? [String] == [])
      #expect((result["scroll"] as? Int ?? .max) <= (result["client"] as? Int ?? 0))
      // A phone's or a laptop's first screen is some 800 px high.
      #expect((result["answer"] as? Double ?? .infinity) <= 800)
      #expect(result["verdicts"] as? Bool == true)
      #expect(result["fonts"] as? [String] == ["loaded", "loaded", "loaded"])
      let complaints = run.errors.split(separator: "\n").filter { $0.contains(":CONSOLE") }
      #expect(complaints == [])
    }
  }
}
