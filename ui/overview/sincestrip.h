// One quiet line: what has changed since somebody last said that they have seen it.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "ui/panes/panecontext.h"
#include "ui/presenters/lastvisit.h"

namespace billing::ui {

class SinceStrip : public QWidget {
  Q_OBJECT
 public:
  explicit SinceStrip(const PaneContext& context, QWidget* parent = nullptr);
  /// The first figures ever shown count as seen; from then on a person says so. `zone`: that the months are counted in.
  void showChanges(const QVector<operations::MonthRow>& months, const QString& zone, const store::OverviewFacts& facts);
  void markSeen();
  [[nodiscard]] QString text() const { return plain_; }

 Q_SIGNALS:
  void opened(operations::Metric metric, const QString& currency, qint64 since);
  void pastDueWanted();

 private:
  void refresh();
  void follow(const QString& link);
  [[nodiscard]] QString person() const;
  [[nodiscard]] QString workspace() const;
  const PaneContext& context_;
  QVector<operations::MonthRow> months_;
  QString zone_;
  store::OverviewFacts facts_;
  QVector<SinceChange> changes_;
  qint64 seenAt_ = 0;
  QString plain_;
  QLabel* line_;
  QPushButton* seen_;
};

}  // namespace billing::ui
