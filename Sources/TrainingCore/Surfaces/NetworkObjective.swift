/// A network's data, made ready for its kernel.
struct NetworkRows<Scalar: SurfaceScalar>: Sendable {
  let shape: SurfaceNetworkShape
  /// Inputs one after the other, each filled up to `stride`.
  let x: [Scalar]
  let y: [Scalar]
  let stride: Int
  let rows: Int

  init(_ shape: SurfaceNetworkShape, inputs: [[Double]], targets: [[Double]]) {
    self.shape = shape
    rows = inputs.first?.count ?? 0
    let block = SurfaceKernels.networkRows
    let stride = (rows + block - 1) / block * block
    self.stride = stride
    func filled(_ columns: [[Double]]) -> [Scalar] {
      var all: [Scalar] = []
      all.reserveCapacity(columns.count * stride)
      for column in columns {
        for value in column { all.append(Scalar(value)) }
        for _ in column.count..<max(stride, column.count) { all.append(0) }
      }
      return all
    }
    x = filled(inputs)
    y = filled(targets)
  }

  /// Parameters in the kernel's order, outputs filled up with zeros.
  static func packed(_ parameters: [Double], of network: DenseNetwork) -> [Double] {
    var packed: [Double] = []
    for layer in network.layers {
      let fill = [Double](
        repeating: 0, count: SurfaceNetworkShape.padded(layer.outputs) - layer.outputs)
      for row in 0...layer.inputs {
        let start = layer.weights + row * layer.outputs
        packed.append(contentsOf: parameters[start..<start + layer.outputs])
        packed.append(contentsOf: fill)
      }
    }
    return packed
  }
}

/// A network by its fused kernel: blocks of rows stay in the cache through all layers.
struct NetworkObjective<Scalar: SurfaceScalar>: SurfaceObjective {
  private let data: NetworkRows<Scalar>
  private let origin: [Double]
  private let first: [Double]
  private let second: [Double]
  private let parameterCount: Int
  let isSmooth: Bool
  var rows: Int { data.rows }

  /// Rows that one task takes at each of its points.
  private static var taskRows: Int { 4096 }
  /// A first layer with more inputs than this is cheaper from its tables.
  private static var fewInputs: Int { 4 }
  /// The memory that the first layer's tables of one group of rows may take.
  private static var tableBytes: Int { 1 << 18 }

  init(_ data: NetworkRows<Scalar>, _ network: DenseNetwork, on plane: Plane) {
    self.data = data
    origin = NetworkRows<Scalar>.packed(plane.origin, of: network)
    first = NetworkRows<Scalar>.packed(plane.first, of: network)
    second = NetworkRows<Scalar>.packed(plane.second, of: network)
    parameterCount = network.parameterCount
    isSmooth =
      data.shape.loss.isSmooth && (network.layers.count == 1 || network.activation.isSmooth)
  }

  private var usesTables: Bool { data.shape.sizes[0] > Self.fewInputs }

  /// How many rows are taken together.
  private var groupRows: Int {
    guard usesTables else { return Self.taskRows }
    let block = SurfaceKernels.networkRows
    let width = 3 * SurfaceNetworkShape.padded(data.shape.sizes[1]) * MemoryLayout<Scalar>.size
    return max(1, min(Self.taskRows, Self.tableBytes / width) / block) * block
  }

  func values(
    at points: [(u: Double, v: Double)], _ tasks: SurfaceTasks, span: ClosedRange<Double>
  ) throws(SurfaceError) -> [Double] {
    let group = groupRows
    let groups = (rows + group - 1) / group
    // About an eighth of a nanosecond for each weight, and activations like twenty of them.
    let perRow =
      0.15 * Double(parameterCount) + 3 * Double(data.shape.sizes.dropFirst().reduce(0, +))
    let tile = max(1, min(64, Int(5e6 / (perRow * Double(min(rows, group))))))
    let tiles = (points.count + tile - 1) / tile
    var totals = [Double](repeating: 0, count: points.count)
    let width = (span.upperBound - span.lowerBound) / Double(groups)
    for index in 0..<groups {
      let range = index * group..<min(rows, (index + 1) * group)
      let part = usesTables ? Part(data, range) : nil
      let tables = part.map { self.tables($0) }
      let start = span.lowerBound + width * Double(index)
      let found = try tasks.run(
        tiles, cost: perRow * Double(range.count * points.count), span: start...start + width
      ) { number -> [Double] in
        let own = number * tile..<min(points.count, (number + 1) * tile)
        return sums(points[own], range, part, tables)
      }
      for (place, sum) in found.joined().enumerated() { totals[place] += sum }
    }
    // The kernel sums over rows and outputs.
    let count = Double(rows) * data.shape.loss.divisor(data.shape.sizes[data.shape.sizes.count - 1])
    return totals.map { $0 / count }
  }

  /// A group of rows by itself, so that its tables lie close together.
  private struct Part: Sendable {
    var x: [Scalar]
    var y: [Scalar]
    var stride: Int

    init(_ data: NetworkRows<Scalar>, _ range: Range<Int>) {
      let end = min(
        data.stride,
        (range.upperBound + SurfaceKernels.networkRows - 1) / SurfaceKernels.networkRows
          * SurfaceKernels.networkRows)
      let own = range.lowerBound..<end
      func cut(_ all: [Scalar]) -> [Scalar] {
        Swift.stride(from: 0, to: all.count, by: data.stride).flatMap {
          all[$0 + own.lowerBound..<$0 + own.upperBound]
        }
      }
      stride = own.count
      x = cut(data.x)
      y = cut(data.y)
    }
  }

  /// The first layer's sums for the origin and both directions: it is affine on the plane.
  private func tables(_ part: Part) -> [Scalar] {
    [origin, first, second].flatMap { parameters in
      Scalar.firstLayer(
        data.shape, theta: parameters.map { Scalar($0) }, x: part.x, stride: part.stride,
        rows: 0..<part.stride)
    }
  }

  private func sums(
    _ points: ArraySlice<(u: Double, v: Double)>, _ range: Range<Int>, _ part: Part?,
    _ tables: [Scalar]?
  ) -> [Double] {
    var theta = [Scalar](repeating: 0, count: origin.count)
    var scratch = [Scalar](repeating: 0, count: data.shape.scratch)
    return points.map { point in
      Scalar.place(origin, first, second, u: point.u, v: point.v, into: &theta)
      return Scalar.sum(
        data.shape, theta: theta, x: part?.x ?? data.x, y: part?.y ?? data.y,
        stride: part?.stride ?? data.stride, rows: part == nil ? range : 0..<range.count,
        tables: tables, u: point.u, v: point.v, scratch: &scratch)
    }
  }
}
