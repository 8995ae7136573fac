import HTTPTypes
import NIOCore
import NIOHTTP1
import SyncCore
import Testing

@testable import SyncServer

@Suite struct ShortcutTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

  @Test func `a request is alone on its way`() {
    var state = ShortcutState(now: start)
    #expect(state.isFree)
    state.begin(.shortcut)
    #expect(!state.isFree)
    state.complete()
    #expect(state.isAnswering)
    #expect(!state.isFree)
    state.answered(start)
    #expect(state.isFree)
  }

  @Test func `no request overtakes one that was handed on`() {
    var state = ShortcutState(now: start)
    state.begin(.detour)
    state.complete()
    #expect(!state.isFree)
    state.answeredOnDetour(start)
    #expect(state.isFree)
  }

  @Test func `a connection without requests is closed after the time allowed`() {
    var state = ShortcutState(now: start)
    #expect(state.idleness(start + .seconds(9), .seconds(10)) == .look(at: start + .seconds(10)))
    #expect(state.idleness(start + .seconds(10), .seconds(10)) == .close)
    state.touch(start + .seconds(5))
    #expect(state.idleness(start + .seconds(10), .seconds(10)) == .look(at: start + .seconds(15)))
  }

  @Test(arguments: [ShortcutState.Reading.shortcut, .detour])
  func `nobody is closed while waiting for an answer, but whoever does not finish a request is`(
    _ way: ShortcutState.Reading
  ) {
    var state = ShortcutState(now: start)
    state.begin(way)
    #expect(state.idleness(start + .seconds(10), .seconds(10)) == .close)
    state.complete()
    let later = start + .seconds(30)
    #expect(state.idleness(later, .seconds(10)) == .look(at: later + .seconds(10)))
  }

  @Test func `plain requests keep their raw target and all their fields`() throws {
    let head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: "/identitypools/a%3Ab?x=%2B",
      headers: ["Host": "here:1", "X-Amz-Date": "20141024T220012Z", "Connection": "keep-alive"])
    let request = try #require(HTTPRequest(plain: head))
    #expect(request.path == head.uri)
    #expect(request.authority == "here:1")
    #expect(request.headerFields.map(\.name.canonicalName) == ["x-amz-date", "connection"])
  }

  @Test(arguments: [
    HTTPRequestHead(version: .http1_0, method: .GET, uri: "/"),
    HTTPRequestHead(version: .http1_1, method: .HEAD, uri: "/"),
    HTTPRequestHead(version: .http1_1, method: .GET, uri: "http://here/"),
    HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["Connection": "close"]),
    HTTPRequestHead(
      version: .http1_1, method: .POST, uri: "/", headers: ["Expect": "100-continue"]),
    HTTPRequestHead(
      version: .http1_1, method: .POST, uri: "/", headers: ["Transfer-Encoding": "chunked"]),
    HTTPRequestHead(
      version: .http1_1, method: .GET, uri: "/", headers: ["Host": "one", "host": "two"]),
  ])
  func `requests that ask something of the connection take the long way`(_ head: HTTPRequestHead) {
    #expect(HTTPRequest(plain: head) == nil)
  }

  @Test func `the date of an answer changes with the second`() {
    let dates = HTTPDateCache()
    #expect(
      dates.text(at: Timestamp(milliseconds: 1_414_188_012_999)) == "Fri, 24 Oct 2014 22:00:12 GMT")
    #expect(
      dates.text(at: Timestamp(milliseconds: 1_414_188_013_000)) == "Fri, 24 Oct 2014 22:00:13 GMT")
    #expect(
      dates.text(at: Timestamp(milliseconds: 951_782_400_000)) == "Tue, 29 Feb 2000 00:00:00 GMT")
  }
}
