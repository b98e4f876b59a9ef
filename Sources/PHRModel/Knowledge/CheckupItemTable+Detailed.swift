extension CheckupItemTable {
  /// Items that a doctor adds, with the groups of the national file.
  static let detailed = """
    creatinine|detailed|PQ|NN.NN|mg/dL||kidney
      血清クレアチニン|Serum creatinine
        3C015000002327101 3C015000002399901
    serum-creatinine-eligibility|detailed|CD|||18110|kidney
      血清クレアチニン(対象者)|Serum creatinine (eligibility)
        3C015161602399911
    serum-creatinine-reason|detailed|ST||||kidney
      血清クレアチニン(実施理由)|Serum creatinine (reason)
        3C015161002399949
    egfr|detailed|PQ|NNN.N|ml/min/1.73m2||kidney
      eGFR|eGFR
        8A065000002391901
    hematocrit|detailed|PQ|NN.N|%||anemia
      ヘマトクリット値|Hematocrit
        2A040000001930102
    hemoglobin|detailed|PQ|NN.N|g/dL||anemia
      血色素量(ヘモグロビン)|Hemoglobin
        2A030000001930101
    red-blood-cell-count|detailed|PQ|NNNN|10*4/mm3||anemia
      赤血球数|Red blood cell count
        2A020000001930101
    anemia-tests-reason|detailed|ST||||anemia
      貧血検査実施理由|Anemia tests (reason)
        2A020161001930149
    ecg-finding|detailed|CD|||2002|ecg
      心電図(所見の有無)|ECG (finding)
        9A110160700000011
    ecg-text|detailed|ST||||ecg
      心電図所見|ECG (text)
        9A110160800000049
    ecg-eligibility|detailed|CD|||18120|ecg
      心電図(対象者)|ECG (eligibility)
        9A110161600000011
    ecg-reason|detailed|ST||||ecg
      心電図実施理由|ECG (reason)
        9A110161000000049
    fundus-keith-wagener|detailed|CO|||2110|fundus
      眼底検査(キースワグナー分類)|Fundus (Keith-Wagener)
        9E100166000000011
    fundus-scheie-h|detailed|CO|||2111|fundus
      眼底検査(シェイエ分類:H)|Fundus (Scheie H)
        9E100166100000011
    fundus-scheie-s|detailed|CO|||2112|fundus
      眼底検査(シェイエ分類:S)|Fundus (Scheie S)
        9E100166200000011
    fundus-scott|detailed|CO|||2113|fundus
      眼底検査(SCOTT分類)|Fundus (Scott)
        9E100166300000011
    fundus-wong-mitchell|detailed|CO|||18080|fundus
      眼底検査(Wong-Mitchell分類)|Fundus (Wong-Mitchell)
        9E100166600000011
    fundus-modified-davis|detailed|CO|||18090|fundus
      眼底検査(改変Davis分類)|Fundus (modified Davis)
        9E100166500000011
    fundus-other-text|detailed|ST||||fundus
      眼底検査(その他の所見)|Fundus (other text)
        9E100160900000049
    fundus-eligibility|detailed|CD|||18130|fundus
      眼底検査(対象者)|Fundus (eligibility)
        9E100161600000011
    fundus-reason|detailed|ST||||fundus
      眼底検査実施理由|Fundus (reason)
        9E100161000000049
    """
}
