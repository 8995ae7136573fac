import Foundation
import Testing

/// The notes tool on two devices of one user, with the real service between them.
struct NotesTests {
  private let service: Service
  private let laptop: Device
  private let phone: Device

  init() async throws {
    service = try Service()
    let description = try await service.describe()
    laptop = Device(
      "laptop", in: service.directory, server: service.url, pool: description.identityPoolId)
    phone = Device(
      "phone", in: service.directory, server: service.url, pool: description.identityPoolId)
    let token = try await service.account(clientID: description.clientId)
    for device in [laptop, phone] {
      try device.succeed("login", description.loginProvider, token)
    }
  }

  @Test func `a note added on one device appears on the other`() throws {
    let id = try laptop.add("buy milk")
    try laptop.succeed("sync")
    #expect(try phone.succeed("list").isEmpty)
    #expect(
      try phone.succeed("sync") == ["< \(id) buy milk", "1 changed here, 0 uploaded."])
    #expect(try phone.succeed("list") == ["  \(id) buy milk"])
  }

  @Test func `both texts survive when both devices edit a note while apart`() throws {
    let id = try laptop.add("milk")
    try laptop.succeed("sync")
    try phone.succeed("sync")
    try laptop.succeed("edit", id, "oat milk")
    try phone.succeed("edit", id, "milk and eggs")
    for device in [laptop, phone, laptop] { try device.succeed("sync") }
    #expect(try phone.succeed("list") == ["  \(id) oat milk | milk and eggs"])
    #expect(try laptop.succeed("list") == phone.succeed("list"))
  }

  @Test func `an edit survives the removal on another device`() throws {
    let id = try laptop.add("milk")
    try laptop.succeed("sync")
    try phone.succeed("sync")
    try laptop.succeed("remove", id)
    try phone.succeed("edit", id, "oat milk")
    for device in [laptop, phone, laptop] { try device.succeed("sync") }
    #expect(try laptop.succeed("list") == ["  \(id) oat milk"])
  }

  @Test func `a removed note goes away on the other device`() throws {
    let id = try laptop.add("milk")
    try laptop.succeed("sync")
    try phone.succeed("sync")
    try laptop.succeed("remove", id)
    try laptop.succeed("sync")
    #expect(try phone.succeed("sync") == ["< \(id) was removed", "1 changed here, 0 uploaded."])
    #expect(try phone.succeed("list").isEmpty)
  }

  @Test func `a note says which device wrote it and which rule made it`() throws {
    let id = try laptop.add("milk")
    #expect(try laptop.succeed("why", id).first?.hasSuffix("It is not uploaded yet.") == true)
    try laptop.succeed("sync")
    try phone.succeed("sync")
    #expect(try phone.succeed("why", id).first?.hasPrefix("Written by 'laptop' on ") == true)
    try laptop.succeed("edit", id, "oat milk")
    try phone.succeed("edit", id, "milk and eggs")
    for device in [laptop, phone] { try device.succeed("sync") }
    let why = try phone.succeed("why", id)
    #expect(why.first?.contains("and by 'laptop' on ") == true)
    #expect(why.first?.contains("the rule 'keep both' decided for a text made of both.") == true)
    #expect(why.count == 4)
  }

  @Test func `notes can be read and written while the service is stopped`() throws {
    try laptop.succeed("sync")
    service.stop()
    let id = try laptop.add("buy milk")
    #expect(try laptop.succeed("list") == ["* \(id) buy milk"])
    let failure = try laptop.run(["sync"])
    #expect(failure.status == 1)
    #expect(failure.output.isEmpty)
    #expect(failure.errors.count == 1)
    #expect(failure.errors.first?.hasPrefix("notes: ") == true)
    #expect(try laptop.succeed("list") == ["* \(id) buy milk"])
  }
}
