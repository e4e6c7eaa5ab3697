package import Typesetting

/// Leaves out the points of a polyline that lie within a tolerance of what remains.
///
/// Douglas and Peucker (1973), with a stack in place of recursion so that no input is too deep.
/// - Parameter tolerance: In px.
/// - Complexity: O(n log n) for usual curves, O(n²) at worst.
package func simplified(_ points: [Point], tolerance: Double = 0.05) -> [Point] {
  guard points.count > 2 else { return points }
  var keep = [Bool](repeating: false, count: points.count)
  keep[0] = true
  keep[points.count - 1] = true
  var stack = [(0, points.count - 1)]
  while let (first, last) = stack.popLast() {
    var farthest = (index: first, distance: tolerance)
    for index in (first + 1)..<max(last, first + 1) {
      let distance = points[index].distance(toSegment: points[first], points[last])
      if distance > farthest.distance { farthest = (index, distance) }
    }
    guard farthest.index != first else { continue }
    keep[farthest.index] = true
    if farthest.index - first > 1 { stack.append((first, farthest.index)) }
    if last - farthest.index > 1 { stack.append((farthest.index, last)) }
  }
  return zip(points, keep).filter(\.1).map(\.0)
}
