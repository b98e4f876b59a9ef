import Testing

@testable import PHRModel

@Suite struct CheckupItemsTests {
  @Test func `the embedded table is whole`() {
    #expect(CheckupItems.all.count == 141)
    #expect(CheckupItems.all.flatMap(\.codes).count == 189)
    #expect(Set(CheckupItems.all.map(\.key)).count == 141)
    #expect(Set(CheckupItems.all.flatMap(\.codes).map(\.code)).count == 189)
    #expect(CheckupItems.all.flatMap(\.codes).allSatisfy { $0.code.utf8.count == 17 })
    for item in CheckupItems.all {
      #expect((item.valueList != nil) == [.coded, .ordinal].contains(item.valueType))
      if let list = item.valueList { #expect(!CheckupValueLists.codes(of: list).isEmpty) }
    }
  }

  @Test(arguments: [
    ("3F070000002327201", "hdl-cholesterol"), ("3F077000002391901", "ldl-cholesterol"),
    ("9A752000000000001", "systolic-pressure"), ("9N016160300000001", "waist"),
    ("3D046000001906202", "hba1c"), ("3D045000001906202", "hba1c-jds"),
    ("9N946000000000011", "counsel"), ("3B070000002327501", "alp-ifcc"),
  ])
  func `codes of one item by several methods meet in one key`(code: String, key: String) {
    #expect(CheckupItems.item(code: code)?.key == key)
  }

  @Test func `an unknown method of a known analyte is found unless two items share it`() {
    #expect(CheckupItems.item(code: "3F070000002388801")?.key == "hdl-cholesterol")
    #expect(CheckupItems.item(code: "3B070000002388801") == nil)
    #expect(CheckupItems.item(code: "3D010000002288801") == nil)
    #expect(CheckupItems.item(code: "0X000000000000001") == nil)
    #expect(CheckupItems.item(code: "") == nil)
  }

  @Test(arguments: [
    ("身長", "9N001000000000001"), ("ＨＤＬコレステロール", "3F070000002327101"),
    ("収縮期血圧（2回目）", "9A752000000000001"), ("腹囲(自己申告)", "9N016160300000001"),
    ("γ-ＧＴ（γ-ＧＴＰ）", "3B090000002327101"),
  ])
  func `names are found in any width`(name: String, code: String) {
    #expect(CheckupItems.code(named: name) == code)
    #expect(CheckupItems.item(named: name) == CheckupItems.item(code: code))
  }

  @Test func `the meaning of a code depends on its list`() {
    let old = CheckupValueLists.meaning(of: "2", in: "urn:oid:1.2.392.200119.6.2003")
    let new = CheckupValueLists.meaning(of: "2", in: "1.2.392.200119.6.24060")
    #expect(old?.japanese == "いいえ")
    #expect(new?.english == "former smoker")
    #expect(CheckupValueLists.meaning(of: "2", in: "2003") == old)
    #expect(CheckupValueLists.meaning(of: "2", in: nil) == nil)
    #expect(CheckupValueLists.meaning(of: "9", in: "2003") == nil)
    #expect(CheckupValueLists.meaning(of: "1", in: "http://example.org") == nil)
    #expect(CheckupValueLists.meaning(of: "2", in: "18120")?.english.contains("pulse") == true)
    #expect(CheckupValueLists.codes(of: "24040").map(\.code) == (1...8).map(String.init))
  }

  @Test func `number formats give the decimals`() {
    #expect(CheckupItems.item(key: "creatinine")?.decimals == 2)
    #expect(CheckupItems.item(key: "hdl-cholesterol")?.decimals == 0)
    #expect(CheckupItems.item(key: "smoking")?.decimals == nil)
    #expect(CheckupItems.item(key: "ld")?.decimals == nil)
  }
}
