// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "phr-tui",
  targets: [
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .target(
      name: "PHRModel", dependencies: ["CSQLite", "COpenSSL"],
      exclude: ["Vault/README.md"],
      swiftSettings: strict),
    .target(name: "PHRSync", dependencies: ["PHRModel"], swiftSettings: strict),
    .executableTarget(
      name: "phr-tui", dependencies: ["PHRModel", "PHRSync", "CNcurses"],
      swiftSettings: strict),
    // Under Tests because nobody installs it; a program because it measures the release build.
    .executableTarget(
      name: "phr-bench", dependencies: ["PHRModel", "PHRSync"], path: "Tests/Bench",
      exclude: ["screen.py"], swiftSettings: strict),
    .testTarget(
      name: "PHRModelTests", dependencies: ["PHRModel"],
      exclude: ["Fixtures", "Vault/Fixtures", "Vault/reader.py"],
      swiftSettings: strict),
    .testTarget(
      name: "PHRSyncTests", dependencies: ["PHRSync", "PHRModel"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "PHRTuiTests", dependencies: ["phr-tui"], exclude: ["Pictures", "Scripts"],
      swiftSettings: strict),
  ]
)
