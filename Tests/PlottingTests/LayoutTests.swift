import Testing
import Typesetting

@testable import Plotting

@Suite struct LayoutTests {
  static let long = Label(
    verbatim: "A label of sixty characters is longer than most panels are wide")
  static let word = Label(verbatim: String(repeating: "W", count: 90))

  struct HardCase: CustomTestStringConvertible {
    var name: String
    var panel: Panel
    var testDescription: String { name }
  }

  static func panel(
    _ points: [Position], label: Label = long, kind: Axis.Kind = .linear,
    frame: Panel.Frame = .open, aspect: Panel.Aspect = .free
  ) -> Panel {
    Panel(
      title: label, x: Axis(label, kind: kind), y: Axis(label, kind: kind), aspect: aspect,
      frame: frame,
      marks: [Line(points, endLabel: label), Dots(points, label: label), TrajectoryMark(points)],
      legend: [
        LegendEntry(.dot(Paint(.sample)), label), LegendEntry(.ring(Paint(.wrong)), "short"),
      ])
  }

  static let cases: [HardCase] = [
    HardCase(name: "long labels", panel: panel([Position(0, 0), Position(1, 1)])),
    HardCase(name: "a word too long", panel: panel([Position(0, 0), Position(1, 1)], label: word)),
    HardCase(name: "one point", panel: panel([Position(3, -7)])),
    HardCase(name: "no point", panel: panel([])),
    HardCase(name: "all equal", panel: panel(Array(repeating: Position(2, 2), count: 50))),
    HardCase(name: "tiny", panel: panel([Position(1e-300, 1e-300), Position(3e-300, 2e-300)])),
    HardCase(name: "huge", panel: panel([Position(-1e300, 1e300), Position(1e300, 2e300)])),
    HardCase(
      name: "huger", panel: panel([Position(-1.7e308, -1.7e308), Position(1.7e308, 1.7e308)])),
    HardCase(
      name: "no numbers",
      panel: panel([Position(.nan, 1), Position(.nan, .nan), Position(1, -.nan)])),
    HardCase(name: "offset", panel: panel([Position(1e9, 1e9), Position(1e9 + 1, 1e9 + 1e-3)])),
    HardCase(name: "negative logs", panel: panel([Position(-1, -2), Position(-3, 0)], kind: .log)),
    HardCase(
      name: "wide logs", panel: panel([Position(1e-300, 1e-9), Position(1e300, 1)], kind: .log)),
    HardCase(name: "mixed logs", panel: panel([Position(-1, 0), Position(10, 5)], kind: .log)),
    HardCase(
      name: "flat and equal",
      panel: panel([Position(0, 0), Position(1, 1e-9)], frame: .box, aspect: .equal)),
    HardCase(
      name: "a field with a colour bar",
      panel: {
        let field = ScalarField(x: 0...1, y: 0...1, columns: 9, rows: 9) { $0 * $1 - 1e-5 }
        let levels = [-1e-5, 1e-3, 0.1, 0.5, 1]
        return Panel(
          x: Axis(long), y: Axis(long), frame: .box,
          marks: [
            FilledContours(field, levels: levels), ContourLines(field, levels: levels),
            ContourLine(field, level: 0.3, label: "a line"),
            VectorSum(
              [Position(1, 1), Position(0, 0.4)], ring: Position(0.5, 0.7), samplesLabel: "samples",
              meanLabel: "mean", ringLabel: long),
          ], colorBar: ColorBar(long, levels: levels))
      }()),
    HardCase(
      name: "surface",
      panel: {
        let field = ScalarField(x: 0...1, y: 1e-300...2e-300, columns: 9, rows: 9) { x, _ in
          x * 1e200
        }
        return Panel(
          title: long, x: Axis(), y: Axis(), frame: .none,
          marks: [
            Surface(
              field, xLabel: "slope", yLabel: "intercept", zLabel: "loss", floorLevels: [5e199],
              drop: Position(0.5, 1.5e-300), dropLabel: "least")
          ])
      }()),
  ]

  @Test(arguments: cases, [Size(width: 680, height: 440), Size(width: 360, height: 320)])
  func textStaysOnTheCanvasAndApart(_ hard: HardCase, _ size: Size) throws {
    for count in [1, 2] {
      let figure = Figure(
        title: Self.long, subtitle: Self.long + Self.long, note: Self.word, description: "d",
        panels: Array(repeating: hard.panel, count: count), columns: count, size: size)
      let scene = try figure.layout(typesetter: try Typesetter())
      #expect(scene.isFinite)
      expectOrderly(scene)
    }
  }

  func expectOrderly(_ scene: Scene) {
    let canvas = Rect(x: 0, y: 0, width: scene.size.width, height: scene.size.height)
    let boxes = scene.allTextBounds
    let texts = scene.allText
    for (index, box) in boxes.enumerated() {
      #expect(canvas.contains(box), "\(texts[index]) at \(box) leaves \(scene.size)")
      // Ink boxes of neighbouring lines of one block may touch by a fraction of a pixel.
      let inner = box.inset(by: 0.5)
      for other in (index + 1)..<max(boxes.count, index + 1) {
        #expect(
          !inner.intersects(boxes[other].inset(by: 0.5)), "\(texts[index]) on \(texts[other])")
      }
    }
  }

  @Test func theSameFigureGivesTheSameScene() throws {
    let figure = Figure(
      title: "t", description: "d", panels: Self.cases.map(\.panel), columns: 2,
      size: Size(width: 700, height: 900))
    let typesetter = try Typesetter()
    #expect(try figure.layout(typesetter: typesetter) == figure.layout(typesetter: typesetter))
  }

  @Test func framesOfARowAlign() throws {
    let narrow = Self.panel([Position(0, 0), Position(1, 1)], label: "y", frame: .box)
    var wide = Self.panel([Position(0, 1e4), Position(1, 1.1e4)], label: "y", frame: .box)
    wide.title = nil
    let figure = Figure(title: "t", description: "d", panels: [narrow, wide], columns: 2)
    let frames = try Self.frames(of: figure)
    #expect(frames.count == 2)
    #expect(frames.first?.y == frames.last?.y)
    #expect(frames.first?.maxY == frames.last?.maxY)
    #expect(abs((frames.first?.width ?? 0) - (frames.last?.width ?? 1)) < 1e-9)
  }

  @Test func panelsTooNarrowLeaveTheirRow() throws {
    let panel = Self.panel([Position(0, 0), Position(1, 1)], label: "y", frame: .box)
    let figure = Figure(title: "t", description: "d", panels: [panel, panel], columns: 2)
    let frames = try Self.frames(of: figure, size: Size(width: 360, height: 320))
    #expect(frames.first?.x == frames.last?.x)
    #expect((frames.first?.maxY ?? .infinity) < (frames.last?.y ?? 0))
  }

  @Test func oneUnitIsEquallyLongOnBothAxesOfAnEqualPanel() throws {
    var equal = Self.panel([Position(0, 0), Position(4, 1)], label: "y", aspect: .equal)
    for domain in [nil, -3.0...3.0] {
      equal.y.domain = domain
      let plan = PanelPlan(equal, typesetter: try Typesetter())
      let measured = plan.measured(inner: Size(width: 300, height: 200), cellWidth: 400)
      let x = measured.xScale(from: 0, to: measured.size.width)
      let y = measured.yScale(from: 0, to: measured.size.height)
      #expect(abs((x(1) - x(0)) - (y(1) - y(0))) < 1e-9)
    }
  }

  /// Two panels beside each other whose y axes have one title.
  static func pair(_ title: Label, domain: ClosedRange<Double>? = nil) -> Figure {
    var panel = panel([Position(0, 0), Position(1, 1)], label: "x")
    panel.title = nil
    panel.legend = []
    panel.marks = [Dots([Position(0, 0), Position(1, 1)])]
    panel.y.label = title
    var other = panel
    if let domain { other.y.domain = domain }
    return Figure(
      title: "t", subtitle: "subtitle", description: "d", panels: [panel, other], columns: 2,
      size: Size(width: 680, height: 340))
  }

  @Test func noRoomIsLeftForATitleThatWrappedOnTheWay() throws {
    let typesetter = try Typesetter()
    for count in 60...130 {
      let title = Label(verbatim: String(repeating: "i", count: count))
      let scene = try Self.pair(title).layout(typesetter: typesetter)
      let (boxes, texts) = (scene.allTextBounds, scene.allText)
      let subtitle = try #require(texts.firstIndex(of: "subtitle"))
      let below = boxes.map(\.y).filter { $0 > boxes[subtitle].maxY }.min() ?? 0
      #expect(
        below - boxes[subtitle].maxY < 26, "\(count) letters: \(below - boxes[subtitle].maxY)")
    }
  }

  @Test func aTitleThatTwoPanelsOfARowShareStandsOnce() throws {
    let typesetter = try Typesetter()
    func count(_ figure: Figure, _ width: Double = 680) throws -> Int {
      let scene = try figure.layout(size: Size(width: width, height: 340), typesetter: typesetter)
      return scene.allText.filter { $0 == "price" }.count
    }
    #expect(try count(Self.pair("price")) == 1)
    #expect(try count(Self.pair("price"), 360) == 2)
    #expect(try count(Self.pair("price", domain: 0...7)) == 2)
  }

  @Test func aLongNameBreaksAfterAnUnderscoreAndKeepsItsEnd() throws {
    let typesetter = try Typesetter()
    func lines(_ name: String, width: Double) throws -> [String] {
      var figure = Self.pair("y")
      figure.panels[0].x.label = Label(verbatim: name)
      let scene = try figure.layout(size: Size(width: width, height: 340), typesetter: typesetter)
      let start = scene.allText.firstIndex { $0.hasPrefix(name.prefix(5)) } ?? 0
      return scene.allText[start...].prefix { $0.count > 4 }.map { $0 }
    }
    let name = "total_household_floor_area_in_square_millimetres"
    #expect(try lines(name, width: 1200) == [name])
    let two = try lines(name, width: 500)
    #expect(two.joined() == name)
    #expect(two.count == 2 && two[0].hasSuffix("_"))
    let cut = try lines("gross_" + name + "_after_removal_of_all_walls_in_mm", width: 500)
    #expect(cut.count == 2)
    #expect(cut.joined().contains("…"))
    #expect(cut.joined().hasPrefix("gross_"))
    #expect(cut.joined().hasSuffix("mm"))
  }

  /// The boxes of all frames in a picture.
  static func frames(of figure: Figure, size: Size? = nil) throws -> [Rect] {
    func rectangles(_ element: Scene.Element) -> [Rect] {
      switch element {
      case .group(_, _, let elements): return elements.flatMap(rectangles)
      case .path(let path, nil, let stroke?) where stroke.paint == Paint(.axis):
        guard path.segments.count == 5, case .move(let a) = path.segments[0],
          case .line(let b) = path.segments[2]
        else { return [] }
        return [Rect(x: a.x, y: a.y, width: b.x - a.x, height: b.y - a.y)]
      default: return []
      }
    }
    return try figure.layout(size: size, typesetter: try Typesetter()).elements.flatMap(rectangles)
  }
}
