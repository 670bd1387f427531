// Amounts, days and numbers of a document in its language.
#pragma once

#include <QLocale>
#include <QString>
#include <QTimeZone>
#include <optional>

namespace billing::reports {

class DocumentText {
 public:
  /// `language` one of documentLanguages(); an unknown zone counts as UTC.
  DocumentText(const QString& language, const QString& zone);
  /// By ICU, with the currency's sign and decimals.
  [[nodiscard]] QString money(qint64 minor, const QString& currency) const;
  [[nodiscard]] QString day(std::optional<qint64> ms) const;       ///< empty where there is none
  [[nodiscard]] QString shortDay(std::optional<qint64> ms) const;  ///< for narrow places
  [[nodiscard]] QString isoDay(qint64 ms) const;                   ///< "2026-03-31": of tables
  [[nodiscard]] QString isoMinute(qint64 ms) const;                ///< "2026-03-31 14:05"
  [[nodiscard]] QString number(qint64 value) const;
  [[nodiscard]] QString thousandths(qint64 value) const;        ///< 1500 as "1.5"
  [[nodiscard]] QString percentOf(qint64 thousandths) const;    ///< 710 as "71 %"
  [[nodiscard]] QString percent(const QString& decimal) const;  ///< "7.7" as "7,7 %"; empty stays empty
  [[nodiscard]] const QString& language() const { return language_; }

 private:
  [[nodiscard]] bool isTight() const;  ///< no space before the percent sign
  QString language_;
  QLocale locale_;
  QTimeZone zone_;
};

}  // namespace billing::reports
