internal import Foundation
package import Screen

/// Pictures kept beside the tests: the text of a surface and the map of its styles.
///
/// With `SNAPSHOTS=record` in the environment the pictures are written; otherwise a difference, or
/// a picture that is missing, is reported with both pictures.
package enum Snapshot {
  /// Returns what is wrong with `surface` compared to the picture `name`; `nil` if they are equal.
  package static func mismatch(
    of surface: Surface, named name: String, besides file: StaticString = #filePath
  ) -> String? {
    let actual = picture(of: surface)
    let folder = URL(filePath: "\(file)").deletingLastPathComponent()
      .appending(path: "__Snapshots__")
    let url = folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["SNAPSHOTS"] == "record" {
      return record(actual, at: url, in: folder)
    }
    guard let data = try? Data(contentsOf: url) else {
      return "The picture '\(name)' is missing; SNAPSHOTS=record writes it.\n\(actual)"
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != actual else { return nil }
    return "The picture '\(name)' differs.\nExpected:\n\(expected)\nActual:\n\(actual)"
  }

  /// Returns the text kept for a surface.
  package static func picture(of surface: Surface) -> String {
    let cursor = surface.cursor.map { "cursor \($0.column),\($0.row)\n" } ?? ""
    return "\(surface.size.columns)x\(surface.size.rows)\n\(surface.text)\n--- styles ---\n"
      + "\(surface.styleMap)\n\(cursor)"
  }

  private static func record(_ picture: String, at url: URL, in folder: URL) -> String? {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(picture.utf8).write(to: url)
      return nil
    } catch {
      return "The picture could not be written: \(error)"
    }
  }
}
