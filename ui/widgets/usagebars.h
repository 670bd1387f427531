// Allowances as bars, each with value, limit and percentage as text: "API calls 7,100 of 10,000 calls 71 %".
#pragma once

#include <QLocale>
#include <QVector>
#include <QWidget>

#include "store/listrows.h"

namespace billing::ui {

/// Used thousandths of the limit; nullopt where no limit or no remainder is known.
[[nodiscard]] std::optional<qint64> usedThousandths(const store::UsageRow& row);
/// "7,100 of 10,000 calls used", "2,900 calls remain", "10,000 calls granted".
[[nodiscard]] QString usageText(const store::UsageRow& row, const QLocale& locale);

class UsageBars : public QWidget {
  Q_OBJECT
 public:
  explicit UsageBars(QLocale locale, QWidget* parent = nullptr);
  void setRows(const QVector<store::UsageRow>& rows);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] int lineHeight() const;
  QLocale locale_;
  QVector<store::UsageRow> rows_;
};

}  // namespace billing::ui
