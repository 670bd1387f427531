// Who may do what in this workspace: the people, a form to add or change one with a reason, the table of rights, and
// whether all that binds or guides.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class ErrorBanner;
class NoteStrip;

class PeopleDialog : public QDialog {
  Q_OBJECT
 public:
  /// With a desk for changes by hand only.
  PeopleDialog(const PaneContext& context, QWidget* parent);
  ~PeopleDialog() override { cancel_.cancel(); }

 private:
  QWidget* buildPeople();
  QLayout* buildForm();
  QWidget* buildMatrix();
  void reload();
  void showPeople(const QVector<store::PersonRow>& people);
  void showStanding();
  void edit(int row);
  void save();
  void refreshSave();
  const PaneContext& context_;
  CancelToken cancel_;
  QVector<store::PersonRow> people_;
  QLabel* standing_;
  NoteStrip* enforced_;
  ErrorBanner* banner_;
  QTableWidget* table_;
  QLineEdit* name_;
  QComboBox* role_;
  QCheckBox* mayApprove_;
  QCheckBox* active_;
  QLineEdit* reason_;
  QPushButton* save_;
};

}  // namespace billing::ui
