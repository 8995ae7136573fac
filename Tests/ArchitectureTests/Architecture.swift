/// The targets and what each may know.
enum Architecture {
  /// The modules that each target may import, and must not go beyond.
  static let table: [String: Set<String>] = [
    // The game.
    "PuzzleRules": [],
    "PuzzleSolver": ["PuzzleRules", "Dispatch", "Synchronization"],
    "LevelPack": ["PuzzleRules", "Crypto"],
    "Screen": [],
    "Game": ["PuzzleRules", "LevelPack", "Screen"],
    "CursesTerminal": ["Screen", "CCurses", "Dispatch"],
    // The protocol.
    "SyncCore": [],
    "IdentityCore": ["SyncCore"],
    "URIEncoding": [],
    "CognitoWire": [
      "SyncCore", "IdentityCore", "URIEncoding", "HTTPTypes", "FoundationEssentials",
    ],
    "RequestSigning": ["URIEncoding", "HTTPTypes", "Crypto", "Synchronization"],
    "QueueIsolation": ["Dispatch"],
    // The SDK.
    "SyncClient": [
      "SyncCore", "CognitoWire", "RequestSigning", "QueueIsolation", "GRDB", "GRDBSQLite",
      "HTTPTypes", "Logging", "Dispatch", "Synchronization", "FoundationEssentials", "Glibc",
      "Darwin",
    ],
    "HTTPTransport": [
      "SyncClient", "AsyncHTTPClient", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
      "Foundation", "FoundationEssentials", "Glibc", "Darwin",
    ],
    "SyncTesting": [
      "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "IdentityTokens", "SyncClient",
      "ServerStorage", "SyncServer", "HTTPTypes", "Hummingbird", "Logging", "Synchronization",
    ],
    // The service.
    "IdentityTokens": [
      "Crypto", "CryptoExtras", "JWTKit", "Dispatch", "Synchronization", "FoundationEssentials",
      "Glibc", "Darwin", "Musl",
    ],
    "LoginProviders": [
      "SyncCore", "IdentityCore", "CognitoWire", "URIEncoding", "JWTKit", "HTTPTypes",
      "Synchronization", "FoundationEssentials",
    ],
    "ServerStorage": [
      "SyncCore", "IdentityCore", "GRDB", "GRDBSQLite", "Dispatch", "Synchronization", "Glibc",
      "Darwin", "Musl",
    ],
    "SyncServer": [
      "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "IdentityTokens",
      "LoginProviders", "URIEncoding", "ServerStorage", "HTTPTypes", "Hummingbird",
      "HummingbirdCore", "Logging", "NIOCore", "NIOHTTP1", "ServiceLifecycle", "Synchronization",
      "Foundation",
    ],
    // The programs.
    "holds": [
      "CommandProgram", "PuzzleRules", "PuzzleSolver", "LevelPack", "Screen", "Game",
      "CursesTerminal", "SyncCore", "CognitoWire",
      "URIEncoding", "SyncClient", "HTTPTransport", "ArgumentParser", "HTTPTypes", "Logging",
      "Synchronization", "Foundation",
    ],
    "syncd": [
      "SyncCore", "IdentityCore", "CognitoWire", "IdentityTokens", "LoginProviders",
      "ServerStorage", "SyncServer", "CommandProgram", "ArgumentParser", "Hummingbird",
      "HummingbirdCore", "HummingbirdTLS", "ServiceLifecycle", "UnixSignals", "Logging",
      "HTTPTypes",
      "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "AsyncHTTPClient", "FoundationEssentials",
      "Glibc", "Darwin", "Musl",
    ],
    "syncctl": [
      "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "URIEncoding", "SyncClient",
      "HTTPTransport", "ServerStorage", "CommandProgram", "ArgumentParser", "HTTPTypes", "Logging",
      "FoundationEssentials", "Glibc", "Darwin", "Musl",
    ],
    "levelsmith": [
      "PuzzleRules", "PuzzleSolver", "CommandProgram", "ArgumentParser", "Dispatch", "Foundation",
    ],
    "CommandProgram": ["ArgumentParser", "Glibc", "Darwin", "Musl"],
  ]

  static let targets = table.keys.sorted()
}
