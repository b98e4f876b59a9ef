extension CheckupItemTable {
  /// Items of fuller checkups.
  static let optional = """
    heart-rate|optional|PQ|NNN|{h`b}/min||
      心拍数|Heart rate
        9N121000000000001
    total-cholesterol|optional|PQ|NNNNN|mg/dL||
      総コレステロール|Total cholesterol
        3F050000002327101 3F050000002327201 3F050000002399901
    alp|optional|PQ|NNNNN|U/L||
      ALP|ALP
        3B070000002327101 3B070000002399901
    total-bilirubin|optional|PQ|NNN.N|mg/dL||
      総ビリルビン|Total bilirubin
        3J010000002327101 3J010000002399901
    uric-acid|optional|PQ|NN.N|mg/dL||
      血清尿酸|Uric acid
        3C020000002327101 3C020000002399901
    total-protein|optional|PQ|NN.N|g/dL||
      総蛋白|Total protein
        3A010000002327101 3A010000002399901
    albumin|optional|PQ|NN.N|g/dL||
      アルブミン|Albumin
        3A015000002327101 3A015000002399901
    a-g-ratio|optional|PQ|NN.NN|||
      A/G|A/G ratio
        3A016000002327102
    ferritin|optional|PQ|NNN.N|ng/mL||
      血清フェリチン|Ferritin
        5C095000002302301 5C095000002399901
    urine-occult-blood|optional|CO|||2102|
      尿潜血|Urine occult blood
        1A100000000191111|機械|machine
        1A100000000190111|目視|visual
    urine-sediment-finding|optional|CD|||2002|
      尿沈渣(所見の有無)|Urine sediment (finding)
        1A105160700166211
    urine-sediment-text|optional|ST||||
      尿沈渣(所見)|Urine sediment (text)
        1A105160800166249
    urine-specific-gravity|optional|PQ|N.NNN|||
      尿比重|Urine specific gravity
        1A030000000190301 1A030000000199901
    mcv|optional|PQ|NNN.N|fl||anemia
      MCV|MCV
        2A060000001930101
    mch|optional|PQ|NNN.N|pg||anemia
      MCH|MCH
        2A070000001930101
    mchc|optional|PQ|NNN.N|%||anemia
      MCHC|MCHC
        2A080000001930101
    white-blood-cell-count|optional|PQ|NNNNNNN|/mm3||anemia
      白血球数|White blood cell count
        2A010000001930101
    platelet-count|optional|PQ|NNN|10*4/mm3||anemia
      血小板数|Platelet count
        2A050000001930101
    chest-x-ray-direct-finding|optional|CD|||2002|chest-xray-direct
      胸部Ｘ線検査(一般:直接撮影)(所見の有無)|Chest X-ray direct (finding)
        9N206160700000011
    chest-x-ray-direct-text|optional|ST||||chest-xray-direct
      胸部Ｘ線検査(一般:直接撮影)(所見)|Chest X-ray direct (text)
        9N206160800000049
    chest-x-ray-indirect-finding|optional|CD|||2002|chest-xray-indirect
      胸部Ｘ線検査(一般:間接撮影)(所見の有無)|Chest X-ray indirect (finding)
        9N221160700000011
    chest-x-ray-indirect-text|optional|ST||||chest-xray-indirect
      胸部Ｘ線検査(一般:間接撮影)(所見)|Chest X-ray indirect (text)
        9N221160800000049
    fecal-occult-blood|optional|CD|||2100|
      便潜血|Fecal occult blood
        1B030000001599811
    psa|optional|CD|||2100|
      PSA(前立腺特異抗原)|PSA
        5D305000002399811
    abdominal-ultrasound-finding|optional|CD|||2002|
      腹部超音波(所見の有無)|Abdominal ultrasound (finding)
        9F130160700000011
    abdominal-ultrasound-text|optional|ST||||
      腹部超音波(所見)|Abdominal ultrasound (text)
        9F130160800000049
    upper-gi-endoscopy-finding|optional|CD|||2002|
      上部消化管内視鏡検査(所見の有無)|Upper GI endoscopy (finding)
        9N266160700000011
    upper-gi-endoscopy-text|optional|ST||||
      上部消化管内視鏡検査(所見)|Upper GI endoscopy (text)
        9N266160800000049
    upper-gi-x-ray-direct-finding|optional|CD|||2002|upper-gi-xray
      上部消化管Ｘ線(直接撮影)(所見の有無)|Upper GI X-ray direct (finding)
        9N256160700000011
    upper-gi-x-ray-direct-text|optional|ST||||upper-gi-xray
      上部消化管Ｘ線(直接撮影)(所見)|Upper GI X-ray direct (text)
        9N256160800000049
    mammography-finding|optional|CD|||2002|
      乳房画像診断(マンモグラフィー)(所見の有無)|Mammography (finding)
        9N281160700000011
    mammography-text|optional|ST||||
      乳房画像診断(マンモグラフィー)(所見)|Mammography (text)
        9N281160800000049
    visual-acuity-r|optional|PQ|N.NN|||
      視力(右)|Visual acuity R
        9E160162100000001
    visual-acuity-r-corrected|optional|PQ|N.NN|||
      視力(右:矯正)|Visual acuity R (corrected)
        9E160162500000001
    visual-acuity-l|optional|PQ|N.NN|||
      視力(左)|Visual acuity L
        9E160162200000001
    visual-acuity-l-corrected|optional|PQ|N.NN|||
      視力(左:矯正)|Visual acuity L (corrected)
        9E160162600000001
    hearing-r-1000-hz|optional|CD|||2002|
      聴力(右:1000Hz)|Hearing R 1000 Hz
        9D100163100000011
    hearing-r-4000-hz|optional|CD|||2002|
      聴力(右:4000Hz)|Hearing R 4000 Hz
        9D100163200000011
    hearing-l-1000-hz|optional|CD|||2002|
      聴力(左:1000Hz)|Hearing L 1000 Hz
        9D100163500000011
    hearing-l-4000-hz|optional|CD|||2002|
      聴力(左:4000Hz)|Hearing L 4000 Hz
        9D100163600000011
    intraocular-pressure-r|optional|PQ|NNN|mm[Hg]||
      眼圧検査(右)|Intraocular pressure R
        9E105162100000001
    intraocular-pressure-l|optional|PQ|NNN|mm[Hg]||
      眼圧検査(左)|Intraocular pressure L
        9E105162200000001
    crp|optional|PQ|NNN.N|mg/dL||
      CRP|CRP
        5C070000002306201 5C070000002306301 5C070000002399901
    blood-type-abo|optional|CD|||2115|
      血液型(ABO)|Blood type (ABO)
        5H010000001910111 5H010000001999911
    blood-type-rh|optional|CD|||2116|
      血液型(Rh)|Blood type (Rh)
        5H020000001910111 5H020000001999911
    hbs-antigen|optional|CD|||2100|
      HBs抗原|HBs antigen
        5F016141002399811
    hcv-antibody|optional|CD|||2100|
      HCV抗体|HCV antibody
        5F360149502399811
    alp-ifcc|optional|PQ|NNNNN|U/L||
      ALP(IFCC)|ALP (IFCC)
        3B070000002327501
    ld|optional|PQ||U/L||
      LD|LD
        3B050000002327201 3B050000002399901
    ld-ifcc|optional|PQ||U/L||
      LD(IFCC)|LD (IFCC)
        3B050000002327901
    """
}
