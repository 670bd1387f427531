// What came of the events that were sent: answer, request as it left, timing; and every send of this dialog to look at
// again.
#pragma once

#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVector>
#include <QWidget>

#include "models/modelcontext.h"
#include "operations/fireevent.h"

namespace billing::ui {

struct SentEvent {
  qint64 at = 0;
  QString type;
  QUrl url;
  Result<operations::FireOutcome> outcome;
};

class FireResult : public QWidget {
  Q_OBJECT
 public:
  explicit FireResult(models::ModelContext context, QWidget* parent = nullptr);
  void add(const SentEvent& sent);
  [[nodiscard]] QString headline() const { return headline_->text(); }
  [[nodiscard]] int count() const { return static_cast<int>(sent_.size()); }

 private:
  void show(int index);
  models::ModelContext context_;
  QVector<SentEvent> sent_;
  QLabel* headline_;
  QTabWidget* tabs_;
  QPlainTextEdit* response_;
  QPlainTextEdit* request_;
  QTreeWidget* history_;
};

}  // namespace billing::ui
