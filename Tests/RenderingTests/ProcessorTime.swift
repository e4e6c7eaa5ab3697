import Foundation

/// Seconds that the processor spends on this thread for some work.
///
/// Unlike a clock on the wall it does not count what other tests do meanwhile.
func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let began = now()
  try work()
  return now() - began
}
