#include "ui/panes/planpane.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include "models/planmodel.h"
#include "support/whendone.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/planmatrix.h"

namespace billing::ui {

namespace {

constexpr int kMostMatrixRows = 5;
constexpr int kMostPlans = 200;  // a matrix beyond that is a list; the list below shows all

ListPaneSpec planSpec(bool demo) {
  using P = PlanPane;
  ListPaneSpec spec;
  spec.list = QStringLiteral("plans");
  spec.title = P::tr("Plans");
  spec.searchHint = P::tr("Search plan or product id");
  spec.filters = {{"interval_unit", P::tr("Interval"), FilterKind::Choice},
                  {"amount", P::tr("Price"), FilterKind::Amount},
                  {"subscribers", P::tr("Subscribers"), FilterKind::Number},
                  {"active", P::tr("Sold now"), FilterKind::Flag},
                  {"name", P::tr("Plan"), FilterKind::Text}};
  spec.columns = {{"name", 20}, {"interval_unit", 12}, {"amount", 12},   {"subscribers", 12},
                  {"mrr", 14},  {"active", 13},        {"provider", 10}, {"product_id", 30}};
  spec.sumField = "mrr";
  spec.emptyIcon = QStringLiteral("plans");
  spec.emptyTitle = P::tr("No plan known yet");
  spec.emptyWhy = P::tr("Products and prices appear with the first subscription or payment that names them.");
  spec.emptyAction = demo ? P::tr("Fill with demo data") : P::tr("Fire a test event…");
  return spec;
}

}  // namespace

PlanPane::PlanPane(const PaneContext& context, QWidget* parent)
    : ListPane(context, planSpec(context.services.demo != nullptr),
               std::make_unique<models::PlanModel>(context.services.queries.plans(), context.words), nullptr, parent),
      matrix_(new PlanMatrix(context.words.locale)) {
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->insertWidget(1, matrix_);
  matrix_->hide();
  context.updater.add(&model(), store::Entity::Price, {store::Entity::Subscription});
  connect(&model(), &models::WindowedModel::countsChanged, this, &PlanPane::loadMatrix);
  connect(matrix_, &PlanMatrix::planOpened, this, &PlanPane::showSubscribers);
  connect(&table(), &DataTable::rowOpened, this, [this](qint64) {
    showSubscribers(
        model().index(table().currentIndex().row(), model().columnOf("name")).data(models::RawValueRole).toString());
  });
}

void PlanPane::loadMatrix() {
  cancel_.cancel();
  cancel_ = CancelToken();
  matrixLoading_ = true;
  whenDone(context().services.queries.plans().firstPage({}, kMostPlans, cancel_), this,
           [this, token = cancel_](const Result<QVector<store::PlanRow>>& plans) {
             if (token.cancelled()) return;  // a newer question is on its way
             matrixLoading_ = false;
             if (plans) showMatrix(*plans);  // a failure is told by the list below, in its banner
             if (isSettled()) Q_EMIT settled();
           });
}

void PlanPane::showMatrix(const QVector<store::PlanRow>& plans) {
  matrix_->setVisible(!plans.isEmpty());
  matrix_->setPlans(plans);
  const int rows = qMin(matrix_->rowCount(), kMostMatrixRows);
  matrix_->setFixedHeight(rows * matrix_->verticalHeader()->defaultSectionSize() +
                          matrix_->horizontalHeader()->sizeHint().height() + space(this, 1));
}

void PlanPane::showSubscribers(const QString& plan) {
  store::ListQuery query;
  query.filters = {{"plan", store::FilterOp::Contains, {plan}}};
  Q_EMIT context().navigator.listWanted(PaneId::Subscriptions, query);
}

}  // namespace billing::ui
