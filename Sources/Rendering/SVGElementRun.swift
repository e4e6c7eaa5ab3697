/// Collects SVG elements and writes neighbours that look alike as one group, which carries their
/// common attributes once.
struct SVGElementRun {
  private(set) var output = ""
  private var shared = ""
  private var elements: [(head: String, tail: String)] = []

  /// Adds an element.
  /// - Parameters:
  ///   - shared: Inherited attributes, each with a space before it.
  ///   - head: The tag up to its own attributes, `<circle r="3"`.
  ///   - tail: What ends it, `/>`.
  mutating func add(_ shared: String, head: String, tail: String = "/>") {
    if shared != self.shared { flush() }
    self.shared = shared
    elements.append((head, tail))
  }

  /// Adds text that is not one of the elements, such as the start of a group.
  mutating func addMarkup(_ text: String) {
    flush()
    output += text
  }

  /// Writes out what has been held back.
  mutating func flush() {
    if elements.count == 1 {
      output += "\(elements[0].head)\(shared)\(elements[0].tail)\n"
    } else if !elements.isEmpty {
      output += "<g\(shared)>\n"
      for element in elements { output += "\(element.head)\(element.tail)\n" }
      output += "</g>\n"
    }
    elements = []
  }
}
