import CKernels

/// A type of number in which a network's surface can be computed.
protocol SurfaceScalar: BinaryFloatingPoint, Sendable {
  static func place(
    _ origin: [Double], _ first: [Double], _ second: [Double], u: Double, v: Double,
    into theta: inout [Self])
  static func firstLayer(
    _ shape: SurfaceNetworkShape, theta: [Self], x: [Self], stride: Int, rows: Range<Int>
  ) -> [Self]
  static func sum(
    _ shape: SurfaceNetworkShape, theta: [Self], x: [Self], y: [Self], stride: Int,
    rows: Range<Int>, tables: [Self]?, u: Double, v: Double, scratch: inout [Self]
  ) -> Double
}

/// What C has to know of a network.
struct SurfaceNetworkShape: Sendable {
  let sizes: [Int]
  let activation: Activation
  let loss: OutputLoss

  /// The outputs of a layer filled up.
  static func padded(_ outputs: Int) -> Int {
    (outputs + SurfaceKernels.units - 1) / SurfaceKernels.units * SurfaceKernels.units
  }

  /// Lends the description to C.
  @unsafe fileprivate func with<Value>(
    _ body: (UnsafePointer<surface_network>) -> Value
  ) -> Value {
    unsafe sizes.withUnsafeBufferPointer { sizes in
      var network = unsafe surface_network(
        sizes: sizes.baseAddress, layers: sizes.count - 1, activation: activation.kernel,
        loss: loss.kernel)
      return unsafe body(&network)
    }
  }

  /// The values that a task's scratch memory must hold.
  var scratch: Int { unsafe with { unsafe Int(surface_network_scratch($0)) } }
  /// The number of packed parameters.
  var packed: Int { unsafe with { unsafe Int(surface_network_packed($0)) } }

  fileprivate func check(theta: Int, x: Int, y: Int, stride: Int, end: Int) {
    let rows = SurfaceKernels.networkRows
    let outputs = loss.targets(forOutputs: sizes[sizes.count - 1])
    precondition(theta == packed && stride % rows == 0 && end <= stride, "sizes differ")
    precondition(x == sizes[0] * stride && y == outputs * stride, "sizes differ")
  }
}

extension Activation {
  fileprivate var kernel: surface_activation {
    switch self {
    case .identity: SURFACE_IDENTITY
    case .tanh: SURFACE_TANH
    case .relu: SURFACE_RELU
    case .sigmoid: SURFACE_SIGMOID
    case .gelu: SURFACE_GELU
    }
  }
}

extension OutputLoss {
  fileprivate var kernel: surface_loss {
    switch self {
    case .meanSquaredOverSamples, .meanSquaredOverSamplesAndOutputs: SURFACE_SQUARED
    case .absolute: SURFACE_ABSOLUTE
    case .huber: SURFACE_HUBER
    case .logCosh: SURFACE_LOG_COSH
    case .logistic: SURFACE_LOGISTIC
    case .crossEntropy: SURFACE_CROSS_ENTROPY
    case .poisson: SURFACE_POISSON
    case .hinge: SURFACE_HINGE
    }
  }
}

extension Double: SurfaceScalar {
  static func place(
    _ origin: [Double], _ first: [Double], _ second: [Double], u: Double, v: Double,
    into theta: inout [Double]
  ) {
    precondition(origin.count == theta.count && first.count == theta.count)
    precondition(second.count == theta.count, "sizes differ")
    unsafe surface_place_f64(origin, first, second, u, v, theta.count, &theta)
  }

  static func firstLayer(
    _ shape: SurfaceNetworkShape, theta: [Double], x: [Double], stride: Int, rows: Range<Int>
  ) -> [Double] {
    let units = SurfaceNetworkShape.padded(shape.sizes[1])
    precondition(rows.upperBound <= stride && x.count == shape.sizes[0] * stride)
    precondition(theta.count == shape.packed && rows.lowerBound % SurfaceKernels.networkRows == 0)
    var out = [Double](repeating: 0, count: units * stride)
    unsafe x.withUnsafeBufferPointer { x in
      unsafe out.withUnsafeMutableBufferPointer { out in
        guard let x = x.baseAddress, let out = out.baseAddress else { return }
        unsafe shape.with {
          unsafe surface_first_layer_f64(
            $0, theta, x + rows.lowerBound, stride, rows.count, out + rows.lowerBound)
        }
      }
    }
    return out
  }

  static func sum(
    _ shape: SurfaceNetworkShape, theta: [Double], x: [Double], y: [Double], stride: Int,
    rows: Range<Int>, tables: [Double]?, u: Double, v: Double, scratch: inout [Double]
  ) -> Double {
    shape.check(
      theta: theta.count, x: x.count, y: y.count, stride: stride, end: rows.upperBound)
    let start = rows.lowerBound
    precondition(start % SurfaceKernels.networkRows == 0 && scratch.count >= shape.scratch)
    precondition(
      tables.map { $0.count == 3 * SurfaceNetworkShape.padded(shape.sizes[1]) * stride } ?? true)
    return unsafe x.withUnsafeBufferPointer { x in
      unsafe y.withUnsafeBufferPointer { y in
        unsafe (tables ?? []).withUnsafeBufferPointer { table in
          guard let x = x.baseAddress, let y = y.baseAddress else { return .nan }
          let table = tables == nil ? nil : unsafe table.baseAddress.map { unsafe $0 + start }
          return unsafe shape.with {
            unsafe surface_network_sum_f64(
              $0, theta, x + start, y + start, stride, rows.count, table, u, v, &scratch)
          }
        }
      }
    }
  }
}

extension Float: SurfaceScalar {
  static func place(
    _ origin: [Double], _ first: [Double], _ second: [Double], u: Double, v: Double,
    into theta: inout [Float]
  ) {
    precondition(origin.count == theta.count && first.count == theta.count)
    precondition(second.count == theta.count, "sizes differ")
    unsafe surface_place_f32(origin, first, second, u, v, theta.count, &theta)
  }

  static func firstLayer(
    _ shape: SurfaceNetworkShape, theta: [Float], x: [Float], stride: Int, rows: Range<Int>
  ) -> [Float] {
    let units = SurfaceNetworkShape.padded(shape.sizes[1])
    precondition(rows.upperBound <= stride && x.count == shape.sizes[0] * stride)
    precondition(theta.count == shape.packed && rows.lowerBound % SurfaceKernels.networkRows == 0)
    var out = [Float](repeating: 0, count: units * stride)
    unsafe x.withUnsafeBufferPointer { x in
      unsafe out.withUnsafeMutableBufferPointer { out in
        guard let x = x.baseAddress, let out = out.baseAddress else { return }
        unsafe shape.with {
          unsafe surface_first_layer_f32(
            $0, theta, x + rows.lowerBound, stride, rows.count, out + rows.lowerBound)
        }
      }
    }
    return out
  }

  static func sum(
    _ shape: SurfaceNetworkShape, theta: [Float], x: [Float], y: [Float], stride: Int,
    rows: Range<Int>, tables: [Float]?, u: Double, v: Double, scratch: inout [Float]
  ) -> Double {
    shape.check(
      theta: theta.count, x: x.count, y: y.count, stride: stride, end: rows.upperBound)
    let start = rows.lowerBound
    precondition(start % SurfaceKernels.networkRows == 0 && scratch.count >= shape.scratch)
    precondition(
      tables.map { $0.count == 3 * SurfaceNetworkShape.padded(shape.sizes[1]) * stride } ?? true)
    return unsafe x.withUnsafeBufferPointer { x in
      unsafe y.withUnsafeBufferPointer { y in
        unsafe (tables ?? []).withUnsafeBufferPointer { table in
          guard let x = x.baseAddress, let y = y.baseAddress else { return .nan }
          let table = tables == nil ? nil : unsafe table.baseAddress.map { unsafe $0 + start }
          return unsafe shape.with {
            unsafe surface_network_sum_f32(
              $0, theta, x + start, y + start, stride, rows.count, table, u, v, &scratch)
          }
        }
      }
    }
  }
}
