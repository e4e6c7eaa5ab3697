extension TapeEvaluator {
  /// Every sample's own gradient, as rows of a matrix with a column for each parameter.
  ///
  /// To be called after ``forward()``; the loss's rows are the samples' own losses, so nothing is
  /// divided by their number.
  ///
  /// Samples that see each other on the way from a parameter to the loss, as in batch normalisation
  /// with the batch's statistics, are refused: what this way gives there would be each sample's
  /// share of the gradient of the sum, and not the gradient of its own loss.
  /// ``perSampleGradientsOneByOne(from:into:row:)`` gives the latter.
  /// - Parameter row: which row of the matrix belongs to the first sample at hand.
  /// - Throws: ``TapeError`` if a parameter is changed before it meets the samples, if samples see
  ///   each other, or unless the loss has a row for each sample.
  public func perSampleGradients(
    from loss: Tape.Node, into matrix: SampleMatrix<Scalar>, row: Int = 0
  ) throws(TapeError) {
    let leaves = try perSampleLeaves(from: loss)
    for leaf in leaves {
      if leaf.isSingleProduct {
        let product = product(leaf.uses[0])
        workspace.outer(
          product.a, product.d, rows: samples, m: product.m, n: product.n, into: matrix, row: row,
          column: leaf.offset, accumulates: false)
        continue
      }
      forEachTile(of: leaf) { workspace, tile, first, count in
        workspace.outer(
          nil, tile, rows: count, m: 1, n: leaf.count, into: matrix, row: row + first,
          column: leaf.offset, accumulates: false)
      }
    }
  }

  /// Every sample's squared gradient norm, as far as possible without forming the gradients: of an
  /// outer product it is the product of the squared norms.
  ///
  /// Source: I. Goodfellow, "Efficient per-example gradient computations", 2015.
  /// - Throws: ``TapeError`` where ``perSampleGradients(from:into:row:)`` does.
  public func squaredGradientNorms(
    from loss: Tape.Node
  ) throws(TapeError) -> [Double] {
    let leaves = try perSampleLeaves(from: loss)
    var norms = [Double](repeating: 0, count: samples)
    for leaf in leaves {
      var span = norms.mutableSpan
      if leaf.isSingleProduct {
        let product = product(leaf.uses[0])
        workspace.addSquaredNorms(
          product.a, product.d, rows: samples, m: product.m, n: product.n, to: &span)
        continue
      }
      forEachTile(of: leaf) { workspace, tile, first, count in
        var part = [Double](repeating: 0, count: count)
        var squares = part.mutableSpan
        workspace.addSquaredNorms(nil, tile, rows: count, m: 1, n: leaf.count, to: &squares)
        for row in 0..<count { norms[first + row] += part[row] }
      }
    }
    return norms
  }

  /// Adds the samples' gradients to ``gradient`` and their squares, parameter by parameter, to
  /// ``squares``: of an outer product the squares are one more product of matrices.
  ///
  /// The evaluator must have been made with `keepsSquares`.
  /// - Throws: ``TapeError`` where ``perSampleGradients(from:into:row:)`` does.
  public func accumulateMoments(from loss: Tape.Node) throws(TapeError) {
    precondition(layout.squares >= 0, "the evaluator was made without room for squares")
    let leaves = try perSampleLeaves(from: loss)
    for leaf in leaves {
      let (sum, squares) = (layout.gradient + leaf.offset, layout.squares + leaf.offset)
      if leaf.isSingleProduct {
        addMoments(product(leaf.uses[0]), sum: sum, squares: squares)
        continue
      }
      forEachTile(of: leaf) { workspace, tile, _, count in
        let rows = Broadcast(tile, rowStride: leaf.count, columnStride: 1)
        workspace.add(
          rows, to: Broadcast(sum, rowStride: 0, columnStride: 1), rows: count,
          columns: leaf.count)
        workspace.square(tile, into: tile, count: count * leaf.count)
        workspace.add(
          rows, to: Broadcast(squares, rowStride: 0, columnStride: 1), rows: count,
          columns: leaf.count)
      }
    }
  }

  /// What ``accumulateMoments(from:)`` has added up: the sums of squares.
  public var squares: [Scalar] {
    layout.squares < 0 ? [] : workspace.array(layout.squares, tape.parameterCount)
  }

  // MARK: Products

  /// Rows whose products are the samples' gradients: `a` has m values, or stands for 1.
  private struct RowProduct {
    var a: Int?
    var d: Int
    var m, n: Int
  }

  private func product(_ use: LeafUse) -> RowProduct {
    let step = steps[use.step]
    let (x, dy) = (step.a.values, step.result.adjoints)
    let (inner, columns) = (step.a.columns, step.result.columns)
    switch use.role {
    case .factor(transposed: false): return RowProduct(a: x, d: dy, m: inner, n: columns)
    case .factor(transposed: true): return RowProduct(a: dy, d: x, m: columns, n: inner)
    case .bias, .operand: return RowProduct(a: nil, d: dy, m: 1, n: columns)
    }
  }

  private func addMoments(_ product: RowProduct, sum: Int, squares: Int) {
    let (m, n) = (product.m, product.n)
    let squaredD = layout.scratch
    let squaredA = layout.scratch + layout.scratchCount / 2
    workspace.square(product.d, into: squaredD, count: samples * n)
    guard let a = product.a else {
      for (from, to) in [(product.d, sum), (squaredD, squares)] {
        workspace.add(
          Broadcast(from, rowStride: n, columnStride: 1),
          to: Broadcast(to, rowStride: 0, columnStride: 1), rows: samples, columns: n)
      }
      return
    }
    workspace.square(a, into: squaredA, count: samples * m)
    for (left, right, to) in [(a, product.d, sum), (squaredA, squaredD, squares)] {
      workspace.multiply(
        left, right, transposed: (true, false), into: to, m: m, n: n, k: samples, accumulates: true,
        scratch: layout.scratch)
    }
  }

  // MARK: Tiles

  /// Forms the gradients of a few samples at a time by a parameter that is used in several places,
  /// or in another way than as a factor.
  private func forEachTile(
    of leaf: Leaf,
    _ body: (borrowing Workspace<Scalar>, _ tile: Int, _ first: Int, _ count: Int) -> Void
  ) {
    let height = max(1, layout.tileCount / leaf.count)
    for first in stride(from: 0, to: samples, by: height) {
      let count = min(height, samples - first)
      workspace.fill(layout.tile, count: count * leaf.count)
      for use in leaf.uses { add(use, first: first, count: count, width: leaf.count) }
      body(workspace, layout.tile, first, count)
    }
  }

  /// Adds what one use contributes to the rows of the tile.
  private func add(_ use: LeafUse, first: Int, count: Int, width: Int) {
    let step = steps[use.step]
    let columns = step.result.columns
    guard case .binary(let operation) = step.kind, case .operand(let side) = use.role else {
      var product = product(use)
      product.a = product.a.map { $0 + first * product.m }
      product.d += first * product.n
      workspace.outer(
        product.a, product.d, rows: count, m: product.m, n: product.n, into: layout.tile,
        stride: width, accumulates: true)
      return
    }
    var (a, b) = operands(step, samples)
    let isRepeated = (side == 0 ? a : b).columnStride == 0
    a.offset += first * a.rowStride
    b.offset += first * b.rowStride
    let target = Broadcast(layout.tile, rowStride: width, columnStride: isRepeated ? 0 : 1)
    workspace.binaryBackward(
      operation, side: side, a, b, y: step.result.values + first * columns,
      dy: step.result.adjoints + first * columns, into: target, rows: count, columns: columns)
  }
}
