#!/usr/bin/env python3
"""Times the terminal program from outside, on a pseudo terminal; part of `make bench`.

usage: screen.py PHR_TUI PHR_BENCH [RECORDS] [NOTICES]

First over a vault of RECORDS records: start to the first full screen (with the key derivation), a
key in the list, a key in the filter, memory. Then keys while recipients are counted and a change of
consent is previewed. Then keys while NOTICES notices arrive from the mock portal: the time from a key to the last byte of what it changed, which is what a person feels.
Only Python's standard library is used.
"""
import fcntl, os, pty, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time

PASSPHRASE = "bench passphrase"
AIM = 16.0  # one frame at 60 Hz, in milliseconds


class Screen:
    """The program on a pseudo terminal of 80 columns and 24 lines."""

    def __init__(self, program, vault, home):
        phrase = os.path.join(home, "passphrase")
        with open(phrase, "w") as file:
            file.write(PASSPHRASE + "\n")
        environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", HOME=home,
                           XDG_STATE_HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home)
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.execve(program, [program, "--vault", vault, "--passphrase-file", phrase,
                                "--lang", "ja"], environment)
        size = struct.pack("HHHH", 24, 80, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)
        self.begun = time.monotonic()

    def read(self, quiet, limit):
        """The time of the last byte that came before nothing came for `quiet` seconds."""
        begin = time.monotonic()
        last = None
        while time.monotonic() - begin < limit:
            ready, _, _ = select.select([self.master], [], [], quiet)
            if not ready:
                if last:
                    break
                continue
            try:
                if not os.read(self.master, 65536):
                    break
            except OSError:
                break
            last = time.monotonic()
        return last

    def key(self, text, quiet=0.12):
        """Milliseconds from a key press to the last byte of what it changed."""
        start = time.monotonic()
        os.write(self.master, text)
        last = self.read(quiet, limit=3)
        return (last - start) * 1000 if last else None

    def first_byte(self, text):
        """Milliseconds from a key press to the first byte of what it changed."""
        while select.select([self.master], [], [], 0)[0]:
            os.read(self.master, 65536)
        start = time.monotonic()
        os.write(self.master, text)
        ready, _, _ = select.select([self.master], [], [], 3)
        return (time.monotonic() - start) * 1000 if ready else None

    def memory(self, name):
        for line in open(f"/proc/{self.child}/status"):
            if line.startswith(name):
                return int(line.split()[1]) / 1024
        return 0.0

    def quit(self):
        """Ends the program, politely first: how it ends is not what is measured."""
        for keys in (b"\x1b", b"q", b"q"):
            os.write(self.master, keys)
            self.read(quiet=0.3, limit=1)
            if os.waitpid(self.child, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.child, signal.SIGTERM)
            self.read(quiet=0.5, limit=5)
            os.waitpid(self.child, 0)
        os.close(self.master)


def middle(values):
    values = sorted(v for v in values if v is not None)
    return values[len(values) // 2] if values else float("nan")


def part(values, share):
    values = sorted(v for v in values if v is not None)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def row(name, *cells):
    print(f"{name:<44}" + "".join(f"{cell:>14}" for cell in cells))


def measure_list(program, bench, home, records):
    vault = os.path.join(home, "list.phr")
    subprocess.run([bench, "fill", vault, str(records)], check=True)
    screen = Screen(program, vault, home)
    first = (screen.read(quiet=1.0, limit=20) - screen.begun) * 1000
    moves = [screen.key(b"j") for _ in range(40)]
    jumps = [screen.key(b"G"), screen.key(b"g")]
    screen.key(b"/")
    typed = [screen.key(c.encode()) for c in ("架", "空", "薬", "1", "2", *["\x7f"] * 4)]
    now, peak = screen.memory("VmRSS:"), screen.memory("VmHWM:")
    screen.quit()
    print(f"\nthe screen over {records} records")
    row("", "time")
    row("start to full screen, with key derivation", f"{first:.1f} ms")
    row("key in the list, to its last byte", f"{middle(moves):.1f} ms")
    row("to the last record and back", f"{middle(jumps):.1f} ms")
    row("key in the filter, to its last byte", f"{middle(typed):.1f} ms")
    row("memory now / at its peak", f"{now:.0f} / {peak:.0f} MB")


def measure_sharing(program, bench, home, records):
    vault = os.path.join(home, "sharing.phr")
    subprocess.run([bench, "fill", vault, str(records)], check=True)
    screen = Screen(program, vault, home)
    screen.read(quiet=1.0, limit=30)
    screen.key(b"S")
    for name in ("Sakura", "Minato", "Midori", "Aoba", "Hikari"):
        for typed in (b"a", name.encode(), b"\x13"):
            screen.key(typed)
    screen.key(b"\x1b")
    print(f"\nkeys in the sharing screens over {records} records")
    row("", "keys", "median", "slowest", "aim", "until still")

    def busy(name, opening, keys):
        """Keys pressed while something that reads the whole vault is being done."""
        start = time.monotonic()
        os.write(screen.master, opening)
        time.sleep(0.02)
        times = []
        for key in keys:
            times.append(screen.first_byte(key))
            time.sleep(0.03)
        still = (screen.read(quiet=3.0, limit=90) or time.monotonic()) - start
        row(name, str(len(times)), f"{middle(times):.1f} ms", f"{part(times, 1):.1f} ms",
            f"≤ {AIM:.0f} ms", f"{still * 1000:.0f} ms")

    busy("while recipients are counted", b"S", [b"j", b"k"] * 5)
    busy("while see-as is judged", b"v", [b"j", b"k", b"\t"] * 3)
    screen.key(b"\x1b")
    screen.key(b"\x1b")
    screen.key(b"s")
    # Hide everything of the record's institution: what it means is given up, then waited for.
    for key in (b"\r", b"\t", b"\x1b[C"):
        screen.key(key)
    busy("while a preview is found out: Esc", b"\x13", [b"\x1b"])
    busy("the preview, whole", b"\x13", [])
    row("memory at its peak", f"{screen.memory('VmHWM:'):.0f} MB")
    screen.quit()


def measure_pull(program, bench, home, records, notices):
    vault = os.path.join(home, "pull.phr")
    portal = subprocess.Popen([bench, "notices", vault, str(records), str(notices)],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if portal.stdout.readline().strip() != b"ready":
        sys.exit("the portal of the bench did not start")
    screen = Screen(program, vault, home)
    # The list is there and the pull has begun as soon as the first screen is.
    screen.read(quiet=0.03, limit=20)
    # Away from the first row, where a key up changes nothing and so has no time.
    for _ in range(5):
        screen.first_byte(b"j")
    during, begun = [], time.monotonic()
    while not select.select([portal.stdout], [], [], 0)[0] and time.monotonic() - begun < 120:
        during.append(screen.first_byte(b"k" if len(during) % 20 > 9 else b"j"))
        time.sleep(0.015)
    took = time.monotonic() - begun
    screen.read(quiet=0.5, limit=5)
    after = [screen.first_byte(b"j" if n % 2 else b"k") for n in range(100)]
    peak = screen.memory("VmHWM:")
    screen.quit()
    portal.stdin.close()
    portal.wait(timeout=10)
    print(f"\nkeys while {notices} notices arrive ({took:.1f} s)")
    row("", "keys", "median", "95 %", "99 %", "slowest", "aim")
    for name, values in (("during the pull", during), ("afterwards", after)):
        row(name, str(len(values)), f"{middle(values):.1f} ms", f"{part(values, 0.95):.1f} ms",
            f"{part(values, 0.99):.1f} ms", f"{part(values, 1):.1f} ms", f"≤ {AIM:.0f} ms")
    row("memory at its peak", f"{peak:.0f} MB")


def main():
    program, bench = (os.path.abspath(path) for path in sys.argv[1:3])
    records = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    notices = int(sys.argv[4]) if len(sys.argv) > 4 else 10_000
    home = tempfile.mkdtemp(prefix="phr-screen-")
    try:
        measure_list(program, bench, home, records)
        measure_sharing(program, bench, home, records)
        measure_pull(program, bench, home, records, notices)
    finally:
        shutil.rmtree(home)


main()
