import SyncClient
import SyncCore
import Testing

/// Values of the app's own types, as JSON texts.
@Suite struct CodableTests {
  private struct Settings: Codable, Hashable {
    struct Sound: Codable, Hashable {
      var volume: Double
    }

    var name: String
    var sounds: [Sound]
    var theme: String?
  }

  private let dataset: Dataset
  private let bench: Bench

  init() throws {
    bench = try Bench()
    dataset = try bench.dataset()
  }

  @Test func `a value comes back as it was`() throws {
    let settings = Settings(name: "a/b", sounds: [.init(volume: 0.5)], theme: nil)
    try dataset.set("settings", encoding: settings)
    #expect(try dataset.value(Settings.self, for: "settings") == settings)
    #expect(
      try dataset.value(for: "settings") == #"{"name":"a/b","sounds":[{"volume":0.5}]}"#)
    #expect(try dataset.value(Settings.self, for: "missing") == nil)
  }

  @Test func `an equal value is no edit`() async throws {
    try dataset.set("counts", encoding: ["b": 1, "a": 2, "c": 3])
    _ = try await dataset.synchronize()
    try dataset.set("counts", encoding: ["c": 3, "a": 2, "b": 1])
    #expect(try dataset.isChanged("counts") == false)
  }

  @Test func `a bare number or text is a value, too`() throws {
    try dataset.set("level", encoding: 42)
    try dataset.set("name", encoding: "anna")
    #expect(try dataset.value(Int.self, for: "level") == 42)
    #expect(try dataset.value(String.self, for: "name") == "anna")
  }

  @Test func `many values of one type are read and written at once`() throws {
    try dataset.set(encoding: ["a": 1, "b": 2])
    #expect(try dataset.values(Int.self) == ["a": 1, "b": 2])
    let error = #expect(throws: SyncError.self) { try dataset.set(encoding: ["c": 3, " ": 4]) }
    #expect(error?.code == .invalidKey)
    #expect(try dataset.values(Int.self) == ["a": 1, "b": 2])
  }

  @Test func `B-21 a text of another type names the key and the place`() throws {
    try dataset.set("settings", to: #"{"name":"a","sounds":[{"volume":"loud"}]}"#)
    let error = #expect(throws: SyncError.self) {
      try dataset.value(Settings.self, for: "settings")
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.keys == ["settings"])
    #expect(error?.message.contains("'settings'") == true)
    #expect(error?.message.contains("'sounds[0].volume'") == true)
  }

  @Test func `a missing member names its place`() throws {
    try dataset.set("settings", to: #"{"name":"a","sounds":[{}]}"#)
    let error = #expect(throws: SyncError.self) {
      try dataset.value(Settings.self, for: "settings")
    }
    #expect(error?.message.contains("'sounds[0].volume'") == true)
  }

  @Test func `a value without a JSON form is refused and nothing is written`() throws {
    let settings = Settings(name: "a", sounds: [.init(volume: .nan)], theme: nil)
    let error = #expect(throws: SyncError.self) {
      try dataset.set("settings", encoding: settings)
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.message.contains("volume") == true)
    #expect(try dataset.value(for: "settings") == nil)
  }
}
