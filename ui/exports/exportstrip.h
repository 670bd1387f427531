// The status bar's part for exports: how far the newest one is, with a button that cancels it; then what came of it,
// with a button that opens its folder. The exports before it are in its menu.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>

#include "ui/exports/exportboard.h"

namespace billing::ui {

/// "invoices.csv: 12,000 of 100,000 rows, 45,000 a second, 2 s left"
[[nodiscard]] QString exportProgressText(const ExportBoard::Job& job, const QLocale& locale);
/// "invoices.csv: 1,204 rows, checked" (of a PDF "whole"), or why there is none.
[[nodiscard]] QString exportResultText(const ExportBoard::Job& job, const QLocale& locale);

class ExportStrip : public QWidget {
  Q_OBJECT
 public:
  /// `board` outlives the strip.
  explicit ExportStrip(ExportBoard& board, QWidget* parent = nullptr);

 private:
  void refresh();
  void openFolder(const QString& path);
  void fillHistory();
  ExportBoard& board_;
  QLabel* text_;
  QPushButton* cancel_;
  QPushButton* folder_;
  QToolButton* history_;
};

}  // namespace billing::ui
