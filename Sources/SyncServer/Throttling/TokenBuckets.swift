import Synchronization

/// How fast something may happen: so many a second, with so many at once.
package struct Rate: Hashable, Sendable {
  /// Events a second in the long run.
  package var perSecond: Double
  /// Events at once after a pause.
  package var burst: Double

  /// Creates a rate from its parts.
  package init(perSecond: Double, burst: Double) {
    self.perSecond = perSecond
    self.burst = burst
  }
}

/// Limits how often each of many keys may act, in bounded memory (cognito-sync.md 2.6.7).
final class TokenBuckets: Sendable {
  private struct Bucket: Sendable {
    var tokens: Double
    var updated: Int64
  }

  private let rate: Rate
  private let capacity: Int
  private let buckets = Mutex<[String: Bucket]>([:])

  init(_ rate: Rate, capacity: Int = 16_384) {
    self.rate = rate
    self.capacity = capacity
  }

  /// Takes a token for `key`, or returns how long to wait for one; the time is in milliseconds.
  func take(_ key: String, now: Int64) -> Duration? {
    buckets.withLock { buckets in
      var bucket = buckets[key] ?? newBucket(in: &buckets, now: now)
      refill(&bucket, now: now)
      guard bucket.tokens >= 1 else {
        buckets[key] = bucket
        return .milliseconds(Int64(((1 - bucket.tokens) / rate.perSecond * 1_000).rounded(.up)))
      }
      bucket.tokens -= 1
      buckets[key] = bucket
      return nil
    }
  }

  /// Gives a token back, for an attempt that turned out to be rightful.
  func giveBack(_ key: String) {
    buckets.withLock { buckets in
      guard var bucket = buckets[key] else { return }
      bucket.tokens = min(rate.burst, bucket.tokens + 1)
      buckets[key] = bucket
    }
  }

  private func refill(_ bucket: inout Bucket, now: Int64) {
    let elapsed = Double(max(0, now - bucket.updated)) / 1_000
    bucket.tokens = min(rate.burst, bucket.tokens + elapsed * rate.perSecond)
    bucket.updated = now
  }

  /// Makes room first: a full bucket says no more than no bucket, so those go before any other.
  private func newBucket(in buckets: inout [String: Bucket], now: Int64) -> Bucket {
    if buckets.count >= capacity {
      buckets = buckets.filter { entry in
        var bucket = entry.value
        refill(&bucket, now: now)
        return bucket.tokens < rate.burst
      }
      for key in buckets.keys.prefix(max(0, buckets.count - capacity / 2)) { buckets[key] = nil }
    }
    return Bucket(tokens: rate.burst, updated: now)
  }
}
