import Foundation
import Testing

/// OpenBLAS is loaded when something is measured, and its absence is said.
@Suite struct LibraryLoadingTests {
  /// Runs the program where the first `libopenblas.so.0` that is found is no library.
  private static func withoutOpenBLAS(_ arguments: [String], in folder: URL) throws -> Program {
    try Data().write(to: folder.appending(path: "libopenblas.so.0"))
    return try Program.start(
      "/usr/bin/env", ["LD_LIBRARY_PATH=\(folder.path)", Program.path] + arguments, in: folder)
  }

  @Test func measuringWithoutOpenBLASIsOneLineThatTellsWhatToInstall() throws {
    try Samples.withFolder { folder in
      let run = try Self.withoutOpenBLAS(["figure", "--quiet"], in: folder)
      #expect(run.code == 66)
      #expect(
        run.errors == """
          gradient-report: libopenblas.so.0: the library cannot be loaded; install it: \
          apt-get install libopenblas0

          """)
      #expect(run.output == "")
    }
  }

  @Test(arguments: [["--help"], ["--version"], ["list", "figures"]])
  func whatMeasuresNothingNeedsNoOpenBLAS(arguments: [String]) throws {
    try Samples.withFolder { folder in
      let run = try Program.start(Program.path, arguments, in: folder)
      let without = try Self.withoutOpenBLAS(arguments, in: folder)
      #expect(without.code == 0, "\(without.errors)")
      #expect(!run.output.isEmpty && without.output == run.output)
    }
  }
}
