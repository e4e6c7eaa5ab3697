import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// The transformed elements in their own order, computed on all cores.
  /// - Throws: The error of the first element that has one, whichever thread met its error first.
  public func concurrentMap<Value: Sendable, Failure: Error>(
    _ transform: @Sendable (Element) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let results = Mutex<[Int: Result<Value, Failure>]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = Result { () throws(Failure) in try transform(self[index]) }
      results.withLock { $0[index] = result }
    }
    let finished = results.withLock { $0 }
    var values: [Value] = []
    for index in indices {
      if let result = finished[index] { values.append(try result.get()) }
    }
    return values
  }
}

/// The results of three computations that need nothing of each other, run on all cores.
func concurrently<A: Sendable, B: Sendable, C: Sendable>(
  _ first: @Sendable () -> A, _ second: @Sendable () -> B, _ third: @Sendable () -> C
) -> (A, B, C) {
  let a = Mutex<A?>(nil)
  let b = Mutex<B?>(nil)
  let c = Mutex<C?>(nil)
  DispatchQueue.concurrentPerform(iterations: 3) { index in
    switch index {
    case 0:
      let value = first()
      a.withLock { $0 = value }
    case 1:
      let value = second()
      b.withLock { $0 = value }
    default:
      let value = third()
      c.withLock { $0 = value }
    }
  }
  // Every one has run by now; the right-hand sides only spare a forced unwrapping.
  return (
    a.withLock { $0 } ?? first(), b.withLock { $0 } ?? second(), c.withLock { $0 } ?? third()
  )
}
