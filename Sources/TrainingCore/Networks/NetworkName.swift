/// A network's shape as users write it: `mlp:16,16:tanh`, with the hidden layers' sizes.
public struct NetworkName: Sendable, Hashable {
  /// The hidden layers' sizes; none for a linear model.
  public var hidden: [Int]
  /// What stands between the layers.
  public var activation: Activation

  /// How a network is written, for lists.
  public static let form = "mlp:SIZES:ACTIVATION"
  /// What it is, in one line.
  public static let summary =
    "a network, such as mlp:16,16:tanh with two hidden layers of 16; also "
    + Activation.allCases.dropFirst().map(\.rawValue).joined(separator: ", ")

  /// Whether a text is meant as a network's name at all.
  public static func isMeant(by text: String) -> Bool {
    text == "mlp" || text.hasPrefix("mlp:")
  }

  /// The largest size of a hidden layer, and the largest number of them.
  static let widest = 65_536
  static let deepest = 64

  /// Reads `mlp:SIZES[:ACTIVATION]`; the activation is tanh if none is given, and `mlp` alone is
  /// `mlp:16,16:tanh`.
  /// - Throws: ``InputError`` (usage) that names the wrong part.
  public init(_ text: String) throws(InputError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.first == "mlp", parts.count <= 3 else {
      throw Self.error(text, "is no network", advice: "write for example mlp:16,16:tanh")
    }
    hidden = []
    for part in parts.count > 1
      ? parts[1].split(separator: ",", omittingEmptySubsequences: false)
      : ["16", "16"]
    {
      guard let size = Int(part), (1...Self.widest).contains(size) else {
        throw Self.error(
          text, "has a layer of size \(Printable.quoted(String(part)))",
          advice: "give whole numbers from 1 to \(Self.widest) with commas, as in mlp:16,16:tanh")
      }
      hidden.append(size)
    }
    guard hidden.count <= Self.deepest else {
      throw Self.error(
        text, "has \(hidden.count) hidden layers", advice: "give at most \(Self.deepest)")
    }
    let name = parts.count > 2 ? String(parts[2]) : Activation.tanh.rawValue
    guard let activation = Activation(rawValue: name) else {
      let names = Activation.allCases.map(\.rawValue)
      throw Self.error(
        text, "has the activation \(Printable.quoted(name))",
        advice: Suggestion.advice(
          for: name, in: names, otherwise: "the activations are \(Printable.list(names))"))
    }
    self.activation = activation
  }

  private static func error(_ text: String, _ wrong: String, advice: String) -> InputError {
    InputError(.usage, "--model: \(Printable.quoted(text)) \(wrong)", advice: advice)
  }

  /// The name in full.
  public var text: String {
    "mlp:\(hidden.map(String.init).joined(separator: ",")):\(activation.rawValue)"
  }

  /// The network for this many inputs and outputs; nil if it would have too many parameters.
  public func network(inputs: Int, outputs: Int) -> DenseNetwork? {
    DenseNetwork(sizes: [inputs] + hidden + [outputs], activation: activation)
  }
}
