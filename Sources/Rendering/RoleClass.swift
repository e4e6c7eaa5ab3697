import Plotting

/// The class names by which a page's style sheet finds what has a colour role.
struct RoleClass: Sendable, Hashable {
  /// The role as it is drawn: fields and surfaces in one of a few steps.
  let role: ColorRole
  /// The part of the class names and of the CSS variable's name behind the prefix.
  let name: String

  /// How many steps a field has.
  static let fieldSteps = 16
  /// How many steps a ramp has: an odd number, so that the middle is one of them.
  static let rampSteps = 65
  /// How many steps the light on a surface has.
  static let lightSteps = 16

  init(_ role: ColorRole) {
    switch role {
    case .field(let position):
      let step = Self.step(position, of: Self.fieldSteps)
      name = "r\(step)"
      self.role = .field(Double(step) / Double(Self.fieldSteps - 1))
    case .surface(let position, let light):
      let step = Self.step(position, of: Self.fieldSteps)
      let lightStep = Self.step(light, of: Self.lightSteps)
      name = "u\(step)-\(lightStep)"
      self.role = .surface(
        Double(step) / Double(Self.fieldSteps - 1),
        light: Double(lightStep) / Double(Self.lightSteps - 1))
    case .ramp(let ramp, let position):
      let step = Self.step(position, of: Self.rampSteps)
      name = "\(ramp.rawValue)\(step)"
      self.role = .ramp(ramp, Double(step) / Double(Self.rampSteps - 1))
    default:
      name = Self.name(of: role)
      self.role = role
    }
  }

  /// The class of what is filled with the role's colour.
  var fill: String { "c-\(name)" }
  /// The class of what is stroked with it.
  var stroke: String { "s-\(name)" }
  /// The CSS variable that holds it.
  var variable: String { "--c-\(name)" }

  /// Whether the role has more steps than most pages use, so that a style sheet names those in use.
  static func isNamedWhereUsed(_ role: ColorRole) -> Bool {
    switch role {
    case .surface, .ramp: true
    default: false
    }
  }

  /// Every role that is named on every page, in a fixed order.
  static let all: [RoleClass] =
    ([
      .paper, .ink, .muted, .axis, .grid, .gradientOfAverage, .training, .averageOfGradients,
      .wrong, .sample, .olive, .violet, .text(.gradientOfAverage), .text(.training),
      .text(.averageOfGradients), .text(.wrong), .text(.olive), .text(.violet),
    ] + (0..<fieldSteps).map { .field(Double($0) / Double(fieldSteps - 1)) }).map { RoleClass($0) }

  private static func step(_ position: Double, of count: Int) -> Int {
    guard position > 0 else { return 0 }
    return Int((min(1, position) * Double(count - 1)).rounded())
  }

  private static func name(of role: ColorRole) -> String {
    switch role {
    case .paper: "paper"
    case .ink: "ink"
    case .muted: "muted"
    case .axis: "axis"
    case .grid: "grid"
    case .gradientOfAverage: "gradient"
    case .training: "training"
    case .averageOfGradients: "average"
    case .wrong: "wrong"
    case .sample: "sample"
    case .olive: "olive"
    case .violet: "violet"
    case .text(.gradientOfAverage): "gradient-text"
    case .text(.training): "training-text"
    case .text(.averageOfGradients): "average-text"
    case .text(.wrong): "wrong-text"
    case .text(.olive): "olive-text"
    case .text(.violet): "violet-text"
    case .field: "field"
    case .surface: "surface"
    case .ramp(let ramp, _): ramp.rawValue
    }
  }
}
