// What Swift 6 cannot import from <curses.h>: macros, shared globals, the wide API switch.
#ifndef PHR_CNCURSES_SHIM_H
#define PHR_CNCURSES_SHIM_H

// Must stand before <curses.h>: without it there is no cchar_t.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdio.h>
#include <wchar.h>

// `stdscr` is a mutable global, which Swift 6 refuses.
static inline WINDOW *phr_stdscr(void) { return stdscr; }

// `stdin` and `stdout` are mutable globals, too. `type` NULL means $TERM.
static inline SCREEN *phr_newterm(const char *type) { return newterm(type, stdout, stdin); }

// `COLORS` is a mutable global.
static inline int phr_colors(void) { return COLORS; }

// <term.h> defines hundreds of short macros; only these functions are wanted from it.
extern char *tigetstr(const char *);
extern int tigetnum(const char *);
extern int setupterm(const char *, int, int *);

// Whether the terminal can move its cursor: without that (TERM=dumb) there is no screen to draw
// on. A capability that does not exist is (char *)-1, which Swift cannot compare with.
static inline int phr_can_address_cursor(void) {
  char *cup = tigetstr("cup");
  return cup != NULL && cup != (char *)-1;
}

// The attributes are macros of casts, which Swift does not import.
static inline attr_t phr_attribute_bold(void) { return WA_BOLD; }
static inline attr_t phr_attribute_dim(void) { return WA_DIM; }
static inline attr_t phr_attribute_italic(void) { return WA_ITALIC; }
static inline attr_t phr_attribute_underline(void) { return WA_UNDERLINE; }
static inline attr_t phr_attribute_reverse(void) { return WA_REVERSE; }

// glibc's own width (hidden without _XOPEN_SOURCE): ncurses lays out by it.
extern int wcwidth(wchar_t);

#endif
