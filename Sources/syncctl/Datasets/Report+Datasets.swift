import CognitoWire
import SyncCore

extension Report {
  /// Creates a report of an identity's datasets.
  init(_ datasets: [DatasetMetadata], width: Int?) {
    var table = Table(columns: [
      .flexible("DATASET", minimum: 24), .number("RECORDS"), .number("SIZE"), .text("MODIFIED"),
      .flexible("BY"),
    ])
    table.rows = datasets.map { dataset in
      [
        dataset.name.rawValue, "\(dataset.recordCount)", dataset.storageBytes.bytesText,
        dataset.lastModified.text, dataset.lastModifiedBy,
      ]
    }
    let output = ListDatasets.Output(datasets: datasets, nextToken: nil)
    self.init(
      table, json: JSONValue(body: ListDatasets.encode(output)), width: width,
      emptyRemark: "There are no datasets.")
  }

  /// Creates a report of a dataset's records.
  init(_ listing: RecordsListing, withRemoved: Bool, limit: Int?, width: Int?) {
    var listing = listing
    if !withRemoved { listing.records.removeAll(where: \.isDeleted) }
    if let limit { listing.records = Array(listing.records.prefix(limit)) }
    var table = Table(columns: [
      .flexible("KEY", minimum: 16), .flexible("VALUE", minimum: 16), .number("COUNT"),
      .text("MODIFIED"), .flexible("BY"),
    ])
    table.rows = listing.records.map { record in
      [
        record.key.rawValue, record.value ?? "(removed)", "\(record.syncCount)",
        record.lastModified.text, record.lastModifiedDevice ?? record.lastModifiedBy ?? "",
      ]
    }
    self.init(
      table, json: JSONValue(body: ListRecords.encode(listing)).without("SyncSessionToken"),
      width: width, emptyRemark: "The dataset has no records.")
  }
}

extension JSONValue {
  /// The object without the member called `name`.
  func without(_ name: String) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name })
  }
}
