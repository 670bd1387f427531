// How the rows shown become a file: format, columns, place. Enter writes it with what was chosen last for this list.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <optional>

#include "ui/exports/exportboard.h"
#include "ui/exports/exportchoices.h"
#include "ui/exports/exportseed.h"
#include "ui/panes/panecontext.h"

class QFormLayout;

namespace billing::ui {

class ErrorBanner;
class NoteStrip;

class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  ExportDialog(const PaneContext& context, ExportSeed seed, std::optional<reports::Format> format, QWidget* parent);

 Q_SIGNALS:
  void wanted(const billing::ui::ExportOrder& order);

 private:
  void build();
  QWidget* buildFields();
  QWidget* buildPlace();
  QWidget* buildButtons();
  void fillColumns();
  void showChoices(std::optional<reports::Format> format);
  void connectFields();
  [[nodiscard]] ExportChoices choices() const;
  [[nodiscard]] QByteArrayList columns() const;
  [[nodiscard]] bool onlySelected() const;
  void formatChanged();
  void browse();
  /// What stands in the way, if anything does.
  void judge();
  [[nodiscard]] QString whyNot() const;
  void write();

  const PaneContext& context_;
  ExportSeed seed_;
  QComboBox* rows_;
  QComboBox* format_;
  QComboBox* preset_;
  QComboBox* style_;
  QCheckBox* mark_;
  QCheckBox* titles_;
  QCheckBox* minor_;
  QCheckBox* escape_;
  QCheckBox* local_;
  QCheckBox* letter_;
  QListWidget* columns_;
  QLineEdit* path_;
  QCheckBox* replace_;
  NoteStrip* note_;
  ErrorBanner* banner_;
  QPushButton* write_;
  QFormLayout* form_ = nullptr;
};

}  // namespace billing::ui
