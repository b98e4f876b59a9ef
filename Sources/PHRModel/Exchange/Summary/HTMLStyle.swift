/// The style sheets of `HTMLPage`.
enum HTMLStyle {
  /// A text as a CSS string: everything but ASCII letters and digits as an escape, so that nothing
  /// of a name can end it (CSS Syntax 3, section 4.3.7).
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.value == 0x20)
      return isPlain ? String(scalar) : "\\" + String(scalar.value, radix: 16) + " "
    }
    return "\"" + escaped.joined() + "\""
  }

  /// A card that is folded once.
  static let card = """
    body{max-width:85.6mm;padding:2mm;font-size:8pt;line-height:1.2}
    h1{font-size:1.2em}h2{margin:.3em 0 0;border-bottom-width:1px}.facts th{width:8em}
    footer{margin-top:.3em}th,td{padding:.05em .4em .05em 0}
    @page{size:85.6mm 108mm;margin:3mm}
    @media print{body{font-size:5.6pt;padding:0}h2{margin-top:.25em}}

    """

  /// Screen, phone, dark mode and paper.
  static let sheet = """

    :root{color-scheme:light dark;--ink:#111;--page:#fff;--line:#bbb;--soft:#f2f4f7;--mark:#a3000b}
    @media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--page:#16181c;--line:#555;\
    --soft:#22262d;--mark:#ff9a8f}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:12px;max-width:216mm;color:var(--ink);background:var(--page);\
    font:14px/1.45 "Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic",sans-serif}
    h1{font-size:1.4em;margin:0 0 .2em}
    h2{font-size:1.05em;margin:.7em 0 .1em;border-bottom:2px solid var(--line)}
    h3{font-size:1em;margin:.4em 0 .1em}
    p{margin:.2em 0}
    table{border-collapse:collapse;width:100%}
    th,td{text-align:left;vertical-align:top;padding:.12em .7em .12em 0;\
    border-bottom:1px solid var(--line);font-weight:normal;overflow-wrap:anywhere}
    thead th{font-size:.85em;background:var(--soft);overflow-wrap:normal}
    tbody th{font-weight:600}
    .facts th{width:13em;font-weight:normal}
    .short{white-space:nowrap}
    .marked{color:var(--mark);font-weight:600}
    .or{opacity:.6}
    svg{vertical-align:middle}
    footer{margin-top:.8em;font-size:.85em;border-top:1px solid var(--line);padding-top:.3em}
    @page{margin:10mm 12mm 12mm}
    @media print{:root{--ink:#000;--page:#fff;--line:#999;--soft:#eee;--mark:#900}\
    body{font-size:8.8pt;line-height:1.26;padding:0;max-width:none}\
    th,td{padding-right:.5em}h2{margin-top:.55em}\
    thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}\
    tr{break-inside:avoid}h2,h3{break-after:avoid}footer{break-inside:avoid}}
    @media screen and (max-width:560px){thead{position:absolute;left:-9999px}\
    .short{white-space:normal}\
    tr{display:block;padding:.3em 0;border-bottom:1px solid var(--line)}\
    th,td{display:block;border:0;padding:0}.facts th{width:auto;font-size:.85em}\
    td[data-head]{padding-left:8.5em;overflow:hidden}\
    td[data-head]:empty{display:none}\
    td[data-head]::before{content:attr(data-head);float:left;width:9.5em;margin-left:-10em;\
    font-size:.85em;font-weight:normal;color:var(--ink);opacity:.75}}

    """
}
