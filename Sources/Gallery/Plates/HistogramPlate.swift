import Plotting
import Typesetting

struct HistogramPlate: Plate {
  init() {}
  var name: String { "histogram-and-ecdf" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Bins have round edges and a hairline between them; the ECDF has its band and a rug."
  }
  var figure: Figure {
    let sample = (0..<400).map { 1.4 * Samples.normal($0) + 0.5 }
    return Figure(
      title: "The same sample as a histogram and as its distribution",
      subtitle: "400 values, band at 95 %", description: "A histogram and an ECDF.",
      panels: [
        Panel(
          x: Axis("$\\partial \\ell_i / \\partial m$"), y: Axis("samples"),
          marks: [Histogram(sample), Rule(.vertical(0.5), label: "mean")]),
        Panel(
          x: Axis("$\\partial \\ell_i / \\partial m$"), y: Axis("share below"),
          marks: [ECDF(sample, alpha: 0.05, hasRug: true, label: "400 values")]),
      ], columns: 2, size: Size(width: 680, height: 320))
  }
}
