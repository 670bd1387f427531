// Allowances as bars, each with value, limit and percentage as text: "API calls 7,100 / 10,000 calls 71 %".
#pragma once

#include <QLocale>
#include <QVector>
#include <QWidget>

#include "store/accountrows.h"
#include "ui/delegates/painting.h"

namespace billing::ui {

/// Used thousandths of the limit; nullopt where no limit or no remainder is known.
[[nodiscard]] std::optional<qint64> usedThousandths(const store::UsageRow& row);
/// "7,100 of 10,000 calls used", "2,900 calls remain", "10,000 calls granted".
[[nodiscard]] QString usageText(const store::UsageRow& row, const QLocale& locale);

struct UsageBar {
  QString name;
  QString text;                 ///< "7,100 / 10,000 calls"
  QString state;                ///< ok, warn, soft, blocked, ...; said when it is not ok
  std::optional<qint64> share;  ///< thousandths; nullopt: no bar
  BarMarks marks;
  QString hover;  ///< what the marks mean
};
[[nodiscard]] UsageBar usageBarOf(const store::UsageRow& row, const QLocale& locale);
[[nodiscard]] UsageBar usageBarOf(const store::QuotaUsage& usage, const QLocale& locale);

class UsageBars : public QWidget {
  Q_OBJECT
 public:
  explicit UsageBars(const QLocale& locale, QWidget* parent = nullptr);
  void setRows(const QVector<store::UsageRow>& rows);
  void setBars(QVector<UsageBar> bars);
  [[nodiscard]] const QVector<UsageBar>& bars() const { return bars_; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] int heightOf(const UsageBar& bar) const;
  void paintWords(QPainter& painter, const QRect& rect, const UsageBar& bar) const;
  QLocale locale_;
  QVector<UsageBar> bars_;
};

}  // namespace billing::ui
