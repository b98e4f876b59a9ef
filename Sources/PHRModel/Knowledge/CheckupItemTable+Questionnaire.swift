extension CheckupItemTable {
  /// Judgements and the questionnaire, also the one for people of 75 and over.
  static let questionnaire = """
    metabolic-judgement|judgement|CD|||1008|
      メタボリックシンドローム判定|Metabolic syndrome judgement
        9N501000000000011
    guidance-level|judgement|CD|||3001|
      保健指導レベル|Health-guidance level
        9N506000000000011
    physician-assessment|judgement|ST||||
      医師の診断(判定)|Physician assessment
        9N511000000000049
    physician-name-as-author|judgement|ST||||
      健康診断を実施した医師の氏名|Physician name (as author)
        9N516000000000049
    medication-pressure|questionnaire|CD|||2003|
      服薬1(血圧)|Blood-pressure drug
        9N701000000000011
    medication-glucose|questionnaire|CD|||2003|
      服薬2(血糖)|Glucose drug or insulin
        9N706000000000011
    medication-lipid|questionnaire|CD|||2003|
      服薬3(脂質)|Lipid drug
        9N711000000000011
    history-stroke|questionnaire|CD|||2003|
      既往歴1(脳血管)|Stroke history
        9N716000000000011
    history-heart|questionnaire|CD|||2003|
      既往歴2(心血管)|Heart disease history
        9N721000000000011
    history-kidney|questionnaire|CD|||2003|
      既往歴3(腎不全･人工透析)|CKD or dialysis history
        9N726000000000011
    history-anemia|questionnaire|CD|||2003|
      貧血|Anemia history
        9N731000000000011
    smoking|questionnaire|CD|||24060|
      喫煙|Smoking
        9N736000000000011
    weight-gain|questionnaire|CD|||2003|
      20歳からの体重変化|Weight +10kg since age 20
        9N741000000000011
    exercise|questionnaire|CD|||2003|
      30分以上の運動習慣|Exercise 30min x2/week, 1 year
        9N746000000000011
    walking|questionnaire|CD|||2003|
      歩行又は身体活動|Walking 1 hour a day
        9N751000000000011
    walking-speed|questionnaire|CD|||2003|
      歩行速度|Walks faster than peers
        9N756000000000011
    chewing|questionnaire|CD|||18030|
      咀嚼|Chewing
        9N872000000000011
    eating-speed|questionnaire|CD|||2004|
      食べ方1(早食い等)|Eating speed
        9N766000000000011
    late-dinner|questionnaire|CD|||2003|
      食べ方2(就寝前)|Dinner within 2h of sleep 3x/week
        9N771000000000011
    snacking|questionnaire|CD|||18040|
      食べ方3(間食)|Snacking
        9N782000000000011
    skipping-breakfast|questionnaire|CD|||2003|
      食習慣|Skips breakfast 3x/week
        9N781000000000011
    drinking|questionnaire|CD|||24040|
      飲酒|Drinking frequency
        9N786000000000011
    drinking-amount|questionnaire|CO|||24050|
      飲酒量|Drinks per day
        9N791000000000011
    sleep|questionnaire|CD|||2003|
      睡眠|Sleep is enough
        9N796000000000011
    stage-of-change|questionnaire|CD|||2007|
      生活習慣の改善|Stage of change
        9N801000000000011
    reason-a-test-was-not-done|judgement|CD|||24080|
      検査未実施の理由|Reason a test was not done
        9N512000000000011
    guidance-received|questionnaire|CD|||2003|
      特定保健指導の受診歴|Has received health guidance before
        9N808000000000011
    health-now|questionnaire|CD|||19010|
      現在の健康状態|Health at present
        9N932000000000011
    life-satisfaction|questionnaire|CD|||19020|
      毎日の生活の満足度|Satisfaction with daily life
        9N933000000000011
    three-meals|questionnaire|CD|||19030|
      1日3食きちんと食べている|Eats three meals a day
        9N934000000000011
    hard-food|questionnaire|CD|||19040|
      固いものが食べにくくなった|Hard food has become difficult to eat
        9N935000000000011
    choking|questionnaire|CD|||19050|
      お茶や汁物等でむせる|Chokes on tea or soup
        9N936000000000011
    weight-loss|questionnaire|CD|||19060|
      6か月間で2～3kg以上の体重減少|Lost 2–3 kg or more in 6 months
        9N937000000000011
    slower-walking|questionnaire|CD|||19070|
      歩く速度が遅くなった|Walks more slowly than before
        9N938000000000011
    fall|questionnaire|CD|||19080|
      この1年間に転んだ|Fell within the last year
        9N939000000000011
    weekly-exercise|questionnaire|CD|||19090|
      ウォーキング等の運動を週1回以上|Exercises at least once a week
        9N940000000000011
    forgetfulness|questionnaire|CD|||19100|
      物忘れがあると言われる|Is told of being forgetful
        9N941000000000011
    date-unknown|questionnaire|CD|||19110|
      今日が何月何日かわからない時がある|Sometimes does not know the date
        9N942000000000011
    smoking-75|questionnaire|CD|||19120|
      たばこ|Smoking (aged 75 and over)
        9N943000000000011
    going-out|questionnaire|CD|||19130|
      週1回以上は外出している|Goes out at least once a week
        9N944000000000011
    company|questionnaire|CD|||19140|
      家族や友人と付き合いがある|Keeps company with family or friends
        9N945000000000011
    counsel|questionnaire|CD|||19150|
      身近に相談できる人がいる|Has somebody to ask for advice
        9N946000000000011
    """
}
