/// How names and numbers are written in TeX.
enum TeXName {
  private static let greek: [String: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi",
    "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
  ]
  private static let greekNames = Set(greek.values)

  /// A name as TeX: `x1` is `x_{1}`, `theta` is `\theta`, `rate` is `\mathrm{rate}`.
  static func tex(_ name: String) -> String {
    if let indexed = indexed(name) { return indexed }
    let digits = String(name.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    var base = String(name.dropLast(digits.count))
    if !digits.isEmpty, base.hasSuffix("_"), base.count > 1 { base.removeLast() }
    if let symbol = symbol(base) { return digits.isEmpty ? symbol : "\(symbol)_{\(digits)}" }
    let parts = name.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !parts[1].isEmpty, let symbol = symbol(String(parts[0])) {
      return "\(symbol)_{\(tex(String(parts[1])))}"
    }
    let isWord = base.allSatisfy { $0.isLetter }
    if isWord, !base.isEmpty {
      return digits.isEmpty ? "\\mathrm{\(base)}" : "\\mathrm{\(base)}_{\(digits)}"
    }
    return "\\text{\(escaped(name))}"
  }

  /// A letter with several numbers, as a network's weights have: `w1_2_3` is `w_{1,2,3}`.
  private static func indexed(_ name: String) -> String? {
    guard let letter = name.first, letter.isLetter else { return nil }
    let numbers = name.dropFirst().split(separator: "_", omittingEmptySubsequences: false)
    guard numbers.count > 1,
      numbers.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let symbol = symbol(String(letter))
    else { return nil }
    return "\(symbol)_{\(numbers.joined(separator: ","))}"
  }

  /// A single letter, or a Greek one by its name.
  private static func symbol(_ base: String) -> String? {
    if let name = greek[base] { return "\\" + name }
    if greekNames.contains(base) { return "\\" + base }
    return base.count == 1 && base.allSatisfy(\.isLetter) ? base : nil
  }

  /// Text whose characters mean nothing to TeX; what cannot be escaped shortly becomes a blank.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "_", "%", "$", "&", "#", "{", "}": result += "\\\(character)"
      case "\\", "^", "~", "\n", "\r", "\r\n", "\t": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  /// A number: `0.5`, `1.5 \cdot 10^{-7}`, `\pi`.
  static func number(_ value: Double) -> String {
    if value == .pi { return "\\pi" }
    if value.isNaN { return "\\text{NaN}" }
    if value.isInfinite { return value < 0 ? "-\\infty" : "\\infty" }
    let text = Expression.spelling(value)
    guard let e = text.firstIndex(where: { $0 == "e" }) else { return text }
    let exponent = Int(text[text.index(after: e)...]) ?? 0
    switch text[..<e] {
    case "1", "1.0": return "10^{\(exponent)}"
    case "-1", "-1.0": return "-10^{\(exponent)}"
    case let mantissa: return "\(mantissa) \\cdot 10^{\(exponent)}"
    }
  }
}
