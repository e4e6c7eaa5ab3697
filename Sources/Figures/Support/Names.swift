import Formula
import TrainingCore
import Typesetting

/// The names of a problem as labels: parameters as mathematics, columns as words.
enum Names {
  /// A parameter as TeX: "m", "w_{1}", "\\mathrm{rate}".
  static func tex(_ parameter: String) -> String { Expression.variable(parameter).tex() }

  /// A parameter as a label.
  static func parameter(_ name: String) -> Label { Label(tex: tex(name)) }

  /// The partial derivative of the average loss by a parameter.
  static func partial(_ name: String) -> Label {
    Label(tex: "\\partial J / \\partial \(tex(name))")
  }

  /// A column's name exactly as it stands in the data; an axis shortens it to the room it has.
  ///
  /// Nothing that long can be read; the limit only keeps measuring it quick.
  static func column(_ name: String) -> Label {
    Label(verbatim: name.count > 400 ? name.prefix(300) + "…" + name.suffix(99) : name)
  }

  /// "m = 0.5, b = 0" for the parameters and their values; at most four of them are spelled out.
  static func assignment(_ names: [String], _ values: [Double], digits: Int = 3) -> Label {
    let shown = zip(names, values).prefix(4).map { name, value in
      [Label.Part.math(tex(name)), .words(" = " + NumberText.short(value, digits: digits))]
    }
    let parts = shown.joined(separator: [.words(", ")])
    return Label(parts: Array(parts) + (names.count > 4 ? [.words(", …")] : []))
  }
}
