extension Typesetter {
  /// The glyphs of a run from left to right, for a back end that draws with the font file itself.
  /// - Returns: The glyph's number in the file, where its characters start in the run's text in
  ///   UTF-8 bytes, and its origin relative to the run's in px, y downwards.
  package func placedGlyphs(of run: TextRun) -> [(glyph: UInt32, cluster: Int, origin: Point)] {
    glyphs(of: run).map { ($0.glyph, $0.cluster, $0.origin) }
  }

  /// Where the font behind a face lies, and which font within the file it is, from zero.
  package func fontLocation(of face: Face) -> (path: String, index: Int) {
    let file = fontFile(of: face)
    return (file.path, file.index)
  }
}
