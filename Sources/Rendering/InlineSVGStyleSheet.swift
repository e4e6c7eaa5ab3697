public import Plotting

/// The CSS that gives inline figures their colours in light and dark and their fonts, to be put
/// once into the `<style>` of a page.
///
/// The colours are variables (`--c-ink`, `--c-r0`) set on `:root`; they follow the reader's
/// preference, an attribute `data-theme="light"` or `"dark"` on the root element overrides it, and
/// print is always light. Families come from the variables `--font-words` and `--font-math`, which
/// the page may set.
/// - Parameter scenes: The page's figures; lit surfaces and ramps have rules only for the colours
///   in use.
public func inlineSVGStyleSheet(for scenes: [Scene] = []) -> String {
  let rare = Set(scenes.flatMap { rareClasses(in: $0.elements) })
  let classes = RoleClass.all + rare.sorted { $0.name < $1.name }
  let light = variables(classes, .light)
  let dark = variables(classes, .dark)
  let rules = classes.map {
    ".\($0.fill){fill:var(\($0.variable))}.\($0.stroke){stroke:var(\($0.variable))}"
  }
  return """
    :root{\(light)}
    @media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}
    @media screen{:root[data-theme=dark]{\(dark)}}
    \(rules.joined(separator: "\n"))
    .\(SVGAttributes.sharp){stroke-linecap:butt;stroke-linejoin:miter}
    .f-r,.f-s{font-family:var(--font-words,Inter,sans-serif);font-variant-numeric:tabular-nums}
    .f-s{font-weight:600}
    .f-m{font-family:var(--font-math,"TeX Gyre Pagella Math",math)}
    .f-f{font-family:"DejaVu Sans",sans-serif}
    .f-o{font-family:sans-serif}
    .f-h{-webkit-user-select:none;user-select:none}

    """
}

private func variables(_ classes: [RoleClass], _ theme: Theme) -> String {
  classes.map { "\($0.variable):\(theme.color($0.role).hex)" }.joined(separator: ";")
}

/// The colours of a scene that have no class unless used; groups deeper than the renderer allows are
/// left out.
private func rareClasses(in elements: [Scene.Element], depth: Int = 0) -> [RoleClass] {
  guard depth <= ScenePlayer.greatestDepth else { return [] }
  func classes(_ roles: [ColorRole?]) -> [RoleClass] {
    roles.compactMap(\.self).filter(RoleClass.isNamedWhereUsed).map { RoleClass($0) }
  }
  return elements.flatMap { element -> [RoleClass] in
    switch element {
    case .group(_, _, let children), .copies(let children, _):
      rareClasses(in: children, depth: depth + 1)
    case .path(_, let fill, let stroke): classes([fill?.role, stroke?.paint.role])
    case .text(_, _, _, let paint, _): classes([paint.role])
    case .cells(let cells, _): classes(cells.paints.map(\.role))
    }
  }
}
