import CCurses
import Dispatch
package import Screen

/// Shows pictures and reads keys on the terminal of the process, of which there is one.
///
/// Nothing is polled: the program sleeps until a key, a signal or a timer arrives on the main
/// queue. Call `restore()` on every way out.
package final class CursesTerminal {
  /// What happens, in order; to be read by one task.
  package let events: AsyncStream<TerminalEvent>

  /// The characters that may be drawn.
  package let glyphs: GlyphSet

  /// The colours in use.
  package let depth: ColorDepth

  /// The extent of the terminal.
  package private(set) var size: Size

  private enum Phase { case shown, suspended, restored }

  private let continuation: AsyncStream<TerminalEvent>.Continuation
  private var phase = Phase.shown
  private var previous: Surface?
  private var lastRetaken = ContinuousClock.now
  private var decoder = KeyDecoder()
  private var patience: Task<Void, Never>?
  private var input: (any DispatchSourceRead)?
  private var signals: [any DispatchSourceSignal] = []

  /// Takes over the terminal of the standard streams.
  ///
  /// - Throws: `TerminalError` if there is none or it cannot place text; the screen is untouched
  ///   then.
  package init(options: TerminalOptions) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    setlocale(LC_ALL, "")
    ccurses_remember_modes()
    let start = try ScreenStart(options: options)
    ccurses_remember_farewell(start.farewell)
    depth = start.depth
    glyphs = options.glyphs ?? start.glyphs
    size = Self.currentSize()
    (events, continuation) = AsyncStream.makeStream()
    adoptSize()
    ccurses_catch_crashes()
    listen()
  }

  /// Shows `surface`, writing only what differs from what is shown.
  package func show(_ surface: Surface) {
    guard phase == .shown else { return }
    for run in surface.difference(from: previous) { draw(run) }
    if surface.cursor != previous?.cursor { placeCursor(surface.cursor) }
    previous = surface
    wrefresh(ccurses_screen())
  }

  /// Writes everything that is shown once more, whatever has come over it.
  package func redraw() {
    guard phase == .shown else { return }
    clearok(ccurses_screen(), true)
    wrefresh(ccurses_screen())
  }

  /// Gives the terminal back and stops the process group, as the suspend key does; when it goes on,
  /// takes the terminal again and reports `.resumed`.
  package func suspend() {
    guard phase == .shown else { return }
    phase = .suspended
    endwin()
    ccurses_release_crashes()
    ccurses_stop()
    phase = .shown
    ccurses_catch_crashes()
    retake()
    continuation.yield(.resumed)
  }

  /// Gives the terminal back as it was found; further calls do nothing.
  package func restore() {
    guard phase != .restored else { return }
    phase = .restored
    patience?.cancel()
    input?.cancel()
    for signal in signals { signal.cancel() }
    endwin()
    ccurses_release_crashes()
    continuation.finish()
  }
}

// MARK: - Drawing

extension CursesTerminal {
  private func draw(_ run: Run) {
    let scalars = run.text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
    let pair = depth > .none ? 1 + (Style.Role.allCases.firstIndex(of: run.style.role) ?? 0) : 0
    ccurses_draw(
      Int32(run.position.row), Int32(run.position.column), scalars, Int32(scalars.count),
      run.style.isBold ? 1 : 0, run.style.isReversed ? 1 : 0, Int32(pair))
  }

  private func placeCursor(_ position: Point?) {
    leaveok(ccurses_screen(), position == nil)
    curs_set(position == nil ? 0 : 1)
    guard let position else { return }
    wmove(ccurses_screen(), Int32(position.row), Int32(position.column))
  }
}

// MARK: - Listening

extension CursesTerminal {
  private func listen() {
    let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .main)
    source.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.readKeys() }
    }
    source.activate()
    input = source
    on(SIGWINCH) { $0.windowChanged() }
    on(SIGCONT) { $0.continued() }
    on(SIGTSTP) { $0.report([.control("z")]) }
    for number in [SIGTERM, SIGHUP, SIGINT, SIGQUIT] {
      on(number) { _ = $0.continuation.yield(.interrupted) }
    }
  }

  private func on(_ number: Int32, _ act: @escaping @MainActor (CursesTerminal) -> Void) {
    // SIGCONT must keep its meaning; the others would end or stop the process.
    if number != SIGCONT { ccurses_ignore(number) }
    let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
    source.setEventHandler { [weak self] in
      MainActor.assumeIsolated {
        guard let self else { return }
        act(self)
      }
    }
    source.activate()
    signals.append(source)
  }

  private func readKeys() {
    var keys: [Key] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = ccurses_read(&bytes, UInt(bytes.count))
      if count < 0 { return loseInput(after: keys) }
      if count == 0 { break }
      keys += decoder.feed(bytes.prefix(count))
    }
    report(keys)
    awaitRest()
  }

  /// Without this, a vanished terminal would wake the program for ever.
  private func loseInput(after keys: [Key]) {
    input?.cancel()
    report(keys)
    continuation.yield(.interrupted)
  }

  private func report(_ keys: [Key]) {
    guard !keys.isEmpty else { return }
    continuation.yield(.keys(keys))
  }

  private func awaitRest() {
    patience?.cancel()
    guard let time = decoder.patience else { return }
    patience = Task { [weak self] in
      do { try await Task.sleep(for: time) } catch { return }
      guard let self else { return }
      report(decoder.flush())
    }
  }

  private func windowChanged() {
    guard phase == .shown else { return }
    guard Self.currentSize() != size else { return }
    adoptSize()
    continuation.yield(.resized(size))
  }

  /// The end of our own suspension is reported here a second time.
  private func continued() {
    guard lastRetaken.duration(to: .now) > .milliseconds(200) else { return }
    retake()
  }

  private func retake() {
    guard phase == .shown else { return }
    lastRetaken = .now
    endwin()
    wrefresh(ccurses_screen())
    redraw()
    windowChanged()
  }

  private func adoptSize() {
    size = Self.currentSize()
    previous = nil
    resizeterm(Int32(size.rows), Int32(size.columns))
    werase(ccurses_screen())
    clearok(ccurses_screen(), true)
  }

  private static func currentSize() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard ccurses_size(&rows, &columns) == 0 else {
      return Size(columns: Int(ccurses_columns()), rows: Int(ccurses_rows()))
    }
    return Size(columns: Int(columns), rows: Int(rows))
  }
}
