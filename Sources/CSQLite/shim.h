// What Swift cannot import from <sqlite3.h>.
#ifndef PHR_CSQLITE_SHIM_H
#define PHR_CSQLITE_SHIM_H

#include <sqlite3.h>

// SQLITE_TRANSIENT is a function-pointer cast, which Swift does not import.
static inline int phr_bind_text(sqlite3_stmt *s, int i, const char *text, int length) {
  return sqlite3_bind_text(s, i, text, length, SQLITE_TRANSIENT);
}
static inline int phr_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int length) {
  return sqlite3_bind_blob(s, i, bytes, length, SQLITE_TRANSIENT);
}

#endif
