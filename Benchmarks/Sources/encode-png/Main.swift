import Foundation

@testable import Rendering

/// Times our PNG encoder on pixels that cairo has drawn.
///
///     encode-png PIXELS WIDTH HEIGHT REPETITIONS [FILE.png]
///
/// `PIXELS` is a file of 32 bits a pixel, 0xXXRRGGBB as cairo keeps them, written by
/// `peers/floor/write_png`.  Prints the median milliseconds of CPU time and the bytes of the file.  Needs a build
/// with `-enable-testing`, because the encoder is no part of the library's interface.
@main struct Main {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count >= 5, let width = Int(words[2]), let height = Int(words[3]),
      let repetitions = Int(words[4])
    else {
      print("usage: encode-png PIXELS WIDTH HEIGHT REPETITIONS [FILE.png]")
      exit(64)
    }
    let pixels = [UInt8](try Data(contentsOf: URL(filePath: words[1])))
    var (times, file) = ([Double](), [UInt8]())
    for _ in 0..<max(repetitions, 1) {
      let start = clock()
      file = try encoded(pixels, width: width, height: height)
      times.append(1e3 * Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    times.sort()
    print(times[times.count / 2], file.count)
    if words.count > 5 { try Data(file).write(to: URL(filePath: words[5])) }
  }

  /// From cairo's pixels to the bytes of a file, all of which cairo's own writer does as well.
  private static func encoded(_ pixels: [UInt8], width: Int, height: Int) throws -> [UInt8] {
    let rows = [UInt8](unsafeUninitializedCapacity: height * (3 * width + 1)) { rows, count in
      for row in 0..<height {
        rows[count] = 0
        count += 1
        for pixel in row * width..<(row + 1) * width {
          rows[count] = pixels[4 * pixel + 2]
          rows[count + 1] = pixels[4 * pixel + 1]
          rows[count + 2] = pixels[4 * pixel]
          count += 3
        }
      }
    }
    return try PNGEncoder(scale: 2, texts: [])
      .encode(Pixels(width: width, height: height, rows: rows))
  }
}
