// The parts of libcrypto that Sources/PHRModel/Crypto uses.
#ifndef PHR_COPENSSL_SHIM_H
#define PHR_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#endif
