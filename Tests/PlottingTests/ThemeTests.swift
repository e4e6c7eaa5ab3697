import Testing

@testable import Plotting

@Suite struct ThemeTests {
  static let themes = [Theme.light, Theme.dark]
  static let texts: [ColorRole] =
    [.ink, .muted]
    + [.gradientOfAverage, .training, .averageOfGradients, .wrong, .olive, .violet].map {
      ColorRole.text($0)
    }
  static let series: [ColorRole] = [
    .gradientOfAverage, .training, .averageOfGradients, .wrong, .olive, .violet, .axis, .sample,
  ]

  @Test(arguments: themes, texts)
  func textCanBeRead(_ theme: Theme, _ role: ColorRole) {
    #expect(theme.color(role).contrast(with: theme.color(.paper)) >= 4.5)
  }

  @Test(arguments: themes, series)
  func seriesCanBeSeen(_ theme: Theme, _ role: ColorRole) {
    #expect(theme.color(role).contrast(with: theme.color(.paper)) >= 3)
  }

  @Test func theFieldsRampIsTheOneOfTheDesign() {
    #expect(Theme.light.color(.field(0)).hex == "#f5fbff")
    #expect(Theme.light.color(.field(1)).hex == "#91b6ec")
    #expect(Theme.dark.color(.field(0)).hex == "#325178")
    #expect(Theme.dark.color(.field(1)).hex == "#131a23")
  }

  @Test(arguments: themes) func rampsFallSteadily(_ theme: Theme) {
    let steps = (0...32).map { Double($0) / 32 }
    let field = steps.map { theme.color(.field($0)).luminance }
    #expect(zip(field, field.dropFirst()).allSatisfy { $0 > $1 })
    let lit = steps.map { theme.color(.surface($0, light: 1)).luminance }
    #expect(zip(lit, lit.dropFirst()).allSatisfy { $0 > $1 })
    let shades = steps.map { theme.color(.surface(0.5, light: $0)).luminance }
    #expect(zip(shades, shades.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func textOnAFieldIsReadableOnItsHaloAtLeast() {
    // Dark ink on the darkest band of the light field needs no halo.
    #expect(Theme.light.color(.ink).contrast(with: Theme.light.color(.field(1))) >= 4.5)
    #expect(Theme.dark.color(.ink).contrast(with: Theme.dark.color(.field(0))) >= 4.5)
  }

  @Test func hexIsWrittenInFull() {
    #expect(RGB(0x00_0a_ff).hex == "#000aff")
    #expect(RGB(red: 2, green: -1, blue: 0.5).hex == "#ff0080")
  }
}
