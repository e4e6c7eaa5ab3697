import BenchmarkData
import Glibc

/// Something that the training core does and that is timed.
protocol Work: SendableMetatype {
  /// The word by which it is called.
  static var name: String { get }
  /// What may follow the name, for the usage.
  static var arguments: String { get }
  /// Makes the data, times the work, and gives the line of JSON.
  static func measure(_ argument: String) throws -> Report
}

/// What is thrown where the library lacks what is to be timed.
struct NotYet: Error {
  /// What it lacks.
  var what: String
}

/// An argument that a work does not know.
struct UnknownArgument: Error, CustomStringConvertible {
  var argument: String
  var description: String { "'\(argument)' is not known here" }
}

/// Times of repetitions and the checksum of the result: one line of JSON.
struct Report: CustomStringConvertible {
  var name: String
  /// Wall and CPU seconds of the repetitions, each in ascending order.
  private var walls: [Double] = []
  private var cpus: [Double] = []
  private var checksum = Checksum([])

  /// Repeats the work, once untimed, for about a second but at least three times.
  /// - Parameter digest: makes of the last result the numbers that are compared with the peers'.
  init<Result>(
    _ name: String, digest: (Result) throws -> [Double], work: () throws -> Result
  ) throws {
    self.name = name
    var result = try work()
    let start = seconds(CLOCK_MONOTONIC)
    while walls.count < 3 || (walls.count < 200 && seconds(CLOCK_MONOTONIC) - start < 1) {
      let (wall, cpu) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
      result = try work()
      walls.append(seconds(CLOCK_MONOTONIC) - wall)
      cpus.append(seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    }
    walls.sort()
    cpus.sort()
    checksum = Checksum(try digest(result))
  }

  var description: String {
    let sums = [
      "\"count\": \(checksum.count)", "\"sum\": \(checksum.sum)",
      "\"weighted\": \(checksum.weighted)", "\"norm\": \(checksum.squares.squareRoot())",
    ]
    let fields = [
      "\"name\": \"\(name)\"", "\"tool\": \"ours\"", "\"median_s\": \(walls[walls.count / 2])",
      "\"min_s\": \(walls[0])", "\"max_s\": \(walls[walls.count - 1])",
      "\"cpu_s\": \(cpus[cpus.count / 2])", "\"repetitions\": \(walls.count)", "\"share\": 1",
      "\"checksum\": {\(sums.joined(separator: ", "))}",
    ]
    return "{\(fields.joined(separator: ", "))}"
  }
}

private func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// Stops if something that holds by construction does not.
func unwrap<Value>(_ value: Value?) -> Value {
  guard let value else { preconditionFailure("a size in the benchmarks is wrong") }
  return value
}
