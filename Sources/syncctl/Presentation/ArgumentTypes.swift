public import ArgumentParser
public import SyncCore

extension IdentityPoolID: ExpressibleByArgument {
  /// Reads the form `REGION:GUID`.
  public init?(argument: String) { self.init(argument) }
}

extension IdentityID: ExpressibleByArgument {
  /// Reads the form `REGION:GUID`.
  public init?(argument: String) { self.init(argument) }
}

extension DatasetName: ExpressibleByArgument {
  /// Reads a name.
  public init?(argument: String) { self.init(argument) }
}
