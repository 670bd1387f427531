// A month's closing as a folder of files. Opens on the month that has just ended, so that Enter is all it takes.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>

#include "reports/reportsdesk.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class NoteStrip;

class MonthEndDialog : public QDialog {
  Q_OBJECT
 public:
  MonthEndDialog(const PaneContext& context, QWidget* parent);

 Q_SIGNALS:
  void wanted(const billing::reports::MonthEndWish& wish);

 private:
  void build();
  void fillMonths();
  void browse();
  void judge();
  [[nodiscard]] QString whyNot() const;
  void write();

  const PaneContext& context_;
  QComboBox* month_;
  QComboBox* zone_;
  QComboBox* style_;
  QLineEdit* folder_;
  QCheckBox* replace_;
  NoteStrip* note_;
  QPushButton* write_;
};

}  // namespace billing::ui
