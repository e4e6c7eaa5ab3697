import Synchronization

/// A file's lines in chunks of bytes, read on all cores and taken in the order of the file.
///
/// A line belongs to the chunk in which it begins. Where the first line of a chunk begins is
/// guessed: behind the first line end. The guess is wrong where that line end stands in quotation
/// marks, so it is checked: the chunk before, read to the end of its last line, says where the next
/// line begins. A chunk that was read from a wrong place is read again. So the result is that of
/// one pass from the beginning, whatever the quotation marks, the chunks' size and the number of
/// threads; and the first error is the first of the file, for its chunk is read again as well, with
/// the number of its first line.
struct CSVChunks {
  let file: CSVFile
  /// Bytes of a chunk. What a chunk's rows become fits with it into a core's second-level cache.
  var size = 256 << 10
  var threads = OrderedPipeline.cores

  /// A chunk's outcome.
  private struct Part<Piece: Sendable>: Sendable {
    var start: Int
    /// Where the first line begins that is not in the chunk.
    var end: Int
    /// The lines that were passed.
    var lines: Int
    /// Nil where there was an error.
    var piece: Piece?
  }

  /// How far all that was taken goes.
  private struct Progress: Sendable {
    var position: Int
    var line: Int
    var error: InputError?
  }

  /// Reads all lines under the header.
  /// - Parameters:
  ///   - beside: Something else to be done at the same time.
  ///   - read: Reads the lines that begin before the place given, and moves the cursor behind
  ///     them. Called from any thread; its errors may be those of a wrong guess.
  ///   - take: Is given what `read` made of each chunk, in the order of the file and one at a time,
  ///     and the number of the chunk's first line.
  /// - Throws: The first error of the file.
  func forEach<Piece: Sendable>(
    beside: (@Sendable () -> Void)? = nil,
    read: @Sendable (Span<UInt8>, inout CSVCursor, Int) throws(InputError) -> Piece,
    take: @Sendable (Piece, Int) -> Void
  ) throws(InputError) {
    let first = file.firstRow
    let count = file.contents.count
    let progress = Mutex(Progress(position: first.position, line: first.line))
    let from = first.position / size
    OrderedPipeline.run(
      count: (count + size - 1) / size - from, threads: threads, beside: beside,
      make: { index in
        let start = (from + index) * size
        return file.contents.withBytes { bytes in
          // The beginning of the rows needs no guess.
          index == 0
            ? part(bytes, first.position, start + size, read)
            : Self.lineStart(bytes, in: start..<min(count, start + size)).map {
              part(bytes, $0, start + size, read)
            }
        }
      },
      take: { (index: Int, guess: Part<Piece>?) in
        let end = (from + index + 1) * size
        var here = progress.withLock { $0 }
        // A line may be longer than a chunk.
        guard here.position < end, here.position < count else { return true }
        if let guess, guess.start == here.position, let piece = guess.piece {
          take(piece, here.line)
          here.position = guess.end
          here.line += guess.lines
        } else {
          var cursor = first
          (cursor.position, cursor.lineStart, cursor.line) = (
            here.position, here.position, here.line
          )
          do throws(InputError) {
            let piece = try file.contents.withBytes { (bytes) throws(InputError) in
              try read(bytes, &cursor, end)
            }
            take(piece, here.line)
            here.position = cursor.position
            here.line = cursor.line
          } catch {
            here.error = error
          }
        }
        progress.withLock { $0 = here }
        return here.error == nil
      })
    if let error = progress.withLock({ $0.error }) { throw error }
  }

  private func part<Piece: Sendable>(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int,
    _ read: (Span<UInt8>, inout CSVCursor, Int) throws(InputError) -> Piece
  ) -> Part<Piece> {
    var cursor = file.firstRow
    (cursor.position, cursor.lineStart, cursor.line) = (start, start, 0)
    let piece = try? read(bytes, &cursor, end)
    return Part(start: start, end: cursor.position, lines: cursor.line, piece: piece)
  }

  /// Behind the first line end of the bytes in the range and the one before; nil if there is none.
  private static func lineStart(_ bytes: Span<UInt8>, in range: Range<Int>) -> Int? {
    for index in range.lowerBound - 1..<range.upperBound {
      let byte = bytes[index]
      guard byte == 0x0A || byte == 0x0D else { continue }
      let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      let start = index + (isPair ? 2 : 1)
      return start < range.upperBound ? start : nil
    }
    return nil
  }
}
