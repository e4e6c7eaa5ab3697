/// Finds templates that include themselves, which the engine would follow until the stack is full.
///
/// A block (`{{$name}}`) counts as one part wherever it is filled in: whoever includes a template
/// passes all the blocks on that it was given itself, so that only names tell where one ends up.
struct TemplateCircles {
  fileprivate enum Part: Hashable {
    case file(String)
    case block(String)

    var name: String {
      switch self {
      case .file(let name): name
      case .block(let name): "$" + name
      }
    }
  }
  /// A tag that brings one part into another.
  struct Use {
    /// The name of the template that the tag stands in.
    var template: String
    var tag: TemplateTags.Tag
    /// The names of the parts on the way, the same at both ends.
    var way: [String] = []
    fileprivate var target: Part
  }
  private var uses: [Part: [Use]] = [:]
  private var done: Set<Part> = []

  /// - Parameter tags: Those of each template, by its name.
  init(_ tags: [String: TemplateTags]) {
    for (name, own) in tags {
      for tag in own.tags {
        guard let target = Self.target(of: tag) else { continue }
        let use = Use(template: name, tag: tag, target: target)
        let parts: [Part] = [.file(name)] + tag.blocks.map { .block($0) }
        for part in parts {
          uses[part, default: []].append(use)
        }
      }
    }
  }

  /// The tags of a circle in the order of the way, or none if there is no circle.
  mutating func first() -> [Use] {
    for name in uses.keys.map(\.name).sorted() {
      let circle = circle(from: .file(name), way: [])
      if !circle.isEmpty { return circle }
    }
    return []
  }

  private static func target(of tag: TemplateTags.Tag) -> Part? {
    switch tag.kind {
    case .partial, .parent: .file(tag.name)
    case .block: .block(tag.name)
    default: nil
    }
  }

  private mutating func circle(from part: Part, way: [(Part, Use)]) -> [Use] {
    guard !done.contains(part) else { return [] }
    for use in uses[part] ?? [] {
      let next = way + [(part, use)]
      if let start = next.firstIndex(where: { $0.0 == use.target }) {
        let names = next[start...].map(\.0.name) + [use.target.name]
        return next[start...].map { step in
          var use = step.1
          use.way = names
          return use
        }
      }
      let found = circle(from: use.target, way: next)
      if !found.isEmpty { return found }
    }
    done.insert(part)
    return []
  }
}
