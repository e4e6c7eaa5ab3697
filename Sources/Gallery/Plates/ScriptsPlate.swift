import Plotting
import Typesetting

struct ScriptsPlate: Plate {
  init() {}
  var name: String { "scripts" }
  var chapter: Chapter { .hardCases }
  var lookFor: String {
    "Hebrew and Arabic read from the right, Chinese and Japanese have their glyphs."
  }
  var figure: Figure {
    let points = Samples.line(20)
    func panel(_ x: String, _ y: String) -> Panel {
      Panel(
        title: Label(verbatim: y), x: Axis(Label(verbatim: x)), y: Axis(Label(verbatim: y)),
        marks: [Dots(points, label: Label(verbatim: x))])
    }
    return Figure(
      title: "Column names in many scripts", subtitle: "Ελληνικά, кириллица, naïve façade, Ø ß ł",
      description: "Scripts.",
      panels: [
        panel("שטח הדירה (מ״ר)", "מחיר 2024"), panel("المساحة (م²)", "السعر 12.5"),
        panel("床面積（平方メートル）", "価格"), panel("房屋面积", "价格 (元)"),
      ], columns: 2, size: Size(width: 680, height: 560))
  }
}
