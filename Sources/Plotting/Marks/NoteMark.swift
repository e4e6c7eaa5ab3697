public import Typesetting

/// A sentence that the figure prints below its panels, such as what its bars are relative to.
public struct NoteMark: Mark {
  /// The whole sentence.
  public var label: Label

  /// A sentence below the panels; the same sentence of several panels stands there once.
  public init(_ label: Label) { self.label = label }

  /// Nothing: the figure prints it.
  public func elements(in context: PanelContext) -> [Scene.Element] { [] }
  /// The sentence, unless it is empty.
  public func notes(in context: PanelContext) -> [Label] { label.parts.isEmpty ? [] : [label] }
}
