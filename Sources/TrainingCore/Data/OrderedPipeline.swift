import Dispatch
import Glibc
import Synchronization

/// Pieces of work done on all cores, whose results are taken one after the other in their order.
///
/// The order in which results are taken does not depend on the number of threads, so neither does
/// what is made of them. No thread waits for another one's piece: whoever has finished the next one
/// takes it, and all that follow and are ready.
enum OrderedPipeline {
  /// How many threads are worth while.
  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// At most this many results for each thread wait to be taken.
  private static let waitingPerThread = 16

  private struct Queue<Piece: Sendable>: Sendable {
    var nextToMake = 0
    var nextToTake = 0
    var ready: [Int: Piece] = [:]
    var isTaking = false
    var isStopped = false

    /// The next piece in order if it is ready and nobody is taking one.
    mutating func begin() -> Piece? {
      guard !isTaking, !isStopped, let piece = ready.removeValue(forKey: nextToTake) else {
        return nil
      }
      isTaking = true
      return piece
    }

    mutating func end(goOn: Bool) -> Piece? {
      isTaking = false
      nextToTake += 1
      isStopped = isStopped || !goOn
      return begin()
    }
  }

  /// Makes the pieces 0 ..< count and takes them in this order.
  ///
  /// - Parameters:
  ///   - threads: All cores by default; 1 does everything on the calling thread.
  ///   - beside: Something else to be done meanwhile, begun first.
  ///   - make: Called for every piece, from any thread.
  ///   - take: Called for the pieces in order, from any thread but never for two at a time; false
  ///     stops the rest.
  static func run<Piece: Sendable>(
    count: Int, threads: Int = cores, beside: (@Sendable () -> Void)? = nil,
    make: @Sendable (Int) -> Piece, take: @Sendable (Int, Piece) -> Bool
  ) {
    guard threads > 1, count > 1 else {
      beside?()
      for index in 0..<max(0, count) where !take(index, make(index)) { return }
      return
    }
    let queue = Mutex(Queue<Piece>())
    let room = DispatchSemaphore(value: 0)
    for _ in 0..<threads * waitingPerThread { room.signal() }
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      if thread == 0 { beside?() }
      while true {
        room.wait()
        let next: Int? = queue.withLock { queue in
          guard !queue.isStopped, queue.nextToMake < count else { return nil }
          queue.nextToMake += 1
          return queue.nextToMake - 1
        }
        guard let index = next else { break }
        let piece = make(index)
        var mine: (Int, Piece)? = queue.withLock { queue in
          queue.ready[index] = piece
          return queue.begin().map { (queue.nextToTake, $0) }
        }
        while let (place, ready) = mine {
          let goOn = take(place, ready)
          mine = queue.withLock { queue in
            queue.end(goOn: goOn).map { (queue.nextToTake, $0) }
          }
          // Not before: whoever is let in must see that all is stopped, or nobody lets the rest go.
          room.signal()
        }
      }
      // Results that nobody takes any more give no room back: whoever waits for it is let go.
      room.signal()
    }
  }
}
