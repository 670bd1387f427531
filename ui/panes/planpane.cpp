#include "ui/panes/planpane.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "models/planmodel.h"
#include "support/whendone.h"
#include "ui/bulk/bulkactions.h"
#include "ui/details/plandetail.h"
#include "ui/presenters/plancatalogue.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/catalogueview.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/planmatrix.h"

namespace billing::ui {

namespace {

constexpr int kMostMatrixRows = 5;
constexpr int kMostProblemsSaid = 4;
constexpr int kMostPlans = 200;  // a matrix beyond that is a list; the list below shows all

bool sellsByRules(const PaneContext& context) {
  return context.services.desk != nullptr && !context.services.desk->rules().rules.empty();
}

ListPaneSpec planSpec(bool demo, bool byRules) {
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
  spec.columns = {{"name", 20}, {"interval_unit", 12}, {"amount", 12},   {"catalogue", 20}, {"subscribers", 12},
                  {"mrr", 14},  {"active", 13},        {"provider", 10}, {"product_id", 30}};
  spec.sumField = "mrr";
  spec.emptyIcon = QStringLiteral("plans");
  spec.emptyTitle = byRules ? P::tr("No price told yet") : P::tr("No plan known yet");
  spec.emptyWhy = P::tr("Products and prices appear with the first subscription or payment that names them.");
  spec.emptyAction = demo ? P::tr("Fill with demo data") : P::tr("Fire a test event…");
  spec.readable = true;
  return spec;
}

std::unique_ptr<models::WindowedModel> planModel(const PaneContext& context) {
  auto& source = context.services.queries.plans();
  if (!sellsByRules(context)) return std::make_unique<models::PlanModel>(source, context.words);
  const operations::RulesContext rules = context.services.desk->rules();
  return std::make_unique<models::PlanModel>(source, models::planTable(rules.rules, rules.live), context.words);
}

/// The first ones in words; how many there are besides.
QString problemText(const QStringList& problems) {
  if (problems.isEmpty()) return {};
  const QString said = problems.mid(0, kMostProblemsSaid).join(QStringLiteral(" · "));
  const qsizetype more = problems.size() - kMostProblemsSaid;
  return more > 0 ? PlanPane::tr("%1 · and %2 more").arg(said).arg(more) : said;
}

QString otherModeText(int ids, bool live) {
  if (live)
    return PlanPane::tr("%1 test ids are missing or placeholders: nothing can be tried out with them.").arg(ids);
  return ids == 1 ? PlanPane::tr("Before going live: 1 live id is missing or a placeholder.")
                  : PlanPane::tr("Before going live: %1 live ids are missing or placeholders.").arg(ids);
}

}  // namespace

PlanPane::PlanPane(const PaneContext& context, QWidget* parent)
    : ListPane(context, planSpec(context.services.demo != nullptr, sellsByRules(context)), planModel(context),
               context.services.admin == nullptr ? nullptr : new PlanDetail(context), parent) {
  build();
  // The catalogue above takes its room: in a low window the end of the detail waits below the edge.
  if (auto* shown = findChild<PlanDetail*>()) shown->setMinimumHeight(fontMetrics().height() * 9);
  if (auto* buttons = planButtons(context, this)) addHeaderWidget(buttons);
  context.updater.add(&model(), store::Entity::Price, {store::Entity::Subscription});
  connect(&model(), &models::WindowedModel::countsChanged, this, &PlanPane::loadMatrix);
  throttle_.setSingleShot(true);
  throttle_.setInterval(500);
  connect(&throttle_, &QTimer::timeout, this, &PlanPane::loadMatrix);
  connect(&context.updater, &models::ModelUpdater::changed, this, [this](const std::vector<store::Change>& changes) {
    const bool subscribers = std::any_of(changes.begin(), changes.end(),
                                         [](const auto& c) { return c.entity == store::Entity::Subscription; });
    if (subscribers && hasCatalogue() && !throttle_.isActive()) throttle_.start();
  });
  connect(&table(), &DataTable::rowOpened, this, [this](qint64) {
    showSubscribers(
        model().index(table().currentIndex().row(), model().columnOf("name")).data(models::RawValueRole).toString());
  });
}

void PlanPane::build() {
  auto* column = static_cast<QVBoxLayout*>(layout());
  if (sellsByRules(context())) {
    buildCatalogue(*column);
    return;
  }
  matrix_ = new PlanMatrix(context().words.locale);
  column->insertWidget(1, matrix_);
  matrix_->hide();
  connect(matrix_, &PlanMatrix::planOpened, this, &PlanPane::showSubscribers);
}

/// There before any price was told: what is sold does not depend on what has arrived.
void PlanPane::buildCatalogue(QVBoxLayout& column) {
  problems_ = new NoteStrip;
  problems_->setObjectName(QStringLiteral("catalogueProblems"));
  problems_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* margin = new QHBoxLayout;
  margin->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 1));
  margin->addWidget(problems_);
  catalogue_ = new CatalogueView;
  column.insertLayout(1, margin);
  column.insertWidget(2, catalogue_);
  auto* told = new QLabel(tr("Prices as the provider told of them"));
  told->setFont(captionFont(font()));
  told->setForegroundRole(QPalette::PlaceholderText);
  told->setContentsMargins(space(this, 4), space(this, 2), space(this, 4), 0);
  told->setMinimumHeight(told->sizeHint().height());
  column.insertWidget(3, told);
  setTabOrder(catalogue_, &table());
  connect(catalogue_, &CatalogueView::subscribersWanted, this, &PlanPane::showSubscribersOf);
  connect(catalogue_, &CatalogueView::copied, &context().navigator, &Navigator::noticed);
  showCatalogue({});
}

void PlanPane::showCatalogue(const QVector<store::PlanRow>& plans) {
  const operations::RulesContext rules = context().services.desk->rules();
  const Catalogue catalogue = catalogueOf(rules, plans, context().words.locale);
  catalogue_->setCatalogue(catalogue, rules.live, context().words.locale);
  if (catalogue.problems.isEmpty() && catalogue.otherModeIds > 0)
    problems_->say(Tone::Info, QStringLiteral("info"), otherModeText(catalogue.otherModeIds, rules.live));
  else
    problems_->say(Tone::Warning, QStringLiteral("warning"), problemText(catalogue.problems));
  problems_->setToolTip(catalogue.problems.join(QLatin1Char('\n')));
  fitCatalogue();
}

/// All of it where there is room; else the list below keeps its share.
void PlanPane::fitCatalogue() {
  if (hasCatalogue()) catalogue_->setMaximumHeight(qMax(catalogue_->minimumSizeHint().height(), height() * 3 / 5));
}

void PlanPane::resizeEvent(QResizeEvent* event) {
  ListPane::resizeEvent(event);
  fitCatalogue();
}

void PlanPane::copySelection() {
  if (!hasCatalogue() || !catalogue_->hasFocus())
    ListPane::copySelection();
  else if (catalogue_->copyId().isEmpty())
    Q_EMIT context().navigator.noticed(tr("This cell has no product id"));
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
  if (hasCatalogue()) {
    showCatalogue(plans);
    return;
  }
  matrix_->setVisible(!plans.isEmpty());
  matrix_->setPlans(plans);
  const int rows = qMin(matrix_->rowCount(), kMostMatrixRows);
  matrix_->setFixedHeight(rows * matrix_->verticalHeader()->defaultSectionSize() +
                          matrix_->horizontalHeader()->sizeHint().height() + space(this, 1));
}

void PlanPane::showSubscribersOf(const QString& plan, const QString& productId) {
  if (productId.isEmpty()) {
    showSubscribers(plan);
    return;
  }
  store::ListQuery query;
  query.filters = {{"product_id", store::FilterOp::Is, {productId}}};
  Q_EMIT context().navigator.listWanted(PaneId::Subscriptions, query);
}

void PlanPane::showSubscribers(const QString& plan) {
  store::ListQuery query;
  query.filters = {{"plan", store::FilterOp::Contains, {plan}}};
  Q_EMIT context().navigator.listWanted(PaneId::Subscriptions, query);
}

}  // namespace billing::ui
