extension CheckupItemTable {
  /// Items that everybody has, their alternatives and their former forms.
  static let basic = """
    height|basic|PQ|NNN.N|cm||
      身長|Height
        9N001000000000001
    weight|basic|PQ|NNN.N|kg||
      体重|Body weight
        9N006000000000001
    bmi|basic|PQ|NN.N|kg/m2||
      BMI|BMI
        9N011000000000001
    visceral-fat-area|alternative|PQ|NNN.N|cm2||
      内臓脂肪面積|Visceral fat area
        9N021000000000001
    waist|basic|PQ|NNN.N|cm||
      腹囲|Waist circumference
        9N016160100000001|実測|measured
        9N016160200000001|自己判定|self-measured
        9N016160300000001|自己申告|self-reported
    history-any|basic|CD|||2001|
      既往歴|Medical history
        9N056000000000011
    history-detail|basic|ST||||
      具体的な既往歴|Medical history, details
        9N056160400000049
    subjective-symptoms-any|basic|CD|||2001|
      自覚症状|Subjective symptoms (any)
        9N061000000000011
    subjective-symptoms-detail|basic|ST||||
      自覚症状所見|Subjective symptoms (detail)
        9N061160800000049
    objective-findings-any|basic|CD|||2001|
      他覚症状|Objective findings (any)
        9N066000000000011
    objective-findings-detail|basic|ST||||
      他覚所見|Objective findings (detail)
        9N066160800000049
    systolic-pressure|basic|PQ|NNN|mm[Hg]||
      収縮期血圧|Systolic blood pressure
        9A755000000000001|その他|other
        9A752000000000001|2回目|2nd
        9A751000000000001|1回目|1st
    diastolic-pressure|basic|PQ|NNN|mm[Hg]||
      拡張期血圧|Diastolic blood pressure
        9A765000000000001|その他|other
        9A762000000000001|2回目|2nd
        9A761000000000001|1回目|1st
    time-since-last-meal-at-blood-draw|basic|CD|||2202|
      採血時間(食後)|Time since last meal at blood draw
        9N141000000000011
    triglyceride-fasting|basic|PQ|NNNNN|mg/dL||
      空腹時中性脂肪|Triglycerides (fasting)
        3F015000002327101 3F015000002327201 3F015000002399901
    hdl-cholesterol|basic|PQ|NNNNN|mg/dL||
      HDLコレステロール|HDL cholesterol
        3F070000002327101 3F070000002327201 3F070000002399901
    ldl-cholesterol|basic|PQ|NNNNN|mg/dL||
      LDLコレステロール|LDL cholesterol
        3F077000002327101 3F077000002327201 3F077000002399901
        3F077000002391901|計算|calculated
    non-hdl-cholesterol|alternative|PQ|NNNNN|mg/dL||
      Non-HDLコレステロール|Non-HDL cholesterol
        3F069000002391901
    ast|basic|PQ|NNNNN|U/L||
      AST(GOT)|AST (GOT)
        3B035000002327201 3B035000002399901
    alt|basic|PQ|NNNNN|U/L||
      ALT(GPT)|ALT (GPT)
        3B045000002327201 3B045000002399901
    gamma-gt|basic|PQ|NNNNN|U/L||
      γ-GT(γ-GTP)|γ-GT
        3B090000002327101 3B090000002399901
    glucose-fasting|basic|PQ|NNNN|mg/dL||
      空腹時血糖|Glucose (fasting)
        3D010000001926101 3D010000002227101 3D010000001927201 3D010000001999901
    glucose-random|alternative|PQ|NNNN|mg/dL||
      随時血糖|Glucose (non-fasting)
        3D010129901926101 3D010129902227101 3D010129901927201 3D010129901999901
    hba1c|basic|PQ|NN.N|%||
      HbA1c(NGSP)|HbA1c (NGSP)
        3D046000001906202 3D046000001920402 3D046000001927102 3D046000001999902
    urine-glucose|basic|CO|||2102|
      尿糖|Urine glucose
        1A020000000191111|機械|machine
        1A020000000190111|目視|visual
    urine-protein|basic|CO|||2102|
      尿蛋白|Urine protein
        1A010000000191111|機械|machine
        1A010000000190111|目視|visual
    triglyceride-random|alternative|PQ|NNNNN|mg/dL||
      随時中性脂肪|Triglycerides (non-fasting)
        3F015129902327101 3F015129902327201 3F015129902399901
    hba1c-jds|former|PQ|NN.N|%||
      HbA1c(JDS)|HbA1c (JDS)
        3D045000001906202 3D045000001920402 3D045000001927102 3D045000001999902
    """
}
