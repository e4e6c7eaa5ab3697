/// The templates and page assets that are built into the program.
public enum ReportTemplates {
  /// The text of every file under `Templates/`, by its path there, for example `report.mustache`.
  public static var files: [String: String] {
    EmbeddedTemplates.files.mapValues { "\($0)" }
  }
}
