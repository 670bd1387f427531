// What waits for a second person: each with who asked, why, until when, and the whole preview that was seen; to agree
// to or to turn down.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include "ui/panes/panecontext.h"
#include "ui/widgets/factscard.h"

namespace billing::ui {

class ErrorBanner;

class ApprovalsDialog : public QDialog {
  Q_OBJECT
 public:
  /// With a desk for changes by hand only.
  ApprovalsDialog(const PaneContext& context, QWidget* parent);
  ~ApprovalsDialog() override { cancel_.cancel(); }

 private:
  QWidget* buildDetail();
  QLayout* buildDecision();
  void reload();
  void showCalls(const QVector<store::OutboxRow>& calls);
  void showCall(int index);
  void refreshDecision();
  [[nodiscard]] QString sentenceOf(const store::OutboxRow& call) const;
  [[nodiscard]] QVector<FactItem> previewFacts(const QByteArray& json) const;
  [[nodiscard]] QString whyNotApprove(const store::OutboxRow& call) const;
  void decide(bool approve);
  const PaneContext& context_;
  CancelToken cancel_;
  QVector<store::OutboxRow> calls_;
  QListWidget* list_;
  QLabel* empty_;
  QWidget* detail_;
  QLabel* title_;
  FactsCard* facts_;
  ErrorBanner* banner_;
  QLineEdit* note_;
  QLabel* why_;
  QPushButton* approve_;
  QPushButton* reject_;
};

}  // namespace billing::ui
