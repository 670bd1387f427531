// Which months, in which zone, in which currency: chosen once for the whole overview, remembered, always named.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QWidget>

#include "ui/panes/panecontext.h"
#include "ui/presenters/financeperiods.h"

namespace billing::ui {

class PeriodPicker : public QWidget {
  Q_OBJECT
 public:
  /// `memory` is the group of settings that it keeps its choice in.
  PeriodPicker(const PaneContext& context, QString memory, QWidget* parent = nullptr);

  [[nodiscard]] operations::FinancePeriod period() const;
  [[nodiscard]] PeriodChoice choice() const { return choice_; }
  [[nodiscard]] QString zone() const;  ///< never empty
  [[nodiscard]] QString currency() const { return currency_; }
  /// Shown only where there are several; a currency that was chosen before comes back with its rows.
  void setCurrencies(const QStringList& currencies);
  void choose(PeriodChoice choice);
  /// From the month of `from` to the month of `to`.
  void chooseMonths(QDate from, QDate to);

 Q_SIGNALS:
  void changed();          ///< period or zone: the figures have to be asked anew
  void currencyChanged();  ///< another part of what was answered

 private:
  void fillZones();
  void restore();
  void keep();
  void periodActivated(int index);
  void showNames();
  const PaneContext& context_;
  QString memory_;
  PeriodChoice choice_ = PeriodChoice::ThisMonth;
  QDate from_, to_;  ///< Custom
  QString currency_;
  QComboBox* periods_;
  QComboBox* zones_;
  QComboBox* currencies_;
  QLabel* name_;
};

}  // namespace billing::ui
