import HTTPTypes

extension HTTPRequest {
  /// The raw target up to its query, found on bytes: every request is asked for it.
  var rawPath: Substring {
    let target = path ?? "/"
    return target[..<(target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex)]
  }

  /// The raw query, without its question mark.
  var rawQuery: Substring {
    let target = path ?? "/"
    guard let question = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return "" }
    return target[target.utf8.index(after: question)...]
  }
}
