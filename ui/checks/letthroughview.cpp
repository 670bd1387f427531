#include "ui/checks/letthroughview.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/jobrows.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

LetThroughView::LetThroughView(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      stack_(new QStackedWidget),
      empty_(new EmptyState),
      rows_(models::letThroughTable(), context.words) {
  setObjectName(QStringLiteral("letThroughView"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(stack_);
  table_ = shortTable(QStringLiteral("table_letThrough"), tr("Let in unchecked"), &rows_,
                      {QStringLiteral("account"), QStringLiteral("what"), QStringLiteral("action"),
                       QStringLiteral("reason"), QStringLiteral("at")});
  setColumnWidths(*table_, {{"account", 34}, {"what", 14}, {"action", 22}, {"at", 16}}, "reason");
  empty_->say(
      QStringLiteral("shield"), tr("Nobody was let in unchecked"),
      tr("When a quota or an entitlement cannot be looked up and the workspace says “allow”, the request is let "
         "through and appears here."));
  stack_->addWidget(empty_);
  stack_->addWidget(table_);
  connect(table_, &DataTable::rowOpened, this, [this](qint64 id) {
    const auto& rows = rows_.rows();
    if (id >= 1 && id <= rows.size()) Q_EMIT context_.navigator.accountWanted(rows.at(id - 1).row.accountKey);
  });
  throttle_.setSingleShot(true);
  throttle_.setInterval(1000);
  connect(&throttle_, &QTimer::timeout, this, [this] {
    if (isVisible() && !loading_) refresh();
  });
  connect(&context.updater, &models::ModelUpdater::changed, this, [this](const std::vector<store::Change>& changes) {
    for (const auto& change : changes)
      if (change.entity == store::Entity::Account && !throttle_.isActive()) throttle_.start();
  });
  refresh();
}

void LetThroughView::refresh() {
  cancel_.cancel();
  cancel_ = CancelToken();
  loading_ = true;
  whenDone(context_.services.desk->letThrough(cancel_), this,
           [this, token = cancel_](const Result<QVector<store::LetThroughRow>>& rows) {
             if (token.cancelled()) return;
             loading_ = false;
             if (rows) {
               rows_.setRows(numbered(*rows));
               stack_->setCurrentIndex(rows->isEmpty() ? 0 : 1);
             } else {
               Q_EMIT failed(rows.error());
             }
             Q_EMIT changed();
           });
}

void LetThroughView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (!loading_) refresh();
}

}  // namespace billing::ui
