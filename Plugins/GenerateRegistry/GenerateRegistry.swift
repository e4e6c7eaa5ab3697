import Foundation
import PackagePlugin

/// Lists the types that stand in a target's open folders, so that adding a file adds the thing.
///
/// The rule: `Cases/MeanOfLosses.swift` declares `struct MeanOfLosses: Case` with an `init()`, and
/// so on for every folder in `kinds`. The result is `enum Registry` of that target.
@main struct GenerateRegistry: BuildToolPlugin {
  /// Folder name to the protocol that its types conform to.
  private let kinds = [
    "Models": "NamedModel",
    "Losses": "NamedLoss",
    "Aggregations": "Aggregation",
    "Optimizers": "NamedOptimizer",
    "Cases": "Case",
    "BuiltinData": "BuiltinDataset",
    "Recipes": "FigureRecipe",
    "Chapters": "Chapter",
    "Plates": "Plate",
  ]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target.sourceModule else { return [] }
    let files = target.sourceFiles(withSuffix: "swift").map(\.url).sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "Registry+Generated.swift")
    var arguments = [output.path]
    for (folder, type) in kinds.sorted(by: { $0.key < $1.key }) {
      let names = files.filter { $0.deletingLastPathComponent().lastPathComponent == folder }
        .map { $0.deletingPathExtension().lastPathComponent }
      if !names.isEmpty { arguments.append("\(folder)=\(type)=\(names.joined(separator: ","))") }
    }
    return [
      .buildCommand(
        displayName: "Listing the open folders of \(target.moduleName)",
        executable: try context.tool(named: "generate-registry").url,
        arguments: arguments,
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
