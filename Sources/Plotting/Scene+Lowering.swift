package import Typesetting

extension Scene.Element {
  /// Copies and cells as the paths that they stand for, for back ends without a faster way; other
  /// elements as they are.
  package var lowered: Scene.Element {
    switch self {
    case .path, .text, .group: self
    case .copies(let elements, let places):
      .group(
        label: nil, clip: nil, places.flatMap { place in elements.map { $0.moved(by: place) } })
    case .cells(let cells, let rect): .group(label: nil, clip: nil, cells.elements(in: rect))
    }
  }

  /// The element with its origin put at a place.
  package func moved(by place: Point) -> Scene.Element {
    switch self {
    case .path(let path, let fill, let stroke):
      .path(path.moved(by: place), fill: fill, stroke: stroke)
    case .text(let line, let origin, let angle, let paint, let halo):
      .text(line, at: origin + place, angle: angle, paint: paint, halo: halo)
    case .group(let label, let clip, let elements):
      .group(
        label: label, clip: clip?.moved(by: place), elements.map { $0.moved(by: place) })
    case .copies(let elements, let places): .copies(elements, at: places.map { $0 + place })
    case .cells(let cells, let rect): .cells(cells, in: rect.moved(by: place))
    }
  }
}

extension Rect {
  func moved(by way: Point) -> Rect {
    Rect(x: x + way.x, y: y + way.y, width: width, height: height)
  }
}

extension Path {
  /// The outline with its origin put at a place.
  package func moved(by place: Point) -> Path {
    Path(
      segments.map { segment in
        switch segment {
        case .move(let point): .move(point + place)
        case .line(let point): .line(point + place)
        case .curve(let a, let b, let c): .curve(a + place, b + place, c + place)
        case .close: .close
        }
      })
  }
}

extension ColorCells {
  /// One path a paint: a rectangle for every run of equal cells in a row.
  package func elements(in rect: Rect) -> [Scene.Element] {
    guard columns > 0, rows > 0 else { return [] }
    var paths = [Path](repeating: Path(), count: paints.count)
    let (width, height) = (rect.width / Double(columns), rect.height / Double(rows))
    for row in 0..<rows {
      var start = 0
      while start < columns {
        let index = indices[row * columns + start]
        var end = start + 1
        while end < columns, indices[row * columns + end] == index { end += 1 }
        if Int(index) < paths.count {
          let run = Rect(
            x: rect.x + Double(start) * width, y: rect.y + Double(row) * height,
            width: Double(end - start) * width, height: height)
          paths[Int(index)].segments += Path.rectangle(run).segments
        }
        start = end
      }
    }
    return zip(paths, paints).compactMap { path, paint in
      path.segments.isEmpty ? nil : .path(path, fill: paint, stroke: nil)
    }
  }
}
