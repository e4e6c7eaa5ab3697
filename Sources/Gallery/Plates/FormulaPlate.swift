import Plotting
import Typesetting

struct FormulaPlate: Plate {
  init() {}
  var name: String { "formula" }
  var chapter: Chapter { .marks }
  var lookFor: String {
    "Displayed mathematics: limits above and below, tall roots, one colour a side."
  }
  var figure: Figure {
    Figure(
      title: "A displayed formula in the colours of its two sides", description: "A formula.",
      panels: [
        .formula(
          MathMark([
            MathMark.Part(
              "\\nabla \\frac{1}{N} \\sum_{i=1}^{N} \\ell_i", paint: Paint(.gradientOfAverage)),
            MathMark.Part("="),
            MathMark.Part(
              "\\frac{1}{N} \\sum_{i=1}^{N} \\nabla \\ell_i", paint: Paint(.averageOfGradients)),
          ])),
        .formula(
          MathMark("\\hat\\sigma = \\sqrt{\\frac{1}{N-1}\\sum_{i=1}^{N} (x_i - \\bar x)^2}")),
      ], size: Size(width: 680, height: 260))
  }
}
