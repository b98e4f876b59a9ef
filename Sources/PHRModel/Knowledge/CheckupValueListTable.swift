/// The embedded lists: `list[,list…]|code=Japanese=English|…`; a list may go on in a further line.
enum CheckupValueListTable {
  static let text = """
    1008|1=基準該当=meets the criteria|2=予備群該当=borderline group
    1008|3=非該当=does not apply|4=判定不能=cannot be judged
    1104|1=男=male|2=女=female
    2001|1=特記すべきことあり=something to note|2=特記すべきことなし=nothing to note
    2002|1=所見あり=findings|2=所見なし=no findings
    2002|3=要再検査=to be repeated|4=検査不適=not suitable
    2003|1=はい=yes|2=いいえ=no
    2004|1=速い=fast|2=ふつう=average|3=遅い=slow
    2005|1=毎日=daily|2=時々=sometimes|3=ほとんど飲まない（飲めない）=hardly ever
    2006|1=1合未満=under 1 go (180 mL of sake)|2=1～2合未満=1 to under 2 go
    2006|3=2～3合未満=2 to under 3 go|4=3合以上=3 go or more
    2007|1=意志なし=no intention|2=意志あり（6か月以内）=intends within 6 months
    2007|3=意志あり（近いうち）=intends soon|4=取組済み（6か月未満）=started under 6 months ago
    2007|5=取組済み（6か月以上）=started 6 months ago or more
    2100|1=陽性=positive|2=陰性=negative
    2101|1=陰性=negative|2=陽性=positive
    2102|1=－=−|2=±=±|3=＋=+|4=＋＋=++|5=＋＋＋=+++
    2110|1=0=0|2=Ⅰ=I|3=Ⅱa=IIa|4=Ⅱb=IIb|5=Ⅲ=III|6=Ⅳ=IV
    2111,2112|1=0=0|2=1=1|3=2=2|4=3=3|5=4=4
    2113|1=Ⅰ(a)=I(a)|2=Ⅰ(b)=I(b)|3=Ⅱ=II|4=Ⅲ(a)=III(a)|5=Ⅲ(b)=III(b)
    2113|6=Ⅳ=IV|7=Ⅴ(a)=V(a)|8=Ⅴ(b)=V(b)|9=Ⅵ=VI
    2115|1=A=A|2=B=B|3=AB=AB|4=O=O
    2116|1=＋=+|2=－=−
    2202|2=食後10時間以上=10 hours or more after a meal
    2202|3=食後3.5～10時間未満=3.5 to under 10 hours after a meal
    2202|4=食後3.5時間未満=under 3.5 hours after a meal
    3001|1=積極的支援=intensive support|2=動機付け支援=motivational support
    3001|3=なし（情報提供）=none (information only)|4=判定不能=cannot be judged
    18030|1=何でもかめる=chews anything|2=かみにくい=has difficulty|3=ほとんどかめない=hardly can
    18040|1=毎日=daily|2=時々=sometimes|3=ほとんど摂取しない=hardly ever
    18080|1=所見なし=no findings|2=軽度=mild|3=中等度=moderate|4=重度=severe
    18090|1=網膜症なし=no retinopathy|2=単純網膜症=simple retinopathy
    18090|3=増殖前網膜症=pre-proliferative retinopathy|4=増殖網膜症=proliferative retinopathy
    18110,18120,18130|0=詳細健診以外で実施=not as a detailed checkup
    18110,18120,18130|1=検査結果による対象者=because of test results
    18120|2=不整脈による対象者=because of an irregular pulse
    19010|1=よい=good|2=まあよい=fairly good|3=ふつう=average
    19010|4=あまりよくない=not so good|5=よくない=poor
    19020|1=満足=satisfied|2=やや満足=fairly satisfied
    19020|3=やや不満=rather dissatisfied|4=不満=dissatisfied
    19030,19040,19050,19060,19070,19080|1=はい=yes|2=いいえ=no
    19090,19100,19110,19130,19140,19150|1=はい=yes|2=いいえ=no
    19120|1=吸っている=smokes|2=吸っていない=does not smoke|3=やめた=has stopped
    24020|1=服薬中を確認=medication confirmed
    24020|2=健診以後の服薬開始を確認=medication begun since
    24040|1=毎日=daily|2=週5～6日=5–6 days a week|3=週3～4日=3–4 days a week
    24040|4=週1～2日=1–2 days a week|5=月1～3日=1–3 days a month
    24040|6=月1日未満=less than once a month|7=やめた=has stopped
    24040|8=飲まない（飲めない）=does not drink
    24050|1=1合未満=under 1 go (180 mL of sake)|2=1～2合未満=1 to under 2 go
    24050|3=2～3合未満=2 to under 3 go|4=3～5合未満=3 to under 5 go|5=5合以上=5 go or more
    24060|1=はい=yes|2=以前は吸っていたが、最近1か月間は吸っていない=former smoker|3=いいえ=no
    24080|1=生理中=menstruation|2=腎疾患等による排尿障害=trouble urinating (kidney disease)
    24080|3=その他=other
    """
}
