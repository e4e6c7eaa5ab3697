import Testing

@testable import Plotting

/// Colours must stay apart for every kind of colour vision, and ramps must rise evenly.
@Suite struct ColorVisionTests {
  /// How linear light is seen, row by row: Machado, Oliveira and Fernandes (2009), severity 1.
  struct Vision: CustomTestStringConvertible {
    var testDescription: String
    var rows: [[Double]]
  }

  static let visions = [
    Vision(testDescription: "normal", rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    Vision(
      testDescription: "protanopia",
      rows: [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]),
    Vision(
      testDescription: "deuteranopia",
      rows: [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]),
    Vision(
      testDescription: "tritanopia",
      rows: [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]),
  ]
  static let series: [ColorRole] = [
    .gradientOfAverage, .training, .averageOfGradients, .wrong, .olive, .violet,
  ]

  private func seen(_ color: RGB, by vision: Vision) -> OKLab {
    let light = [RGB.linear(color.red), RGB.linear(color.green), RGB.linear(color.blue)]
    let mixed = vision.rows.map { row in zip(row, light).map(*).reduce(0, +) }
    let encoded = mixed.map { RGB.encoded(max($0, 0)) }
    return OKLab(RGB(red: encoded[0], green: encoded[1], blue: encoded[2]))
  }

  @Test(arguments: ThemeTests.themes, visions)
  func seriesColoursStayApart(_ theme: Theme, _ vision: Vision) {
    let colors = Self.series.map { seen(theme.color($0), by: vision) }
    for (index, color) in colors.enumerated() {
      for other in colors.indices.dropFirst(index + 1) {
        // The palette was chosen for 0.115; matplotlib's default cycle has pairs of 0.007.
        #expect(
          color.distance(to: colors[other]) >= 0.11,
          "\(Self.series[index]) and \(Self.series[other])")
      }
    }
  }

  @Test(arguments: ThemeTests.themes) func rampsRiseEvenlyInLightness(_ theme: Theme) {
    let steps = (0...64).map { Double($0) / 64 }
    for ramp in [ColorRole.Ramp.sequential, .viridis, .cividis] {
      let lightness = steps.map { OKLab(theme.color(.ramp(ramp, $0))).lightness }
      let (first, last) = (lightness[0], lightness[64])
      for (step, value) in zip(steps, lightness) {
        let even = first + step * (last - first)
        #expect(abs(value - even) < 0.025, "\(ramp.rawValue) at \(step)")
      }
    }
  }

  @Test(arguments: ThemeTests.themes)
  func theArmsOfTheDivergingRampAreEquallyLightAndMeetNearThePaper(_ theme: Theme) {
    for reach in stride(from: 0.0, through: 0.5, by: 0.05) {
      let below = OKLab(theme.color(.ramp(.diverging, 0.5 - reach))).lightness
      let above = OKLab(theme.color(.ramp(.diverging, 0.5 + reach))).lightness
      #expect(abs(below - above) < 0.01)
    }
    let middle = OKLab(theme.color(.ramp(.diverging, 0.5)))
    #expect(middle.distance(to: OKLab(theme.color(.paper))) < 0.08)
  }

  @Test(arguments: ThemeTests.themes, visions)
  func theArmsOfTheDivergingRampStayApart(_ theme: Theme, _ vision: Vision) {
    let ends = [0.0, 1].map { seen(theme.color(.ramp(.diverging, $0)), by: vision) }
    #expect(ends[0].distance(to: ends[1]) >= 0.15)
  }

  /// Cutting components off to fit sRGB would turn the hue.
  @Test(arguments: ThemeTests.themes) func rampsKeepTheirHue(_ theme: Theme) {
    for (ramp, hues) in [(ColorRole.Ramp.sequential, 222.0...264), (.diverging, 245.0...259)] {
      for step in stride(from: 0.6, through: 1, by: 0.05) {
        let color = OKLab(theme.color(.ramp(ramp, step)))
        let hue = arcTangent(color.b, color.a) * 180 / .pi
        #expect(hues.contains(hue < 0 ? hue + 360 : hue), "\(ramp.rawValue) at \(step): \(hue)")
      }
    }
  }

  @Test func coloursOfSRGBSurviveTheWayThroughOKLab() {
    for bits: UInt32 in [0x000000, 0xffffff, 0x0072b2, 0xff8a4c, 0x50fadc, 0x123456] {
      #expect(OKLab(RGB(bits)).rgb.hex == RGB(bits).hex)
    }
  }

  @Test func viridisAndCividisAreTheKnownOnes() {
    #expect(Theme.light.color(.ramp(.viridis, 0.5)).hex == "#21918c")
    #expect(Theme.light.color(.ramp(.viridis, 1)).hex == "#fde725")
    #expect(Theme.dark.color(.ramp(.cividis, 0)).hex == "#00224e")
    // Between the tabulated tenths: the 65th of the 256 colours of the original table.
    let quarter = OKLab(Theme.light.color(.ramp(.viridis, 64.0 / 255)))
    #expect(quarter.distance(to: OKLab(RGB(0x3b528b))) < 0.02)
  }

  @Test func rampsHoldWhatIsBeyondTheirEnds() {
    for ramp in ColorRole.Ramp.allCases {
      #expect(Theme.light.color(.ramp(ramp, -3)) == Theme.light.color(.ramp(ramp, 0)))
      #expect(Theme.light.color(.ramp(ramp, .nan)) == Theme.light.color(.ramp(ramp, 1)))
    }
  }
}
