// A rehearsal on a copy of the database: who would be hit and by how much. Nothing is changed, nobody is called.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "models/rowsmodel.h"
#include "operations/bulkdesk.h"
#include "ui/bulk/bulktables.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class DataTable;
class ErrorBanner;
class NoteStrip;

class RehearsalDialog : public QDialog {
  Q_OBJECT
 public:
  /// Begins at once, but a migration without prices: these are asked for first. Only where there is a bulk desk.
  RehearsalDialog(const PaneContext& context, const operations::RehearsalWish& wish, QWidget* parent);
  ~RehearsalDialog() override { cancel_.cancel(); }
  [[nodiscard]] bool isRunning() const { return running_; }

 Q_SIGNALS:
  void shown();
  /// The migration is to be done for real.
  void migrationWanted(const billing::operations::PriceMigration& migration);

 private:
  void build();
  QWidget* buildPrices();
  QWidget* buildTables();
  QWidget* buildButtons();
  void fillPrices(QComboBox& box, const std::string& chosen);
  void begin();
  void showRehearsal(const operations::Rehearsal& rehearsal);
  void save(bool csv);
  [[nodiscard]] bool isMigration() const { return wish_.kind == operations::RehearsalWish::Kind::Migration; }

  const PaneContext& context_;
  operations::RehearsalWish wish_;
  operations::Rehearsal rehearsal_;
  bool running_ = false;
  CancelToken cancel_;
  models::RowsModel<Numbered<operations::RehearsalLine>> lines_;
  models::RowsModel<Numbered<operations::RehearsalSum>> sums_;
  QLabel* title_;
  QLabel* sentence_;
  NoteStrip* note_;
  ErrorBanner* banner_;
  QProgressBar* bar_;
  QComboBox* from_;
  QComboBox* to_;
  DataTable* sumsTable_ = nullptr;
  DataTable* linesTable_ = nullptr;
  QPushButton* again_;
  QPushButton* csv_;
  QPushButton* json_;
  QPushButton* forReal_;
};

}  // namespace billing::ui
