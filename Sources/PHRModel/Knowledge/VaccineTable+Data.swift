extension VaccineTable {
  /// A類.
  ///
  /// Rotavirus is oral: live, but without an interval to others. Schedules are those of a start at
  /// the standard age; fewer doses of a late start (pcv, hpv9 from 15 on) are not held.
  static let children = """
    rota1|A|-|ロタ（1価）|Rotavirus (monovalent)|119|2020-10-01|
      1回目|42d|168d|2m|105d|||
      2回目|42d|168d|||1|27d|
    rota5|A|-|ロタ（5価）|Rotavirus (pentavalent)|116|2020-10-01|
      1回目|42d|224d|2m|105d|||
      2回目|42d|224d|||1|27d|
      3回目|42d|224d|||2|27d|
    hepb|A|-|B型肝炎|Hepatitis B|08 43|2016-10-01|
      1回目|0d|1y|2m|3m|||
      2回目|0d|1y|3m|4m|1|27d|
      3回目|0d|1y|7m|9m|1|139d|
    dpt-ipv-hib|A|-|五種混合|Diphtheria, pertussis, tetanus, polio and Hib|170 120|2024-04-01|
      1期初回1|2m|90m|2m|7m|||
      1期初回2|2m|90m|||1|20d|20d
      1期初回3|2m|90m|||2|20d|20d
      1期追加|2m|90m|||3|6m|6m
    pcv|A|-|小児用肺炎球菌|Pneumococcus (children)|216 215|2013-04-01|
      初回1|2m|60m|2m|7m|||
      初回2|2m|24m|||1|27d|27d
      初回3|2m|24m||12m|2|27d|27d
      追加|12m|60m|12m|15m|3|60d|60d
    bcg|A|L|BCG|Tuberculosis (BCG)|19||
      |0d|1y|5m|8m|||
    mr|A|L|麻しん風しん混合（MR）|Measles and rubella|04||
      1期|12m|24m|12m|24m|||
      2期|fy6|fy7|fy6|fy7|1|27d|
    varicella|A|L|水痘|Varicella|21|2014-10-01|
      1回目|12m|36m|12m|15m|||
      2回目|12m|36m|||1|3m|6m
    je|A|-|日本脳炎|Japanese encephalitis|129 39||
      1期初回1|6m|90m|3y|4y|||
      1期初回2|6m|90m|3y|4y|1|6d|6d
      1期追加|6m|90m|4y|5y|2|6m|12m
      2期|9y|13y|9y|10y|||
    dt|A|-|二種混合（DT）|Diphtheria and tetanus|28||
      2期|11y|13y|11y|12y|||
    hpv9|A|-|HPV（9価）|Human papillomavirus (9-valent)|165|2023-04-01|
      1回目|fy12|fy17|||||
      2回目|fy12|fy17|||1|5m|6m
    rsv-maternal|A|-|RSウイルス（母子免疫）|RSV (in pregnancy)|305|2026-04-01|

    """

  /// B類.
  static let adults = """
    influenza|B|-|インフルエンザ|Influenza|88 140 141||
      |65y||||||
    influenza-high|B|-|インフルエンザ（高用量）|Influenza (high dose)|135|2026-10-01|
      |75y||||||
    pcv20-adult|B|-|高齢者肺炎球菌（PCV20）|Pneumococcus (older adults, PCV20)|216|2026-04-01|
      |65y|66y|65y|66y|||
    covid|B|-|新型コロナ|COVID-19|213 309 312 313|2024-04-01|
      |65y||||||
    zoster-live|B|L|帯状疱疹（生）|Zoster (live)|121|2025-04-01|
      |fy65|fy66|fy65|fy66|||
    zoster-recombinant|B|-|帯状疱疹（組換え）|Zoster (recombinant)|187|2025-04-01|
      1回目|fy65|fy66|fy65|fy66|||
      2回目|fy65||||1|1m|2m

    """

  /// Former and voluntary vaccines, without a schedule.
  static let others = """
    dpt-ipv|F|-|四種混合（DPT-IPV）|Diphtheria, pertussis, tetanus and polio|130|2012-11|
    hib|F|-|ヒブ（Hib）|Haemophilus influenzae type b|48|2013-04|
    ipv|F|-|不活化ポリオ（IPV）|Polio (inactivated)|10|2012-09|
    opv|F|-|生ポリオ|Polio (oral)|02||2012-08
    dpt|F|-|三種混合（DPT）|Diphtheria, pertussis and tetanus|20||
    measles|F|L|麻しん|Measles|05||
    rubella|F|L|風しん|Rubella|06||
    hpv2|F|-|HPV（2価）|Human papillomavirus (2-valent)|118|2013-04|2026-03-31
    hpv4|F|-|HPV（4価）|Human papillomavirus (4-valent)|62|2013-04|2026-03-31
    pcv7|F|-|小児用肺炎球菌（PCV7）|Pneumococcus (PCV7)|100||2013
    pcv13|F|-|小児用肺炎球菌（PCV13）|Pneumococcus (PCV13)|133|2013-11|2024
    ppsv23|F|-|高齢者肺炎球菌（PPSV23）|Pneumococcus (PPSV23)|33|2014-10-01|2026-03-31
    mumps|V|L|おたふくかぜ|Mumps|07||
    hepa|V|-|A型肝炎|Hepatitis A|83 52||
    menacwy|V|-|髄膜炎菌|Meningococcus|203||
    rabies|V|-|狂犬病|Rabies|175 176||
    yellow-fever|V|L|黄熱|Yellow fever|37||
    typhoid|V|-|腸チフス|Typhoid|101||
    tetanus|V|-|破傷風|Tetanus|35||
    influenza-nasal|V|-|インフルエンザ（経鼻）|Influenza (nasal)|111||
    rsv-older|V|-|RSウイルス（60歳以上）|RSV (aged 60 and over)|303||
    nirsevimab|V|-|ニルセビマブ（抗体）|Nirsevimab (an antibody)|306 307||
    """
}
