import CognitoWire
import HTTPTypes
import SyncClient
import SyncCore
import Synchronization

/// A line to the fake service that notes what is asked and may answer in the service's place.
///
/// It brings about answers that no ledger gives: those of other services, and of faulty ones.
final class Relay: Sendable {
  /// What a device asks.
  enum Question: Sendable {
    case list(ListRecords.Input)
    case update(UpdateRecords.Input)
    case datasets(ListDatasets.Input)
  }

  /// What it is answered instead.
  enum Answer: Sendable {
    case listing(RecordsListing)
    case written([SyncRecord])
    case datasets([DatasetMetadata], next: String?)
    case refusal(Int, code: String, String)
  }

  typealias Script = @Sendable (Question) -> Answer?

  private let service: FakeService
  private let script = Mutex<Script>({ _ in nil })
  private let questions = Mutex<[Question]>([])

  init(to service: FakeService) { self.service = service }

  /// Answers for the service from now on, wherever `script` returns something.
  func answer(_ script: @escaping Script) { self.script.withLock { $0 = script } }

  /// The listings asked for so far.
  var listings: [ListRecords.Input] {
    questions.withLock { $0 }.compactMap { question in
      if case .list(let input) = question { input } else { nil }
    }
  }

  /// The uploads so far, each as its patches.
  var uploads: [[RecordPatch]] {
    questions.withLock { $0 }.compactMap { question in
      if case .update(let input) = question { input.patches } else { nil }
    }
  }

  var transport: Transport {
    let real = service.transport
    return Transport(
      send: { [self] request, body throws(TransportError) in
        guard let question = Self.question(in: request, body) else {
          return try await real.send(request, body)
        }
        questions.withLock { $0.append(question) }
        guard let answer = script.withLock({ $0 })(question) else {
          return try await real.send(request, body)
        }
        return Self.response(answer, at: service.state.withLock(\.now))
      }, stream: real.stream)
  }

  private static func question(in request: HTTPRequest, _ body: [UInt8]) -> Question? {
    guard request.headerFields[.amazonTarget] == nil else { return nil }
    let parts = (request.path ?? "/").split(separator: "?", maxSplits: 1)
    guard let match = RouteTable.match(method: request.method, rawPath: parts[0]) else {
      return nil
    }
    var message = WireMessage(labels: match.labels, body: body)
    if parts.count > 1 { message.query = WireQueryItem.parse(parts[1]) ?? [] }
    switch match.operation {
    case .listRecords: return (try? ListRecords.decode(message)).map(Question.list)
    case .updateRecords: return (try? UpdateRecords.decode(message)).map(Question.update)
    case .listDatasets: return (try? ListDatasets.decode(message)).map(Question.datasets)
    default: return nil
    }
  }

  private static func response(
    _ answer: Answer, at moment: Timestamp
  ) -> (HTTPResponse, [UInt8]) {
    var response = HTTPResponse(status: .ok)
    response.headerFields[.date] = FakeService.date(moment)
    switch answer {
    case .listing(let listing): return (response, ListRecords.encode(listing))
    case .written(let records): return (response, UpdateRecords.encode(records))
    case .datasets(let datasets, let next):
      return (response, ListDatasets.encode(.init(datasets: datasets, nextToken: next)))
    case .refusal(let status, let code, let message):
      response.status = .init(code: status)
      response.headerFields[.amazonErrorType] = code
      var error = WireError(.internalError, message)
      error.code = WireErrorCode(rawValue: code)
      return (response, error.body)
    }
  }
}
