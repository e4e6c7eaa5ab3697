import Plotting
import Typesetting

struct TablePlate: Plate {
  init() {}
  var name: String { "table-with-bars" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Numbers align at their points; bars start at one zero line; long names are shortened."
  }
  var figure: Figure {
    let names: [Label] = [
      "$\\partial J / \\partial m$", "$\\partial J / \\partial b$",
      Label(verbatim: "a parameter with a name of many characters, longer than its column"),
      "momentum", "missing",
    ]
    let left = [-8.0, -4, 12.375, 0.125, .nan]
    return Figure(
      title: "A table with bars", description: "A table.",
      panels: [
        .table(
          TableBars([
            TableBars.Column("quantity", .names(names)),
            TableBars.Column(
              "value", .numbers(left, decimals: nil), bars: Paint(.gradientOfAverage)),
            TableBars.Column(
              "gap", .numbers(left.map { $0 / 8 }, decimals: 2), bars: Paint(.wrong)),
            TableBars.Column(
              "rounding", .numbers([1.1e-16, 0, 2.2e-16, 3.3e-16, .nan], decimals: 1)),
          ]))
      ], size: Size(width: 680, height: 260))
  }
}
