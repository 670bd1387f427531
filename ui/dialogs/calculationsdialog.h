// Whether the program calculates as its worked cases say: progress, a line for each kind, a line for each case that
// comes out otherwise, and at the end "N of M as expected".
#pragma once

#include <QDialog>
#include <QFutureWatcher>
#include <QLabel>
#include <QProgressBar>
#include <QTableWidget>

#include "operations/calculations/checkcalculations.h"

namespace billing::ui {

class CalculationsDialog : public QDialog {
  Q_OBJECT
 public:
  /// Starts at once, off the window's thread. `cases` are those that ship with the program unless a test gives others.
  explicit CalculationsDialog(QWidget* parent, QByteArray cases = {});
  /// What still runs is stopped.
  ~CalculationsDialog() override { cancel_.cancel(); }

 private:
  using Report = Result<operations::CalculationReport>;
  void start(QByteArray cases);
  void show(const Report& report);
  void addLine(const QString& what, const QString& result, const QString& detail);

  CancelToken cancel_;
  QFutureWatcher<Report> watcher_;
  QProgressBar* progress_;
  QTableWidget* results_;
  QLabel* verdict_;
};

}  // namespace billing::ui
