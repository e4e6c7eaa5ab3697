import Formula
import Testing

@testable import TrainingCore

@Suite struct TrainingTests {
  @Test func theFourPointsReachTheirKnownEnds() throws {
    let training = try TrainingMeasurement.run(try Fixture.hand4(), transform: .none)
    #expect(training.learningRate == 0.1)
    #expect(training.right.points[0] == [-1, 0])
    #expect(training.right.steps.last == 200)
    let right = try #require(training.right.points.last)
    #expect(abs(right[0] - 1.2999995) < 5e-8)
    #expect(abs(right[1] - 0.80000107) < 5e-9)
    let wrong = try #require(training.wrong.points.last)
    #expect(abs(wrong[0] - 0.9615384615384617) < 1e-12)
    #expect(abs(wrong[1] - 1.3076923076923077) < 1e-12)
    #expect(abs((training.wrong.losses.last ?? 0) - 0.21819526627218929) < 1e-14)
    #expect(training.wrong.end == .converged)
    #expect(abs((training.largestStableRate ?? 0) - 0.23795006481866912) < 1e-14)
    #expect(training.sampleSurfaces.map(\.sample) == [0, 1, 2, 3])
    #expect(training.surface.values.count == 129 * 129)
    #expect(training.inputNote == nil)
  }

  @Test func centredInputsFreezeTheSlope() throws {
    let training = try TrainingMeasurement.run(try Fixture.hand4(), transform: .centred)
    let wrong = try #require(training.wrong.points.last)
    #expect(wrong[0] == -1)
    #expect(abs(wrong[1] - 2.75) < 1e-12)
    #expect(abs((training.wrong.losses.last ?? 0) - 6.6875) < 1e-12)
    #expect(training.inputNote == "x centred at 1.5")
  }

  @Test func theSurfaceAgreesWithTheGeneralWay() throws {
    let problem = try Fixture.line(rows: 30)
    let fast = try TrainingMeasurement.run(problem, transform: .none)
    let work = try Workload(problem)
    let slow = try GeneralPlane(problem, work, optimum: fast.optimum.parameters, plane: [0, 1])
    let x = [fast.surface.x[0], fast.surface.x[77]]
    let y = [fast.surface.y[5], fast.surface.y[128]]
    let values = slow.surfaces(x: x, y: y)
    for (row, gridRow) in [5, 128].enumerated() {
      for (column, gridColumn) in [0, 77].enumerated() {
        let index = gridRow * 129 + gridColumn
        let loss = values.loss[row * 2 + column]
        #expect(abs(fast.surface.values[index] - loss) <= 1e-12 * loss)
        #expect(abs(fast.stationary.values[index] - values.delta[row * 2 + column]) < 1e-11)
      }
    }
  }

  @Test func theSurfacesAroundTheOptimumAgreeWithTheGeneralWay() throws {
    let problem = try Fixture.line(rows: 30)
    let fast = try TrainingMeasurement.run(problem, transform: .none)
    let work = try Workload(problem)
    let slow = try GeneralPlane(problem, work, optimum: fast.optimum.parameters, plane: [0, 1])
    let (x, y) = ([fast.bowl.x[3]], [fast.bowl.y[40]])
    let index = 40 * fast.bowl.x.count + 3
    let mean = slow.surfaces(x: x, y: y).loss[0]
    #expect(abs(fast.bowl.values[index] - mean) <= 1e-12 * mean)
    for sample in fast.sampleSurfaces {
      let single = slow.surfaces(of: [sample.sample], x: x, y: y)[0][0]
      #expect(abs(sample.surface.values[index] - single) <= 1e-11 * (1 + single))
    }
  }

  @Test func theBowlReachesEquallyFarOnBothSidesOfTheOptimumAndBeyondTheStart() throws {
    let training = try TrainingMeasurement.run(Fixture.hand4(), transform: .none)
    let start = try #require(training.right.points.first)
    for (axis, index) in [(training.bowl.x, 0), (training.bowl.y, 1)] {
      let optimum = training.optimum.parameters[index]
      let (low, high) = (try #require(axis.first), try #require(axis.last))
      #expect(abs((high - optimum) - (optimum - low)) < 1e-12 * (high - low))
      #expect(low < start[index] && start[index] < high)
    }
  }

  @Test func stochasticDescentFollowsItsSeed() throws {
    var problem = try Fixture.line(rows: 50)
    let first = try TrainingMeasurement.run(problem, transform: .none).stochastic
    let again = try TrainingMeasurement.run(problem, transform: .none).stochastic
    problem.seed = 1
    let other = try TrainingMeasurement.run(problem, transform: .none).stochastic
    #expect(first == again)
    #expect(first.points != other.points)
    #expect(first.points.count == 401)
    // It must come close to the optimum.
    #expect((first.losses.last ?? 1) < (first.losses.first ?? 0) / 10)
  }

  @Test func illConditionedInputsAreStandardised() throws {
    let problem = try Fixture.problem(Norris().columns.map { ($0.name, $0.values) })
    let training = try TrainingMeasurement.run(problem, transform: .none)
    #expect(training.inputNote?.hasPrefix("x standardised") == true)
    #expect(training.right.end != .diverged(step: 1))
    #expect((training.right.losses.last ?? 1) < 1)
  }

  @Test func oneParameterHasNoPlane() throws {
    let problem = try Fixture.problem(
      [("x", [1, 2]), ("y", [1, 3])], model: "m*x", parameters: ["m"], at: [0])
    #expect(throws: Unavailable.self) {
      try TrainingMeasurement.run(problem, transform: .none)
    }
  }

  @Test func aLogisticLineTrains() throws {
    var problem = try Fixture.line(rows: 64)
    let target = problem.data.columns[1].values.map { $0 > -0.5 ? 1.0 : -1.0 }
    problem.data.columns[1].values = zip(target, 0..<64).map { $1 % 7 == 0 ? -$0 : $0 }
    problem.loss = try Expression(parsing: "log(1 + exp(-y*f))")
    let training = try TrainingMeasurement.run(problem, transform: .none)
    #expect((training.right.losses.last ?? 1) < (training.right.losses.first ?? 0))
    #expect(training.optimum.caveat == nil)
  }
}

extension TrainingTests {
  @Test func absoluteErrorTrainsWithoutCurvature() throws {
    var problem = try Fixture.line(rows: 64)
    problem.loss = try Expression(parsing: "abs(y - f)")
    let training = try TrainingMeasurement.run(problem, transform: .none)
    #expect(training.largestStableRate == nil)
    #expect((training.right.losses.last ?? 9) < (training.right.losses.first ?? 0) / 4)
  }

  @Test func theBowlOfASteepLossIsNotAFlatSheet() throws {
    var problem = try Fixture.line(rows: 64)
    problem.data.columns[1].values = problem.data.columns[0].values.map {
      ($0 * 2 + 5).rounded()
    }
    problem.loss = try Expression(parsing: "exp(f) - y*f")
    let training = try TrainingMeasurement.run(problem, transform: .none)
    let bowl = training.bowl.values
    let least = try #require(bowl.min())
    let start = try #require(training.right.losses.first)
    // Along the axes at most four times the start's rise; the corners may lie higher.
    let middle = training.bowl.y.count / 2
    let row = bowl[middle * training.bowl.x.count..<(middle + 1) * training.bowl.x.count]
    #expect((row.max() ?? 0) - least <= 4.01 * (start - least))
    #expect((bowl.max() ?? 0) - least <= 200 * (start - least))
  }
}
