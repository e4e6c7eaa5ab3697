import Synchronization

/// Remembers what a pure function gave, for any number of threads.
///
/// A class because its threads share it. What it remembers never changes a result, only how fast it
/// comes; when it is full, it forgets everything.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Value]>([:])
  private let limit: Int

  /// A memo of at most `limit` values.
  init(limit: Int) { self.limit = limit }

  /// The value for a key, made if it is not remembered; two threads may both make it.
  func value(for key: Key, _ make: () -> Value) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let value = make()
    known.withLock { known in
      if known.count >= limit { known.removeAll(keepingCapacity: true) }
      known[key] = value
    }
    return value
  }
}
