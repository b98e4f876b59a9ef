// The parts of libcrypto that Sources/PHRModel/Crypto uses.
#ifndef PHR_COPENSSL_SHIM_H
#define PHR_COPENSSL_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <errno.h>
#include <stddef.h>
#include <sys/types.h>

// <sys/random.h> is not part of Swift's Glibc module. The kernel's own generator is asked every
// time: a pool of our own would be copied by a fork or by a snapshot of a virtual machine.
extern ssize_t getrandom(void *buffer, size_t length, unsigned int flags);
static inline int phr_getrandom(void *buffer, size_t length) {
  unsigned char *p = (unsigned char *)buffer;
  while (length > 0) {
    ssize_t n = getrandom(p, length, 0);
    if (n < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    p += n;
    length -= (size_t)n;
  }
  return 0;
}

#endif
