import TrainingCore

/// Times the catalogue: `catalogue [--data FILE|NAME] [--model MODEL] [RUNS]`, median seconds from
/// the moment at which everything else has been measured.
@main struct Main {
  static func main() throws {
    var question = Question()
    var runs = 5
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--data": question.data = arguments.popFirst()
      case "--model": question.model = arguments.popFirst()
      case "--cases": question.cases = try CaseSelection.cases(named: arguments.popFirst() ?? "")
      default: runs = Int(argument) ?? runs
      }
    }
    let problem = try Problem(question)
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<max(1, runs) {
      var start = clock.now
      let evidence = try Evidence(measuring: problem) { stage in
        if stage == "measuring the catalogue" { start = clock.now }
      }
      times.append(clock.now - start)
      precondition(!evidence.cases.isEmpty)
    }
    print(times.sorted()[times.count / 2])
  }
}
