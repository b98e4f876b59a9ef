"""Exports seen with other people's tools: FHIR validators, `jose`, jwcrypto, `qrencode`, Chromium,
Python's hmac. A tool that is not installed is named and left out."""
import hashlib, hmac, html.parser, importlib.util, json, os, pty, select
import shutil, subprocess, sys, unicodedata

FILES = ["okusuri_tc08_sjis.txt", "kenshin_h1319999916_20260701.xml",
         "iryouhi_myna_plain_utf8bom.csv", "yobou_jp_immunization_bundle.json"]


def missing(tool):
    print(f"  {tool} is not installed; its check is left out")


def typed(arguments, answer):
    """Runs a program on a terminal of its own and types the answer whenever it waits."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(arguments[0], arguments)
    while select.select([terminal], [], [], 20)[0]:
        try:
            asked = os.read(terminal, 4096)
        except OSError:
            break
        if not asked:
            break
        if b"password" in asked:
            os.write(terminal, (answer + "\n").encode())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Page(html.parser.HTMLParser):
    """What a page points at, and whether each cell of its tables has its head."""

    def __init__(self, text):
        super().__init__()
        self.links, self.heads, self.cells = [], 0, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.links += [v for k, v in attributes.items() if k in ("src", "href")]
        self.heads += tag == "th" and attributes.get("scope") in ("row", "col")
        self.cells += tag == "th"


def summaries(vault, folder, check, tools):
    paths = {}
    for form in ("text", "html", "fhir"):
        paths[form] = os.path.join(folder, "summary." + form)
        check("summary " + form, vault.run("export", "summary", "--format", form, "--lang",
                                           "both", "--out", paths[form])[0], 0)
    text = open(paths["text"]).read()
    wide = lambda line: sum(2 if ord(c) > 0x2E7F and not 0xFF61 <= ord(c) <= 0xFF9F else 1
                            for c in line)
    check("text columns", max(wide(line) for line in text.splitlines()) <= 80, True)
    page = open(paths["html"]).read()
    seen = Page(page)
    check("html without network", seen.links, [])
    check("html heads", (seen.cells > 0, seen.heads), (True, seen.cells))
    validate(tools, "ipscheck.py", [paths["fhir"]], check)
    validate(tools, "ipscheck.py", ["--v1", paths["fhir"]], check)
    validate(tools, "r4check.py", [os.path.join(tools, "fhir.schema.r4.json.gz"),
                                   paths["fhir"]], check)
    browser = shutil.which("chromium")
    if not browser:
        return missing("chromium")
    for size in ("A4", "letter"):
        sized = os.path.join(folder, f"summary-{size}.html")
        with open(sized, "w") as file:
            file.write(page.replace("@page{margin", f"@page{{size:{size};margin"))
        pdf = os.path.join(folder, f"summary-{size}.pdf")
        subprocess.run([browser, "--headless=new", "--no-sandbox", "--disable-gpu",
                        "--no-pdf-header-footer", f"--user-data-dir={folder}/browser",
                        f"--print-to-pdf={pdf}", "file://" + sized], capture_output=True)
        pages = open(pdf, "rb").read().count(b"/Type /Page\n") or \
            subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout
        if isinstance(pages, str):
            pages = int(next(l for l in pages.splitlines() if l.startswith("Pages")).split()[1])
        print(f"  summary on {size}: {pages} page(s)")
        check("pages on " + size, 1 <= pages <= 2, True)


def validate(tools, name, arguments, check):
    program = os.path.join(tools, name)
    if not os.path.exists(program):
        return missing(name)
    if name == "r4check.py" and not all(
            importlib.util.find_spec(m) for m in ("jsonschema_rs", "fhir")):
        return missing("jsonschema_rs, fhir.resources (for r4check.py)")
    done = subprocess.run([sys.executable, program, *arguments], capture_output=True, text=True)
    last = (done.stdout.strip().splitlines() or [done.stderr])[-1]
    print(f"  {name}: {last}")
    check(f"{name} {os.path.basename(arguments[-1])}", "FAIL" in done.stdout or done.returncode,
          False)
    if "FAIL" in done.stdout:
        print(done.stdout[:2000])


def records(vault, other, folder, check, tools):
    path = os.path.join(folder, "all.json")
    check("records", vault.run("export", "records", "--format", "fhir", "--out", path)[0], 0)
    bundle = json.load(open(path))
    kinds = {e["resource"]["resourceType"] for e in bundle["entry"]}
    check("consent travels as Consent", ("Consent" in kinds, "Basic" in kinds), (True, False))
    validate(tools, "r4check.py", [os.path.join(tools, "fhir.schema.r4.json.gz"), path], check)
    check("records again", other.run("import", path)[0] in (0, 7), True)
    same = lambda v: sorted((r["kind"], r["date"] or "", r["title"].replace("\u3000", " "))
                            for r in v.list())
    check("same records", same(other), same(vault))


def sealed(vault, folder, check):
    path = os.path.join(folder, "sealed.jwe")
    code, told = vault.told("export", "summary", "--encrypt", "--out", path)
    passcode = next((w for w in told.split() if w.count("-") == 4), "")
    check("sealed", (code, len(passcode)), (0, 24))
    plain = vault.run("export", "summary")[1]
    if shutil.which("jose"):
        out = os.path.join(folder, "opened.txt")
        typed(["jose", "jwe", "dec", "-p", "-i", path, "-O", out], passcode)
        check("opened by jose", open(out).read() if os.path.exists(out) else "", plain)
        sealing = os.path.join(folder, "by-jose.jwe")
        typed(["jose", "jwe", "enc", "-i",
               '{"protected":{"alg":"PBES2-HS512+A256KW","enc":"A256GCM"}}', "-I", out, "-p",
               "-c", "-o", sealing], passcode)
        secret = os.path.join(folder, "passcode")
        open(secret, "w").write(passcode)
        check("sealed by jose", vault.run("export", "open", sealing, "--passcode-file", secret),
              (0, plain))
    else:
        missing("jose")
    if importlib.util.find_spec("jwcrypto"):
        from jwcrypto import jwe, jwk
        token = jwe.JWE()
        token.allowed_algs = ["PBES2-HS512+A256KW", "A256GCM"]
        token.deserialize(open(path).read().strip())
        token.decrypt(jwk.JWK.from_password(passcode))
        check("opened by jwcrypto", token.payload.decode(), plain)
    else:
        missing("jwcrypto")


def research(vault, folder, check):
    key = os.path.join(folder, "key")
    open(key, "wb").write(bytes(range(40)))
    vault.run("recipients", "add", "Project", "--class", "researcher")
    code, text = vault.run("export", "research", "--project", "p", "--for", "Project",
                           "--project-key", key)
    profile = json.loads(vault.run("profile")[1])
    kana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c
                   for c in unicodedata.normalize("NFKC", profile["kana"]) if not c.isspace())
    words = f"{kana}|{profile['birthDate']}|{profile['sex']}"
    expected = hmac.new(bytes(range(40)), words.encode(), hashlib.sha256).hexdigest()
    check("research code", (code, json.loads(text.splitlines()[0])["nameCode"]), (0, expected))


def surroundings(vault, folder, check):
    """Full disks and readers that go away."""
    path = os.path.join(folder, "cut.json")
    line = (f"trap '' XFSZ; ulimit -f 4; exec '{vault.program}' --vault '{vault.path}' "
            f"--passphrase-file '{vault.secret}' --no-input export records --out '{path}'")
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=vault.environment)
    left = [f for f in os.listdir(folder) if f.startswith("cut.json")]
    check("full disk", (done.returncode, left), (1, []))
    line = (f"set -o pipefail; '{vault.program}' --vault '{vault.path}' --passphrase-file "
            f"'{vault.secret}' --no-input export records | head -c 10 >/dev/null")
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=vault.environment)
    check("reader goes away", (done.returncode in (0, 141), done.stderr), (True, b""))
    line = (f"'{vault.program}' --vault '{vault.path}' --passphrase-file '{vault.secret}' "
            "--no-input export records >/dev/full")
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=vault.environment)
    check("full stdout", done.returncode, 1)
    if shutil.which("qrencode"):
        code, text = vault.run("export", "jahis", "--qr")
        check("QR codes", (code in (0, 7), "█" in text or "▄" in text), (True, True))
    else:
        missing("qrencode")


def run(Vault, folder, check, tools):
    vault = Vault(folder, "exports")
    vault.imported(*FILES)
    summaries(vault, folder, check, tools)
    records(vault, Vault(folder, "arrived"), folder, check, tools)
    sealed(vault, folder, check)
    research(vault, folder, check)
    surroundings(vault, folder, check)
