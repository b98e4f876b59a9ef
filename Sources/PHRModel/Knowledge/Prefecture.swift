/// A prefecture by its two-digit code (JIS X 0401).
public struct Prefecture: Sendable, Hashable {
  /// 01–47.
  public let code: String
  /// Name in Japanese, without 都道府県 behind it except for 北海道.
  public let japanese: String

  /// The prefecture with that code.
  public init?(code: String) {
    guard let number = Int(code), (1...Self.names.count).contains(number), code.utf8.count <= 2
    else { return nil }
    self.code = padded(number, to: 2)
    japanese = Self.names[number - 1]
  }

  private static let names = [
    "北海道", "青森", "岩手", "宮城", "秋田", "山形", "福島", "茨城", "栃木", "群馬", "埼玉", "千葉", "東京",
    "神奈川", "新潟", "富山", "石川", "福井", "山梨", "長野", "岐阜", "静岡", "愛知", "三重", "滋賀", "京都",
    "大阪", "兵庫", "奈良", "和歌山", "鳥取", "島根", "岡山", "広島", "山口", "徳島", "香川", "愛媛", "高知",
    "福岡", "佐賀", "長崎", "熊本", "大分", "宮崎", "鹿児島", "沖縄",
  ]
}
