import Synchronization
import Testing

@testable import TrainingCore

/// Pieces made on several threads and taken in order.
struct OrderedPipelineTests {
  /// A thread that was let in between the last take and the stop once kept the others waiting for
  /// ever.
  @Test func `a stop lets every thread go, wherever the others are`() {
    for round in 0..<2000 {
      let taken = Mutex<[Int]>([])
      let last = 33 + round % 50
      OrderedPipeline.run(
        count: 200, threads: 2, make: { $0 * $0 },
        take: { index, square in
          taken.withLock { $0.append(square) }
          return index < last
        })
      #expect(taken.withLock { $0 } == (0...last).map { $0 * $0 })
    }
  }

  @Test(arguments: [1, 2, 3, 7]) func `pieces are taken in order, and all of them`(threads: Int) {
    let taken = Mutex<[Int]>([])
    OrderedPipeline.run(
      count: 500, threads: threads, make: { $0 },
      take: { index, piece in
        taken.withLock { $0.append(index == piece ? index : -1) }
        return true
      })
    #expect(taken.withLock { $0 } == Array(0..<500))
  }
}
