import CFribidi

/// In which direction a text starts.
enum BaseDirection {
  case leftToRight
  /// The direction of the first letter that has one, else from left to right.
  case ofFirstLetter
}

/// The Unicode Bidirectional Algorithm (UAX #9); the only file that calls FriBidi.
enum BidirectionalText {
  /// How deep each character of a line is embedded: odd where it is read from right to left;
  /// `nil` if the whole line is read from left to right.
  static func levels(of characters: [Character], direction: BaseDirection) -> [Int8]? {
    guard characters.contains(where: { $0.unicodeScalars.contains(where: mayTurn) }) else {
      return nil
    }
    let levels = levels(
      of: characters.flatMap { $0.unicodeScalars.map(\.value) },
      base: direction == .leftToRight ? FRIBIDI_PAR_LTR : FRIBIDI_PAR_ON)
    var place = 0
    return characters.map { character in
      defer { place += character.unicodeScalars.count }
      return levels[place]
    }
  }

  private static func levels(of text: [FriBidiChar], base: FriBidiParType) -> [FriBidiLevel] {
    let count = FriBidiStrIndex(clamping: text.count)
    var types = [FriBidiCharType](repeating: .init(0), count: text.count)
    var brackets = [FriBidiBracketType](repeating: 0, count: text.count)
    var levels = [FriBidiLevel](repeating: 0, count: text.count)
    var base = base
    unsafe fribidi_get_bidi_types(text, count, &types)
    unsafe fribidi_get_bracket_types(text, count, types, &brackets)
    // The text is a line of its own, so that spaces at its end are already the line's (rule L1).
    guard unsafe fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, &levels) > 0
    else { return [FriBidiLevel](repeating: 0, count: text.count) }
    return levels
  }

  /// Whether a character can make a text run from right to left: the blocks that Unicode keeps for
  /// such scripts, and the marks that order it.
  private static func mayTurn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFB1D...0xFDFF,
      0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}

/// The order of stretches from left to right.
enum VisualOrder {
  /// The numbers of the stretches as they stand from left to right (UAX #9, rule L2).
  /// - Parameter levels: How deep each stretch is embedded, in reading order.
  static func order(levels: [Int8]) -> [Int] {
    var order = Array(levels.indices)
    guard let highest = levels.max(), highest > 0 else { return order }
    for level in (1...highest).reversed() {
      var start = 0
      while start < levels.count {
        guard levels[order[start]] >= level else {
          start += 1
          continue
        }
        var end = start
        while end < levels.count, levels[order[end]] >= level { end += 1 }
        order[start..<end].reverse()
        start = end
      }
    }
    return order
  }
}
