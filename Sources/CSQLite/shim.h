// What Swift cannot import from <sqlite3.h>, and the Linux calls under a vault that Swift's Glibc
// module hides.
#ifndef PHR_CSQLITE_SHIM_H
#define PHR_CSQLITE_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/vfs.h>

// SQLITE_TRANSIENT is a function-pointer cast, which Swift does not import.
static inline int phr_bind_text(sqlite3_stmt *s, int i, const char *text, int length) {
  return sqlite3_bind_text(s, i, text, length, SQLITE_TRANSIENT);
}
static inline int phr_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int length) {
  return sqlite3_bind_blob(s, i, bytes, length, SQLITE_TRANSIENT);
}

// sqlite3_config is variadic. Counting every allocation under one lock would cost a twentieth of a
// pull, and nobody asks for the count.
static inline int phr_forget_memory_statistics(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// A sqlite3_file with the Swift object behind it; defined here so that its layout is C's.
typedef struct phr_vault_file {
  sqlite3_file base;
  void *state;
} phr_vault_file;

// Composite error codes are macros with arithmetic, which Swift does not import.
static const int PHR_IOERR_READ = SQLITE_IOERR_READ;
static const int PHR_IOERR_SHORT_READ = SQLITE_IOERR_SHORT_READ;
static const int PHR_IOERR_WRITE = SQLITE_IOERR_WRITE;
static const int PHR_IOERR_FSYNC = SQLITE_IOERR_FSYNC;
static const int PHR_IOERR_LOCK = SQLITE_IOERR_LOCK;
static const int PHR_IOERR_UNLOCK = SQLITE_IOERR_UNLOCK;
static const int PHR_IOERR_NOMEM = SQLITE_IOERR_NOMEM;
static const int PHR_IOERR_AUTH = SQLITE_IOERR_AUTH;
static const int PHR_IOERR_DATA = SQLITE_IOERR_DATA;
static const int PHR_IOERR_CORRUPTFS = SQLITE_IOERR_CORRUPTFS;

// sqlite3_mprintf is variadic. For the answers of SQLITE_FCNTL_PRAGMA, which SQLite frees.
static inline char *phr_sqlite_string(const char *text) {
  return sqlite3_mprintf("%s", text);
}

// Locks of the open file description (fcntl(2), "Open file description locks"): F_OFD_* is only
// visible under _GNU_SOURCE, and struct flock must have l_pid zero.
static inline int phr_ofd_lock(int fd, int command, short type, off_t start) {
  struct flock l;
  memset(&l, 0, sizeof l);
  l.l_type = type;
  l.l_whence = SEEK_SET;
  l.l_start = start;
  l.l_len = 1;
  return fcntl(fd, command, &l);
}
static inline int phr_ofd_set(int fd, short type, off_t start, int waiting) {
  return phr_ofd_lock(fd, waiting ? 38 : 37, type, start);
}
// 1: someone else holds a lock there; 0: nobody; -1: errno.
static inline int phr_ofd_test(int fd, off_t start) {
  struct flock l;
  memset(&l, 0, sizeof l);
  l.l_type = F_WRLCK;
  l.l_whence = SEEK_SET;
  l.l_start = start;
  l.l_len = 1;
  if (fcntl(fd, 36, &l) != 0) return -1;
  return l.l_type != F_UNLCK;
}

// The magic number of the file system (statfs(2)); the struct stays out of Swift's Glibc module.
static inline long phr_file_system(int fd) {
  struct statfs facts;
  if (fstatfs(fd, &facts) != 0) return -1;
  return (long)((unsigned long)facts.f_type & 0xffffffffUL);
}

// Asks the processor for a page before it is needed.
static inline void phr_prefetch(const void *page, long count) {
  for (long i = 0; i < count; i += 64) __builtin_prefetch((const char *)page + i, 0, 3);
}

// prctl is variadic, which Swift does not import.
static inline int phr_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

// renameat2(2) and its flags stand under _GNU_SOURCE.
extern int renameat2(int olddir, const char *old, int newdir, const char *name, unsigned int flags);
static inline int phr_rename(const char *old, const char *name, unsigned int flags) {
  return renameat2(AT_FDCWD, old, AT_FDCWD, name, flags);
}

// An empty text with an address: a null pointer would be bound as NULL.
static inline const char *phr_empty_text(void) { return ""; }

// sqlite3_db_config is variadic, which Swift does not import.
// ATTACH of a named file could write a plaintext copy through another VFS, and a commit over two
// files is not atomic. VACUUM attaches the empty name and must go on working.
static inline int phr_refuse_attach(void *unused, int action, const char *file, const char *b,
                                    const char *c, const char *d) {
  (void)unused, (void)b, (void)c, (void)d;
  if (action == SQLITE_ATTACH && (file == 0 || file[0] != 0)) return SQLITE_DENY;
  return SQLITE_OK;
}
static inline void phr_db_harden(sqlite3 *db) {
  sqlite3_set_authorizer(db, phr_refuse_attach, 0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
}

// memmem is GNU; declared here because _GNU_SOURCE may come too late.
extern void *memmem(const void *text, size_t length, const void *word, size_t word_length);

// contains(text, word): SQLite's instr() goes character by character, memmem(3) does not.
static inline void phr_contains(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  const void *text = sqlite3_value_text(values[0]);
  const void *word = sqlite3_value_text(values[1]);
  int found = text && word
    && memmem(text, (size_t)sqlite3_value_bytes(values[0]), word,
              (size_t)sqlite3_value_bytes(values[1])) != 0;
  sqlite3_result_int(context, found);
}
static inline int phr_add_contains(sqlite3 *db) {
  return sqlite3_create_function_v2(db, "contains", 2,
    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, 0, phr_contains, 0, 0, 0);
}

#endif
