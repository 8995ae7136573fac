// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
let mainActor = strict + [.defaultIsolation(MainActor.self)]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(
  name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
  name: "hundred-holds",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "SyncClient", targets: ["SyncClient"]),
    .library(name: "HTTPTransport", targets: ["HTTPTransport"]),
    .library(name: "SyncTesting", targets: ["SyncTesting"]),
    .executable(name: "holds", targets: ["holds"]),
    .executable(name: "syncd", targets: ["syncd"]),
    .executable(name: "syncctl", targets: ["syncctl"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // The game.
    .target(name: "PuzzleRules", swiftSettings: strict),
    .target(name: "PuzzleSolver", dependencies: ["PuzzleRules"], swiftSettings: strict),
    .target(
      name: "LevelPack",
      dependencies: ["PuzzleRules", crypto],
      path: ".",
      exclude: ["LICENSE", "Makefile", "README.md", "Tests"],
      sources: ["Sources/LevelPack"],
      resources: [.embedInCode("Assets/Levels/hundred-holds.holds")],
      swiftSettings: strict),
    .target(name: "Screen", swiftSettings: strict),
    .target(
      name: "Game", dependencies: ["PuzzleRules", "LevelPack", "Screen"], swiftSettings: strict),
    .systemLibrary(name: "CCurses"),
    .target(
      name: "CursesTerminal", dependencies: ["Screen", "CCurses"], swiftSettings: mainActor),

    // The protocol, shared by client and server.
    .target(name: "SyncCore", swiftSettings: strict),
    .target(name: "IdentityCore", dependencies: ["SyncCore"], swiftSettings: strict),
    .target(name: "URIEncoding", swiftSettings: strict),
    .target(
      name: "CognitoWire",
      dependencies: ["SyncCore", "IdentityCore", "URIEncoding", httpTypes],
      swiftSettings: strict),
    .target(
      name: "RequestSigning", dependencies: ["URIEncoding", crypto, httpTypes],
      swiftSettings: strict),
    .target(name: "QueueIsolation", swiftSettings: strict),

    // The SDK.
    .target(
      name: "SyncClient",
      dependencies: [
        "SyncCore", "CognitoWire", "RequestSigning", "QueueIsolation", grdb, httpTypes, logging,
      ],
      swiftSettings: strict),
    .target(
      name: "HTTPTransport",
      dependencies: [
        "SyncClient", asyncHTTPClient, httpTypes, nioCore, nioHTTP1, nioPosix, nioSSL,
      ],
      swiftSettings: strict),

    // The service.
    .target(
      name: "IdentityTokens", dependencies: [crypto, cryptoExtras, jwtKit], swiftSettings: strict),
    .target(
      name: "LoginProviders",
      dependencies: ["SyncCore", "IdentityCore", "CognitoWire", "URIEncoding", jwtKit, httpTypes],
      swiftSettings: strict),
    .target(
      name: "ServerStorage",
      dependencies: ["SyncCore", "IdentityCore", grdb],
      swiftSettings: strict),
    .target(
      name: "SyncServer",
      dependencies: [
        "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "IdentityTokens",
        "LoginProviders", "URIEncoding", "ServerStorage", httpTypes, hummingbird, hummingbirdCore,
        logging, nioCore, nioHTTP1, lifecycle,
      ],
      swiftSettings: strict),

    // The programs.
    .executableTarget(
      name: "holds",
      dependencies: [
        "CommandProgram", "PuzzleRules", "PuzzleSolver", "LevelPack", "Screen", "Game",
        "CursesTerminal", "SyncCore", "CognitoWire",
        "URIEncoding", "SyncClient", "HTTPTransport", argumentParser, httpTypes, logging,
      ],
      swiftSettings: strict),
    .target(name: "CommandProgram", dependencies: [argumentParser], swiftSettings: strict),
    .executableTarget(
      name: "syncd",
      dependencies: [
        "CommandProgram",
        "SyncCore", "IdentityTokens", "ServerStorage", "SyncServer", argumentParser, hummingbird,
        hummingbirdCore, hummingbirdTLS, lifecycle, logging, nioCore, nioHTTP1, nioPosix, nioSSL,
        unixSignals, asyncHTTPClient, httpTypes, "CognitoWire", "LoginProviders", "IdentityCore",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "syncctl",
      dependencies: [
        "CommandProgram",
        "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "URIEncoding", "SyncClient",
        "HTTPTransport", "ServerStorage", argumentParser, httpTypes, logging,
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "levelsmith",
      dependencies: ["CommandProgram", "PuzzleRules", "PuzzleSolver", argumentParser],
      swiftSettings: strict),

    // What apps test themselves with.
    .target(
      name: "SyncTesting",
      dependencies: [
        "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "SyncClient", "IdentityTokens",
        "ServerStorage", "SyncServer", httpTypes, hummingbird, logging,
      ],
      swiftSettings: strict),

    // An app of somebody else, which knows the public API alone.
    .executableTarget(
      name: "Notes", dependencies: ["SyncCore", "SyncClient", "HTTPTransport"],
      path: "Sources/Examples/Notes", swiftSettings: strict),

    // Tests.
    .target(
      name: "TestKit",
      dependencies: ["PuzzleRules", "Screen", "SyncCore", "IdentityCore", "ServerStorage"],
      path: "Tests/TestKit", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6])

/// Adds a test target that mirrors the target `name` without its suffix `Tests`.
@MainActor func test(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) {
  package.targets.append(
    .testTarget(
      name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict))
}

test("PuzzleRulesTests", ["PuzzleRules", "TestKit"], exclude: ["Vectors"])
test("PuzzleSolverTests", ["PuzzleRules", "PuzzleSolver", "LevelPack", "TestKit"])
test(
  "levelsmithTests",
  ["PuzzleRules", "PuzzleSolver", "CommandProgram", "levelsmith", "TestKit"])
test(
  "holdsTests",
  [
    "PuzzleRules", "PuzzleSolver", "LevelPack", "CommandProgram", "holds", "TestKit",
    argumentParser,
  ])
test("LevelPackTests", ["PuzzleRules", "LevelPack"])
test("ScreenTests", ["Screen"])
test("GameProgressTests", ["PuzzleRules", "LevelPack", "Game", "TestKit"])
test("GameTests", ["PuzzleRules", "LevelPack", "Screen", "Game", "TestKit"])
test("URIEncodingTests", ["URIEncoding"])
test("SyncCoreTests", ["SyncCore"])
test("IdentityCoreTests", ["SyncCore", "IdentityCore"])
test("CognitoWireTests", ["SyncCore", "IdentityCore", "CognitoWire", httpTypes])
test("RequestSigningTests", ["RequestSigning", httpTypes])
test(
  "SyncServerTests",
  [
    "SyncCore", "IdentityCore", "CognitoWire", "IdentityTokens", "RequestSigning",
    "ServerStorage", "SyncServer", "syncd", "TestKit", httpTypes, hummingbird, lifecycle, logging,
    nioCore,
    nioHTTP1, .product(name: "HummingbirdTesting", package: "hummingbird"),
  ], exclude: ["boto3"])
test("SyncClientTests", ["SyncCore", "CognitoWire", "SyncClient", httpTypes, grdb, "TestKit"])
test(
  "HTTPTransportTests",
  ["SyncClient", "HTTPTransport", httpTypes, nioCore, nioPosix, nioSSL, "TestKit"])
test(
  "SyncTestingTests", ["SyncCore", "SyncClient", "HTTPTransport", "SyncTesting", httpTypes])
test(
  "ServiceRobustnessTests", ["RequestSigning", "syncd", "TestKit", httpTypes],
  exclude: ["clients"])
test("IdentityTokensTests", ["IdentityTokens", crypto, jwtKit])
test(
  "LoginProvidersTests",
  [
    "SyncCore", "IdentityCore", "CognitoWire", "LoginProviders", httpTypes, jwtKit, crypto,
    cryptoExtras,
  ])
test("ServerStorageTests", ["SyncCore", "IdentityCore", "ServerStorage", "TestKit", grdb])
test(
  "IntegrationTests",
  [
    "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "IdentityTokens", "ServerStorage",
    "SyncServer", "SyncClient", "SyncTesting", "PuzzleRules", "LevelPack", "Game", "holds",
    "TestKit", httpTypes, hummingbird, logging, nioCore, lifecycle,
  ])
test(
  "syncctlTests",
  [
    "SyncCore", "IdentityCore", "CognitoWire", "RequestSigning", "SyncClient", "ServerStorage",
    "CommandProgram", "syncctl", "syncd", "TestKit", argumentParser, httpTypes,
  ])
test("CommandProgramTests", ["CommandProgram"])
test("ExampleTests", ["Notes", "syncd", "TestKit"])
test("ArchitectureTests", [])
test(
  "EndToEndTests", ["PuzzleRules", "LevelPack", "holds", "syncd", "TestKit"],
  exclude: ["game_dataset.py"])

// Benchmarks are built on request alone: nobody else has to wait for them.
if Context.environment["BENCHMARKS"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "SyncBenchmarks",
      dependencies: [
        "CognitoWire", "Game", "HTTPTransport", "LevelPack", "RequestSigning", "Screen",
        "SyncClient", "SyncCore", grdb, httpTypes, hummingbird, logging, nioCore,
        nioPosix,
      ],
      path: "Sources/Benchmarks/SyncBenchmarks", swiftSettings: strict))
}
