// What Swift 6 cannot import from <curses.h>: macros, shared globals, the wide API switch.
#ifndef PHR_CNCURSES_SHIM_H
#define PHR_CNCURSES_SHIM_H

// Must stand before <curses.h>: without it there is no cchar_t.
#define NCURSES_WIDECHAR 1
#include <curses.h>

// `stdscr` is a mutable global, which Swift 6 refuses.
static inline WINDOW *phr_stdscr(void) { return stdscr; }

#endif
