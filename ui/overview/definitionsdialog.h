// How each figure is defined, what else it could mean, and what the other choice would make of the numbers, side by
// side, before anybody switches.
#pragma once

#include <QButtonGroup>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>

#include "operations/finance/financevalues.h"
#include "support/canceltoken.h"
#include "ui/panes/panecontext.h"

class QVBoxLayout;

namespace billing::ui {

class ErrorBanner;
class ProgressLine;

class DefinitionsDialog : public QDialog {
  Q_OBJECT
 public:
  /// Only where there is a finance desk. Compares over `period`.
  DefinitionsDialog(const PaneContext& context, const operations::FinancePeriod& period, QWidget* parent);
  ~DefinitionsDialog() override { cancel_.cancel(); }
  [[nodiscard]] bool isAsking() const { return asking_ > 0; }

 Q_SIGNALS:
  void compared();

 private:
  void build();
  QWidget* buildTerm();
  void addChoice(QVBoxLayout& column);
  void load();
  void showTerms(const QVector<operations::Definition>& terms);
  void showTerm();
  void compare(const QString& term);
  void showEffect(const operations::DefinitionEffect& effect);
  void showChoices(const operations::Definition& term);
  void judge();
  void choose();
  [[nodiscard]] const operations::Definition* term() const;
  [[nodiscard]] QString chosenKey() const;

  const PaneContext& context_;
  operations::FinancePeriod period_;
  CancelToken cancel_, comparing_;
  int asking_ = 0;
  QVector<operations::Definition> terms_;
  QListWidget* list_;
  QLabel *title_, *since_, *over_;
  QVBoxLayout* choices_ = nullptr;
  QButtonGroup* group_;
  QTableWidget* table_;
  QLineEdit* reason_;
  QPushButton* use_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
};

}  // namespace billing::ui
