import Plotting
import Typesetting

struct LongLabelsPlate: Plate {
  init() {}
  var name: String { "long-labels" }
  var chapter: Chapter { .hardCases }
  var lookFor: String {
    "Labels of sixty characters and words without a space: nothing cut, nothing overlaps."
  }
  private static let long = Label(
    verbatim: "A label of sixty characters is longer than most panels are wide")
  private static let word = Label(verbatim: "total_household_floor_area_in_square_millimetres_2024")
  var figure: Figure {
    let points = Samples.line(9)
    return Figure(
      title: Self.long + Label(verbatim: " and it goes on"), subtitle: Self.long, note: Self.word,
      description: "Long labels.",
      panels: [
        Panel(
          title: Self.word, x: Axis(Self.word), y: Axis(Self.long),
          marks: [
            Line(points.sorted { $0.x < $1.x }, endLabel: Self.long),
            Dots(points, label: Self.word),
          ]),
        Panel(
          title: Self.long, x: Axis(Self.long, kind: .band([Self.long, Self.word, "c"])),
          y: Axis(Self.word), frame: .box, marks: [Dots([Position(0, 1), Position(2, 2)])],
          legend: [LegendEntry(.dot(Paint(.sample)), Self.long)]),
      ], columns: 2, size: Size(width: 680, height: 440))
  }
}
