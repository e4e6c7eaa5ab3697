import Plotting

/// How points of data and what belongs to them look, by how many there are.
struct PointStyle {
  var count: Int

  /// From here on dots are smaller, or they would bury the fit.
  private static let many = 40
  /// Beyond this many, dots are specks without paper around them, and errors are not drawn.
  private static let crowd = 200

  var showsErrors: Bool { count <= Self.crowd }

  func dots(_ points: [Position]) -> Dots {
    if count > Self.crowd {
      return Dots(points, paint: Paint(.ink, opacity: 0.35), radius: 1.75, halo: false)
    }
    return Dots(points, radius: count >= Self.many ? 2.25 : 3.5)
  }

  /// Points and the line through them: the line shows on every dot, but its halo only beside them,
  /// or it would hide the dots that a good fit runs through.
  func marks(_ points: [Position], under line: Line) -> [any Mark] {
    if count > Self.crowd { return [dots(points), line] }
    var bare = line
    bare.halo = false
    bare.endLabel = nil
    return [line, dots(points), bare]
  }

  /// Lines from the points to the model.
  func errors(from points: [Position], to ends: [Position]) -> Segments {
    let width = count >= Self.many ? 0.75 : 1
    return Segments(
      from: points, to: ends, stroke: Stroke(Paint(.ink, opacity: 0.55), width: width))
  }
}
