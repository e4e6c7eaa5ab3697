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
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: words[1])))
    let pixels = (0..<width * height).map { index in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[4 * index + $1]) << UInt32(8 * $1) }
    }
    let buffer = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: pixels.count)
    defer { buffer.deallocate() }
    _ = buffer.initialize(from: pixels)
    let grid = PixelGrid(pixels: buffer, stride: width, width: width, height: height)
    var (times, file) = ([Double](), [UInt8]())
    for _ in 0..<max(repetitions, 1) {
      let start = clock()
      file = try PNGEncoder(scale: 2, texts: []).encode(grid)
      times.append(1e3 * Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    times.sort()
    print(times[times.count / 2], file.count)
    if words.count > 5 { try Data(file).write(to: URL(filePath: words[5])) }
  }
}
