import Plotting
import Rendering
import TrainingCore
import Typesetting

/// Puts the chapters together to one page that needs nothing beside it.
struct ReportPage {
  let engine: TemplateEngine
  let typesetter: Typesetter
  let renderer: SceneRenderer
  /// How the figures' files are made; the page starts with their theme, or the reader's own.
  let images: ImageSettings
  /// The folder of the user's own templates, if there is one.
  let templates: String?

  /// The page's whole text.
  /// - Throws: ``TemplateError`` or `TypesettingError`.
  func html(of evidence: Evidence, figures: FigureSet) throws -> String {
    let shared = SharedValues.values(of: evidence).merging([
      "command": .text(
        ReportCommandLine(evidence.problem, images: images, templates: templates).text)
    ])
    let chapters = Registry.chapters.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    let sections = try chapters.map { chapter in
      let values = shared.merging(chapter.content(of: evidence, figures: figures).values)
      return try section(chapter.id, values: values)
    }
    let body = try engine.render(
      "body",
      shared.merging([
        "first": .list(Array(sections.prefix(1))),
        "rest": .list(Array(sections.dropFirst())), "sections": .list(sections),
      ]))
    let style = try styleSheet(
      for: body, scenes: figures.drawn.flatMap { $0.inline?.scenes ?? [] })
    let script = try engine.asset("script.js")
    let page: TemplateObject = [
      "pageBody": .html(body), "style": .html(try asset(style)), "script": .html(try asset(script)),
      "styleHash": .text(Self.hash(style)), "scriptHash": .text(Self.hash(script)),
      "version": .text(ProgramVersion.current),
      "theme": .optional(images.theme.map { ["themeName": .text($0.rawValue)] }),
    ]
    return try engine.render("report", shared.merging(page)).text
  }

  private func section(_ id: String, values: TemplateObject) throws -> TemplateObject {
    let template = "chapters/\(id)"
    let heading = try engine.render(template, values.merging(["heading": true, "body": false]))
    let body = try engine.render(template, values.merging(["heading": false, "body": true]))
    return [
      "sectionID": .text(id), "sectionHeading": .html(heading.trimmed), "sectionBody": .html(body),
    ]
  }

  /// The style sheet with the colours of figures and the letters that the page uses.
  private func styleSheet(for body: SafeHTML, scenes: [Scene]) throws -> String {
    let letters = PageLetters.words(in: body).union(Self.alwaysUsed.unicodeScalars)
    let formulas = PageLetters.formulas(in: body)
    let strong = PageLetters.strong(in: body)
    let faces: [(Face, String, Int)] = [
      (.regular, "Report Text", 400), (.semibold, "Report Text", 600), (.math, "Report Math", 400),
    ]
    let fonts = try faces.map { face, family, weight in
      let drawn = face == .math ? formulas : face == .semibold ? strong : letters
      let font = try WebFont(typesetter.subset(of: face, characters: drawn))
      return "@font-face{font-family:\"\(family)\";font-weight:\(weight);font-display:swap;"
        + "src:url(data:font/woff;base64,\(Base64.text(of: font.bytes)))}\n"
    }
    return try fonts.joined() + engine.asset("style.css") + inlineSVGStyleSheet(for: scenes)
  }

  /// What the script and the style sheet add to the page's own text.
  private static let alwaysUsed = "Light theme Dark theme = ≠ ∝ ? Line Value: From the exact value"

  /// The hash by which the page's security policy knows a style sheet or a script.
  static func hash(_ text: String) -> String {
    "sha256-" + Base64.text(of: Base64.bytes(hexadecimal: SHA256.hexadecimal(of: text)))
  }

  private func asset(_ text: String) throws(TemplateError) -> SafeHTML {
    guard let asset = SafeHTML(asset: text) else {
      throw TemplateError(
        "template style.css or script.js",
        "holds an end tag, which would end the element that it stands in")
    }
    return asset
  }
}
