// What happened, newest first: events, payments and invoices of one customer or subscription on one line of time.
#pragma once

#include <QListView>
#include <QStandardItemModel>

#include "models/modelcontext.h"
#include "ui/navigator.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

struct TimelineEntry {
  qint64 at = 0;  ///< epoch ms
  QString icon;
  Tone tone = Tone::Muted;
  QString title;
  QString caption;
  QString amount;                  ///< with its currency; empty: none
  PaneId pane = PaneId::Webhooks;  ///< where its row is
  qint64 row = 0;
};

class Timeline : public QListView {
  Q_OBJECT
 public:
  Timeline(models::ModelContext context, QWidget* parent = nullptr);
  /// In any order; shown newest first.
  void setEntries(QVector<TimelineEntry> entries);
  [[nodiscard]] const QVector<TimelineEntry>& entries() const { return entries_; }

 Q_SIGNALS:
  void opened(billing::ui::PaneId pane, qint64 row);

 private:
  models::ModelContext context_;
  QStandardItemModel model_;
  QVector<TimelineEntry> entries_;
};

}  // namespace billing::ui
