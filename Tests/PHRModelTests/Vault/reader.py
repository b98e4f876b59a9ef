#!/usr/bin/env python3
"""Reads a vault of format 1, written from Sources/PHRModel/Vault/README.md alone.

usage: reader.py FILE OUT (--passphrase TEXT | --recovery CODE | --exchange HEX)
Writes the SQLite database to OUT. Needs only Python's standard library and the system's libcrypto
(through ctypes, for AES-GCM, which the standard library lacks).
"""
import ctypes, ctypes.util, hashlib, hmac, struct, sys, unicodedata

C = ctypes.CDLL(ctypes.util.find_library("crypto"))
for name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_gcm"):
    getattr(C, name).restype = ctypes.c_void_p


def gcm_open(key, nonce, data, tag, associated):
    ctx, n = ctypes.c_void_p(C.EVP_CIPHER_CTX_new()), ctypes.c_int()
    out = ctypes.create_string_buffer(len(data) + 16)
    C.EVP_DecryptInit_ex(ctx, ctypes.c_void_p(C.EVP_aes_256_gcm()), None, key, nonce)
    C.EVP_DecryptUpdate(ctx, None, ctypes.byref(n), associated, len(associated))
    C.EVP_DecryptUpdate(ctx, out, ctypes.byref(n), data, len(data))
    C.EVP_CIPHER_CTX_ctrl(ctx, 0x11, 16, tag)
    good = C.EVP_DecryptFinal_ex(ctx, ctypes.create_string_buffer(16), ctypes.byref(n)) == 1
    C.EVP_CIPHER_CTX_free(ctx)
    return out.raw[: len(data)] if good else None


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def hkdf(key, salt, info):
    return mac(mac(salt or bytes(32), key), info, b"\x01")


def recovery_bytes(code):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for letter in code.upper().replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1"):
        number = number << 5 | alphabet.index(letter)
    secret = (number >> 12).to_bytes(16, "big")
    check = hashlib.sha256(b"PHR1 code" + secret).digest()
    assert number & 0xFFF == check[0] << 4 | check[1] >> 4, "mistyped recovery code"
    return secret


def slot_key(slot, how, secret):
    kind, kdf, log_n, r, p = struct.unpack_from("<IIBBB", slot)
    salt = slot[16:48]
    if how == "--passphrase" and (kind, kdf) == (1, 1):
        text = unicodedata.normalize("NFKC", secret).encode()
        return hashlib.scrypt(text, salt=salt, n=1 << log_n, r=r, p=p, maxmem=1 << 30, dklen=32)
    if how == "--recovery" and kind == 2:
        return hkdf(recovery_bytes(secret), salt, b"PHR1R")
    if how == "--exchange" and kind == 3:
        return hkdf(bytes.fromhex(secret), salt, b"PHR1D")
    return None


def unlock(data, how, secret):
    copies = [data[i : i + 4096] for i in (0, 4096)]
    copies = [c for c in copies if c[:8] == b"PHRVLT01" and hashlib.sha256(c[:4064]).digest() == c[4064:]]
    for copy in sorted(copies, key=lambda c: -struct.unpack_from("<Q", c, 16)[0]):
        for start in range(64, 64 + 15 * 256, 256):
            slot = copy[start : start + 256]
            key = slot_key(slot, how, secret)
            data_key = key and gcm_open(key, slot[48:60], slot[60:92], slot[92:108], copy[24:40] + slot[:48])
            if data_key and mac(mac(data_key, b"PHR1 header"), copy[:4032]) == copy[4032:4064]:
                return data_key, copy[24:40]
    sys.exit("no slot fits")


def frames(data, data_key, vault_id):
    """Yields (flags, commit, body) of every whole commit; stops at a tail."""
    header_key, place, before, waiting = hkdf(data_key, b"", b"PHR1H"), 8192, None, []
    while place + 112 <= len(data):
        head = data[place : place + 112]
        magic, sequence, commit, flags, length = struct.unpack_from("<8sQQII", head)
        if mac(header_key, vault_id, head[:96])[:16] != head[96:112]:
            break
        assert before is None or (sequence, head[64:80]) == before, "frame out of order"
        assert (flags & 0xFFF8) == 0, "newer format"
        key = hkdf(data_key, head[32:64], b"PHR1F" + vault_id + head[8:32] + head[64:80])
        sealed = data[place + 112 : place + 112 + length]
        body = len(sealed) == length and gcm_open(key, bytes(12), sealed, head[80:96], vault_id + head[:80])
        if not body:
            break
        waiting.append((flags, commit, body))
        if flags & 1:
            yield from waiting
            waiting = []
        place, before = place + 112 + length, (sequence + 1, head[96:112])


def main():
    path, out, how, secret = sys.argv[1:5]
    data = open(path, "rb").read()
    data_key, vault_id = unlock(data, how, secret)
    image, commit = bytearray(), None
    for flags, commit, body in frames(data, data_key, vault_id):
        size, place = struct.unpack_from("<Q", body)[0], 24
        del image[size:]
        image.extend(bytes(size - len(image)))
        while not flags >> 16 and not flags & 4 and place < len(body):
            offset, length = struct.unpack_from("<QQ", body, place)
            if offset != 2**64 - 1:
                image[offset : offset + length] = body[place + 16 : place + 16 + length]
            place += 16 + length
    open(out, "wb").write(image)
    print(f"commit {commit}, {len(image)} bytes")


main()
