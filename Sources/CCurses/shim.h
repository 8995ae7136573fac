#ifndef HUNDRED_HOLDS_CCURSES_SHIM_H
#define HUNDRED_HOLDS_CCURSES_SHIM_H

// Wide-character curses. Swift 6 cannot use the globals and function-like macros of curses, so
// they are offered as functions.
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif

#if __has_include(<ncursesw/curses.h>)
#include <ncursesw/curses.h>
#else
#include <curses.h>
#endif

#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static inline WINDOW *ccurses_screen(void) { return stdscr; }

static inline int ccurses_rows(void) { return LINES; }

static inline int ccurses_columns(void) { return COLS; }

static inline int ccurses_colors(void) { return COLORS; }

static inline int ccurses_color_pairs(void) { return COLOR_PAIRS; }

/// Starts curses on the standard streams; NULL when the terminal is unknown or unusable.
static inline SCREEN *ccurses_start(const char *name) {
  use_env(FALSE);
  use_tioctl(TRUE);
  return newterm(name, stdout, stdin);
}

/// Looks `name` up in the terminal database and makes it the one that `tigetstr` reads.
static inline int ccurses_describe(const char *name) {
  extern int setupterm(const char *, int, int *);
  int status = 0;
  return setupterm(name, STDOUT_FILENO, &status) == OK && status == 1;
}

/// A string capability, or NULL when the terminal lacks it.
static inline const char *ccurses_capability(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

/// Draws `length` wide characters in one style.
static inline void ccurses_draw(
    int row, int column, const wchar_t *text, int length, int bold, int reverse, int pair) {
  attr_t attributes = A_NORMAL;
  if (bold) attributes |= A_BOLD;
  if (reverse) attributes |= A_REVERSE;
  (void)wattr_set(stdscr, attributes, (short)pair, NULL);
  (void)mvwaddnwstr(stdscr, row, column, text, length);
}

/// Sets what blank cells look like.
static inline void ccurses_background(int pair) {
  cchar_t blank;
  wchar_t text[2] = {L' ', 0};
  if (setcchar(&blank, text, A_NORMAL, (short)pair, NULL) == OK) wbkgrndset(stdscr, &blank);
}

/// The extent of the terminal; 0 when it is known.
static inline int ccurses_size(int *rows, int *columns) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return -1;
  if (size.ws_row == 0 || size.ws_col == 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

/// Whether the locale's characters are UTF-8.
static inline int ccurses_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

/// The columns of a character in this locale, -1 when it cannot be printed.
static inline int ccurses_width(unsigned int character) {
  extern int wcwidth(wchar_t);
  return wcwidth((wchar_t)character);
}

/// Reads what has been typed without waiting: the number of bytes, 0 when there is nothing to read
/// now, -1 when the terminal is gone.
static inline long ccurses_read(unsigned char *bytes, unsigned long capacity) {
  struct pollfd poller = {STDIN_FILENO, POLLIN, 0};
  if (poll(&poller, 1, 0) <= 0) return 0;
  if (!(poller.revents & POLLIN)) return -1;
  long count = read(STDIN_FILENO, bytes, capacity);
  return count > 0 ? count : -1;
}

/// Lets a signal have no effect of its own, so that it can be listened to.
static inline void ccurses_ignore(int number) { signal(number, SIG_IGN); }

/// Stops the process group as the terminal's suspend key would, and returns once continued.
static inline void ccurses_stop(void) {
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  signal(SIGTSTP, SIG_IGN);
  kill(0, SIGTSTP);
  signal(SIGTSTP, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  signal(SIGTSTP, SIG_IGN);
}

// A crash must not leave the terminal raw: the handler only calls functions that are safe in a
// signal handler, then lets the previous handler do its work. Its state is local to a function
// because Swift emits no variables of a header; the functions below are for one Swift file only.
enum { ccurses_crash_signals = 6, ccurses_crash_capacity = 256 };

struct ccurses_crash {
  struct sigaction previous[ccurses_crash_signals];
  struct termios modes;
  char bytes[ccurses_crash_capacity];
  long length;
  int isArmed;
};

static inline struct ccurses_crash *ccurses_crash(void) {
  static struct ccurses_crash state;
  return &state;
}

static inline int ccurses_crash_signal(int index) {
  const int numbers[ccurses_crash_signals] = {
      SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
  return numbers[index];
}

static inline void ccurses_crash_handler(int number, siginfo_t *info, void *context) {
  (void)context;
  struct ccurses_crash *crash = ccurses_crash();
  if (write(STDOUT_FILENO, crash->bytes, (size_t)crash->length) < 0) {
    // Nothing more can be done for a terminal that cannot be written to.
  }
  tcsetattr(STDIN_FILENO, TCSANOW, &crash->modes);
  for (int i = 0; i < ccurses_crash_signals; i++) {
    if (ccurses_crash_signal(i) == number) sigaction(number, &crash->previous[i], NULL);
  }
  // A faulty instruction runs again on return and meets the previous handler; a signal that was
  // sent does not.
  if (info->si_code > 0) return;
  raise(number);
  signal(number, SIG_DFL);
  raise(number);
}

/// Remembers the terminal modes of this moment as those to go back to.
static inline void ccurses_remember_modes(void) {
  tcgetattr(STDIN_FILENO, &ccurses_crash()->modes);
}

/// Remembers what a crash has to write; longer texts are cut.
static inline void ccurses_remember_farewell(const char *text) {
  struct ccurses_crash *crash = ccurses_crash();
  const size_t length = strlen(text);
  crash->length = length < ccurses_crash_capacity ? (long)length : ccurses_crash_capacity;
  memcpy(crash->bytes, text, (size_t)crash->length);
}

/// From now on a crash gives the terminal back.
static inline void ccurses_catch_crashes(void) {
  struct ccurses_crash *crash = ccurses_crash();
  if (crash->isArmed) return;
  crash->isArmed = 1;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = ccurses_crash_handler;
  action.sa_flags = SA_NODEFER | SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < ccurses_crash_signals; i++) {
    sigaction(ccurses_crash_signal(i), &action, &crash->previous[i]);
  }
}

/// Undoes `ccurses_catch_crashes`.
static inline void ccurses_release_crashes(void) {
  struct ccurses_crash *crash = ccurses_crash();
  if (!crash->isArmed) return;
  crash->isArmed = 0;
  for (int i = 0; i < ccurses_crash_signals; i++) {
    sigaction(ccurses_crash_signal(i), &crash->previous[i], NULL);
  }
}

#endif
