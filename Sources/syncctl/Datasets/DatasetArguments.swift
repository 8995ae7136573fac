import ArgumentParser
import SyncCore

/// Names one identity on the command line.
struct IdentityArguments: ParsableArguments {
  @Argument(help: "The identity pool, REGION:GUID.")
  var pool: IdentityPoolID

  @Argument(help: "The identity, REGION:GUID.")
  var identity: IdentityID
}

/// Names one dataset on the command line.
struct DatasetArguments: ParsableArguments {
  @OptionGroup var owner: IdentityArguments

  @Argument(help: "The dataset.")
  var name: DatasetName

  var reference: DatasetReference {
    DatasetReference(pool: owner.pool, identity: owner.identity, name: name)
  }
}

/// How much a listing shows.
struct ListingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Show so many at most.", valueName: "number"))
  var limit: Int?

  func validate() throws {
    guard limit.map({ $0 > 0 }) ?? true else {
      throw ValidationError("'--limit' has to be at least 1.")
    }
  }
}
