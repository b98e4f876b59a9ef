#!/usr/bin/env python3
"""Times the terminal program from outside, on a pseudo terminal, over a vault of N records.

usage: screen.py PHR_TUI VAULT PASSPHRASE_FILE
Prints: start to first full screen (with the key derivation), a key press in the list, a key in the
filter, and the peak memory of the process. Only Python's standard library is used.
"""
import fcntl, os, pty, select, struct, sys, termios, time


def read_until_quiet(master, quiet=0.15, limit=20.0):
    """Everything that arrives until nothing came for `quiet` seconds; the time of the last byte."""
    begin = last = time.monotonic()
    data = b""
    while time.monotonic() - begin < limit:
        ready, _, _ = select.select([master], [], [], quiet)
        if not ready:
            if data:
                break
            continue
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        data += piece
        last = time.monotonic()
    return data, last


def key(master, text):
    """Milliseconds from a key press to the last byte of what it changed."""
    start = time.monotonic()
    os.write(master, text)
    data, last = read_until_quiet(master, quiet=0.12, limit=3)
    return (last - start) * 1000 if data else None


def median(values):
    values = sorted(v for v in values if v is not None)
    return values[len(values) // 2] if values else float("nan")


def main():
    program, vault, passphrase = sys.argv[1:4]
    environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8")
    child, master = pty.fork()
    if child == 0:
        os.execve(program, [program, "--vault", vault, "--passphrase-file", passphrase,
                            "--lang", "ja"], environment)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    start = time.monotonic()
    data, last = read_until_quiet(master, quiet=1.0)
    first = (last - start) * 1000
    moves = [key(master, b"j") for _ in range(40)]
    end = [key(master, b"G"), key(master, b"g")]
    key(master, b"/")
    typed = [key(master, c) for c in ("架", "空", "薬", "1", "2", "\x7f", "\x7f", "\x7f", "\x7f")
             for c in [c.encode()]]
    status = open(f"/proc/{child}/status").read()
    peak = [l.split()[1] for l in status.splitlines() if l.startswith("VmHWM:")][0]
    now = [l.split()[1] for l in status.splitlines() if l.startswith("VmRSS:")][0]
    os.write(master, b"\x1b")
    time.sleep(0.2)
    os.write(master, b"q")
    os.waitpid(child, 0)
    print(f"start to full screen (key derivation included)   {first:10.1f} ms")
    print(f"key press in the list, to its last byte          {median(moves):10.1f} ms")
    print(f"to the last record and back                      {median(end):10.1f} ms")
    print(f"key in the filter, to its last byte              {median(typed):10.1f} ms")
    print(f"memory now / at its peak                         {int(now)/1024:6.1f} / {int(peak)/1024:.1f} MB")


main()
