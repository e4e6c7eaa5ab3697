import Dispatch
import Glibc
import Synchronization

/// Runs a surface's tasks on several threads, tells how far it has come, and stops when asked.
final class SurfaceTasks: Sendable {
  private let threads: Int
  private let isCancelled: @Sendable () -> Bool
  private let progress: SurfaceProgress?

  init(_ options: SurfaceOptions) {
    threads = max(1, options.threads ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    isCancelled = options.isCancelled
    progress = options.progress.map { SurfaceProgress($0) }
  }

  /// For work within a task: on its own thread, without telling how far it is.
  private init(within tasks: SurfaceTasks) {
    threads = 1
    isCancelled = tasks.isCancelled
    progress = nil
  }

  /// The same for work within a task.
  var nested: SurfaceTasks { SurfaceTasks(within: self) }

  /// Whether the caller wants no more; for tasks that take long.
  var isStopped: Bool { isCancelled() }

  /// Work of fewer nanoseconds is done on one thread.
  static let worthThreads = 1_000_000.0

  /// The results of `count` tasks in their order, whichever thread did them.
  /// - Parameters:
  ///   - cost: about how many nanoseconds they take together.
  ///   - span: which part of the whole work they are.
  /// - Throws: ``SurfaceError/cancelled``.
  func run<Value: Sendable>(
    _ count: Int, cost: Double, span: ClosedRange<Double> = 0...1,
    _ body: @Sendable (Int) -> Value
  ) throws(SurfaceError) -> [Value] {
    let next = Atomic(0)
    let isStopped = Atomic(false)
    let finished = Atomic(0)
    let results = Mutex<[Int: Value]>([:])
    let workers = cost < Self.worthThreads ? 1 : min(threads, count)
    @Sendable func work(_ worker: Int) {
      while !isStopped.load(ordering: .relaxed) {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        if self.isCancelled() { return isStopped.store(true, ordering: .relaxed) }
        let value = body(index)
        results.withLock { $0[index] = value }
        let done = finished.add(1, ordering: .relaxed).newValue
        let share = Double(done) / Double(count)
        self.progress?.report(span.lowerBound + (span.upperBound - span.lowerBound) * share)
      }
    }
    if workers <= 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: workers, execute: work)
    }
    guard !isStopped.load(ordering: .relaxed), !isCancelled() else { throw .cancelled }
    let all = results.withLock { $0 }
    return (0..<count).compactMap { all[$0] }
  }
}

/// Passes shares of the work on, seldom and never backwards.
final class SurfaceProgress: Sendable {
  private struct State {
    var last: ContinuousClock.Instant
    var share = 0.0
  }
  private let call: @Sendable (Double) -> Void
  private let state: Mutex<State>
  private static let interval = Duration.milliseconds(100)

  init(_ call: @escaping @Sendable (Double) -> Void) {
    self.call = call
    // Nothing is said in the first second.
    state = Mutex(State(last: .now + .milliseconds(900)))
  }

  func report(_ share: Double) {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      guard now - state.last >= Self.interval, share > state.share else { return false }
      state.last = now
      state.share = share
      return true
    }
    if isDue { call(share) }
  }
}
