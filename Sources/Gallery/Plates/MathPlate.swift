import Plotting
import Typesetting

struct MathPlate: Plate {
  init() {}
  var name: String { "mathematics" }
  var chapter: Chapter { .guides }
  var lookFor: String { "Fractions, roots, limits, hats and bars are set as in a book." }
  var figure: Figure {
    Figure(
      title:
        "$\\nabla \\frac{1}{N} \\sum_{i=1}^{N} \\ell_i = \\frac{1}{N} \\sum_{i=1}^{N} \\nabla \\ell_i$",
      subtitle: "$\\hat{y} = m x + b$, $\\bar{x} = \\frac{1}{N}\\sum x_i$, $\\sqrt{\\sigma^2 / B}$",
      description: "Mathematics in labels.",
      panels: [
        Panel(
          title: "$\\|\\bar g_B - \\nabla J\\|$ falls as $1/\\sqrt{B}$",
          x: Axis("$B$", kind: .log),
          y: Axis("$\\sqrt{\\frac{1}{K}\\sum_k \\|e_k\\|^2}$", kind: .log),
          marks: [
            Line([Position(1, 1), Position(100, 0.1)], endLabel: "$\\frac{\\sigma}{\\sqrt{B}}$"),
            TextMark("$\\sigma_{\\theta}^{2} = \\int_0^1 \\lambda(t)\\,dt$", at: Position(4, 0.7)),
          ])
      ], size: Size(width: 680, height: 360))
  }
}
