import Testing
import TrainingCore
import Typesetting

@testable import Figures
@testable import Plotting

/// What must hold for every figure, on data of very different shapes.
@Suite struct FigureTests {
  static let sets = [
    "seed", "line50", "line1000", "anscombe1", "anscombe2", "anscombe3", "anscombe4", "norris",
    "longley",
  ]
  static let widths = [680.0, 360.0, 1280.0]

  @Test(arguments: sets)
  func noTextOverlapsAnotherOrLeavesTheCanvas(dataset: String) throws {
    let typesetter = try Typesetter()
    let evidence = try Fixtures.evidence(dataset)
    for recipe in Registry.recipes {
      guard let figure = try? recipe.figure(of: evidence) else { continue }
      for width in Self.widths {
        let size = Size(width: width, height: width * figure.size.height / figure.size.width)
        let scene = try figure.layout(size: size, typesetter: typesetter)
        let boxes = scene.allTextBounds
        let canvas = Rect(x: 0, y: 0, width: scene.size.width, height: scene.size.height)
        #expect(scene.isFinite, "\(recipe.name) at \(width)")
        for (index, box) in boxes.enumerated() {
          #expect(
            box.x >= 0 && box.y >= 0 && box.maxX <= canvas.maxX && box.maxY <= canvas.maxY,
            "\(recipe.name) at \(width): \(scene.allText[index]) leaves the canvas")
          for other in boxes.indices.dropFirst(index + 1) {
            // Boxes are as high as the font; letters may touch only if the boxes share more.
            #expect(
              !box.inset(by: 1).intersects(boxes[other].inset(by: 1)),
              "\(recipe.name) at \(width): \(scene.allText[index]) on \(scene.allText[other])")
          }
        }
      }
    }
  }

  @Test(arguments: sets)
  func leadersAreShortAndCrossNeitherTextNorEachOther(dataset: String) throws {
    let typesetter = try Typesetter()
    let evidence = try Fixtures.evidence(dataset)
    for recipe in Registry.recipes {
      guard let figure = try? recipe.figure(of: evidence) else { continue }
      for width in Self.widths {
        let size = Size(width: width, height: width * figure.size.height / figure.size.width)
        let scene = try figure.layout(size: size, typesetter: typesetter)
        let leaders = scene.leaders
        for (index, leader) in leaders.enumerated() {
          #expect(leader.length <= 40.001, "\(recipe.name) at \(width)")
          for other in leaders.dropFirst(index + 1) {
            #expect(!leader.crosses(other), "\(recipe.name) at \(width)")
          }
          for (box, text) in zip(scene.allTextBounds, scene.allText) {
            #expect(!leader.points.contains(where: box.contains), "\(recipe.name): \(text)")
          }
        }
      }
    }
  }

  @Test func theBuiltInQuestionHasEveryFigure() throws {
    let evidence = try Fixtures.evidence("seed")
    for recipe in Registry.recipes {
      _ = try recipe.figure(of: evidence)
      let data = try recipe.data(of: evidence)
      #expect(!data.rows.isEmpty)
    }
  }

  @Test func theSameEvidenceGivesTheSameScene() throws {
    let typesetter = try Typesetter()
    let first = try Fixtures.evidence("line50")
    let second = try Fixtures.evidence("line50")
    for recipe in Registry.recipes {
      let scenes = try [first, second].map {
        try recipe.figure(of: $0).layout(typesetter: typesetter)
      }
      #expect(scenes[0] == scenes[1], "\(recipe.name)")
    }
  }

  @Test func everyFigureNamesItsNumbersInItsDescription() throws {
    for recipe in Registry.recipes {
      let seed = try recipe.figure(of: try Fixtures.evidence("seed")).description
      let line = try recipe.figure(of: try Fixtures.evidence("line50")).description
      #expect(seed != line, "\(recipe.name) says the same of different data")
    }
  }

  @Test func everyRowOfAFiguresDataIsAsLongAsItsHeader() throws {
    let evidence = try Fixtures.evidence("anscombe1")
    for recipe in Registry.recipes {
      let data = try recipe.data(of: evidence)
      #expect(data.rows.allSatisfy { $0.count == data.header.count }, "\(recipe.name)")
    }
  }

  @Test func namesAndPlacesOfFiguresAreUnique() {
    #expect(Set(Registry.recipes.map(\.name)).count == Registry.recipes.count)
    #expect(Set(Registry.recipes.map(\.position)).count == Registry.recipes.count)
  }

  @Test func aModelOfOneParameterHasNoPlaneToDraw() throws {
    let evidence = try Fixtures.evidence("seed", model: "m*x")
    for recipe in Registry.recipes {
      _ = try? recipe.figure(of: evidence)
      _ = try? recipe.data(of: evidence)
    }
    #expect(throws: Unavailable.self) { try GradientSum().figure(of: evidence) }
    #expect(throws: Never.self) { try DataFit().figure(of: evidence) }
  }

  @Test(arguments: [
    ([1.0, 1, 1], [1.0, 2, 3]), ([0, 1], [0, 0]), ([1, 2, 3], [2, 4, 6]),
    ([1e100, 2e100], [1e50, 3e50]), ([1e-200, 2e-200, 4e-200], [1, 2, 3]),
  ])
  func extremeDataStillGiveFiguresOrAReason(x: [Double], y: [Double]) throws {
    let typesetter = try Typesetter()
    let evidence = try Fixtures.evidence(x: x, y: y)
    for recipe in Registry.recipes {
      let figure: Figure
      do { figure = try recipe.figure(of: evidence) } catch {
        #expect(!error.description.isEmpty)
        continue
      }
      #expect(try figure.layout(typesetter: typesetter).isFinite)
    }
  }

  @Test func aHostileColumnNameIsShownAsItIs() throws {
    let typesetter = try Typesetter()
    let name = "$\\frac{a}{b}$ <script>"
    let evidence = try Fixtures.evidence(
      x: [0, 1, 2, 3], y: [1, 2, 3, 5], names: (name, "y"), model: "m*x + b")
    let scene = try DataFit().figure(of: evidence).layout(typesetter: typesetter)
    #expect(scene.allText.contains { $0.contains("<script>") && $0.contains("\\frac") })
  }

  @Test func withoutALeastLossNothingIsDrawnAsTheOptimum() throws {
    let evidence = try Fixtures.evidence("seed", loss: "-(y - f)^2")
    let figure = try DataFit().figure(of: evidence)
    #expect(figure.panels.count == 1)
    #expect(!figure.description.contains("optimum"))
    #expect(try DataFit().data(of: evidence).header == ["x", "y", "prediction before"])
    #expect(throws: Unavailable.self) { try FitsOverTime().figure(of: evidence) }
  }
}

/// A line from a label to what it names.
private struct DrawnLeader {
  var start, end: Point

  var length: Double { start.distance(to: end) }
  var points: [Point] {
    (0...40).map { start + (Double($0) / 40) * (end - start) }
  }

  func crosses(_ other: DrawnLeader) -> Bool {
    func side(_ point: Point, _ a: Point, _ b: Point) -> Double {
      (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
    }
    return side(start, other.start, other.end) * side(end, other.start, other.end) < 0
      && side(other.start, start, end) * side(other.end, start, end) < 0
  }
}

extension Scene {
  /// Only leaders stand outside of all groups.
  fileprivate var leaders: [DrawnLeader] {
    elements.compactMap { element in
      guard case .path(let path, nil, .some) = element, path.segments.count == 2,
        case .move(let start) = path.segments[0], case .line(let end) = path.segments[1]
      else { return nil }
      return DrawnLeader(start: start, end: end)
    }
  }
}
