import CommandProgram

/// Returns the items of all pages, or the first `limit` of them.
///
/// - Parameter page: Returns the items of the page that begins at a token, and the next token.
func allPages<Item>(
  limit: Int?, _ page: (_ token: String?) async throws -> ([Item], String?)
) async throws -> [Item] {
  var items: [Item] = []
  var token: String?
  repeat {
    let (found, next) = try await page(token)
    guard next == nil || next != token else {
      throw Failure(message: "The service answers the same page again and again.")
    }
    items += found
    token = next
  } while token != nil && limit.map { items.count < $0 } ?? true
  return limit.map { Array(items.prefix($0)) } ?? items
}
