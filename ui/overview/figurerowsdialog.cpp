#include "ui/overview/figurerowsdialog.h"

#include <QHeaderView>
#include <QScreen>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/details/detailpage.h"
#include "ui/overview/openobject.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/financeperiods.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

using operations::FigureRows;

FigureRowsDialog::FigureRowsDialog(const PaneContext& context, const QString& title,
                                   const operations::FinancePeriod& period, RowSource source, QWidget* parent)
    : QDialog(parent),
      context_(context),
      title_(title),
      period_(period),
      source_(std::move(source)),
      place_(new QWidget),
      value_(new QLabel),
      explanation_(new QLabel),
      sum_(new QLabel),
      banner_(new ErrorBanner),
      progress_(new ProgressLine),
      empty_(new EmptyState) {
  setObjectName(QStringLiteral("figureRows"));
  setWindowTitle(tr("%1, %2").arg(title, periodText(period)));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  resize(QSize(chars(this, 118), fontMetrics().height() * 38).boundedTo(screen()->availableSize() * 95 / 100));
  load();
}

void FigureRowsDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  column->addWidget(progress_);
  inside_ = new QVBoxLayout;
  inside_->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  inside_->setSpacing(space(this, 3));
  addHead(*inside_);
  auto* place = new QVBoxLayout(place_);
  place->setContentsMargins(0, 0, 0, 0);
  place->addWidget(empty_);
  empty_->hide();
  inside_->addWidget(place_, 1);
  addFoot(*inside_);
  column->addLayout(inside_, 1);
  connect(banner_, &ErrorBanner::actionTriggered, this, &FigureRowsDialog::load);
}

void FigureRowsDialog::addHead(QVBoxLayout& column) {
  auto* title = new QLabel(title_);
  title->setObjectName(QStringLiteral("figureTitle"));
  title->setFont(strongFont(font()));
  auto* when = new QLabel(periodText(period_));
  when->setForegroundRole(QPalette::PlaceholderText);
  auto* line = new QHBoxLayout;
  line->addWidget(title);
  line->addWidget(when, 1);
  column.addLayout(line);
  value_->setObjectName(QStringLiteral("figureValue"));
  value_->setFont(figureFont(font()));
  value_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  explanation_->setObjectName(QStringLiteral("figureExplanation"));
  explanation_->setWordWrap(true);
  explanation_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column.addWidget(value_);
  column.addWidget(explanation_);
  column.addWidget(banner_);
}

void FigureRowsDialog::addFoot(QVBoxLayout& column) {
  auto* row = new QHBoxLayout;
  sum_->setObjectName(QStringLiteral("figureSum"));
  sum_->setWordWrap(true);
  auto* copy = new QPushButton(symbol(QStringLiteral("copy")), tr("&Copy all"));
  copy->setObjectName(QStringLiteral("figureCopy"));
  copy->setToolTip(tr("Copy every row with its part, for a spreadsheet"));
  connect(copy, &QPushButton::clicked, this, [this] {
    if (table_ == nullptr) return;
    table_->selectAll();
    Q_EMIT context_.navigator.noticed(tr("%1 rows copied").arg(table_->copy()));
  });
  auto* close = new QPushButton(tr("C&lose"));
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  row->addWidget(sum_, 1);
  row->addWidget(copy);
  if (context_.services.reports != nullptr) {
    auto* write = new QPushButton(tr("&Export…"));
    write->setObjectName(QStringLiteral("figureExport"));
    write->setToolTip(tr("Write exactly these rows into a file"));
    connect(write, &QPushButton::clicked, this, &FigureRowsDialog::exportRows);
    row->addWidget(write);
  }
  row->addWidget(close);
  for (auto* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  column.addLayout(row);
}

void FigureRowsDialog::load() {
  loading_ = true;
  progress_->setRunning(true);
  whenDone(source_(cancel_), this, [this](const Result<FigureRows>& rows) {
    loading_ = false;
    progress_->setRunning(false);
    if (rows) {
      banner_->dismiss();
      showRows(*rows);
    } else if (rows.error().kind != ErrorKind::Cancelled) {
      banner_->showError(rows.error(), tr("Try again"));
    }
    Q_EMIT loaded();
  });
}

void FigureRowsDialog::showRows(const FigureRows& rows) {
  rows_ = rows;
  const QLocale& locale = context_.words.locale;
  value_->setText(figureText(rows.figure, locale));
  value_->setAccessibleName(QStringLiteral("%1 %2").arg(title_, value_->text()));
  explanation_->setText(figureExplanation(rows.figure).join(QLatin1Char('\n')));
  if (table_ == nullptr) makeTable();
  sortBy(QByteArrayLiteral("part"), Qt::DescendingOrder);
  table_->setVisible(!rows.rows.isEmpty());
  empty_->setVisible(rows.rows.isEmpty());
  sum_->setText(sumText());
  if (!rows.rows.isEmpty()) table_->setCurrentIndex(model_->index(0, table_->horizontalHeader()->logicalIndex(0)));
  table_->setFocus();
}

// Its columns are known only with the figure: amounts, counts or credits.
void FigureRowsDialog::makeTable() {
  const operations::FigureKind kind = rows_.figure.kind;
  model_ = std::make_unique<models::RowsModel<PartRow>>(partTable(kind), context_.words);
  const bool roles =
      std::any_of(rows_.rows.cbegin(), rows_.rows.cend(), [](const auto& r) { return !r.role.isEmpty(); });
  QStringList columns{QStringLiteral("customer"), QStringLiteral("what"), QStringLiteral("at"), QStringLiteral("part")};
  if (roles) columns << QStringLiteral("role");
  columns << QStringLiteral("entity") << QStringLiteral("external_id");
  table_ = shortTable(QStringLiteral("table_figureRows"), tr("Rows of %1").arg(title_), model_.get(), columns);
  setColumnWidths(
      *table_, {{"customer", 24}, {"at", 13}, {"part", 15}, {"role", 14}, {"entity", 12}, {"external_id", 18}}, "what");
  empty_->say(QStringLiteral("overview"), tr("No rows"), tr("Nothing in these months counts into this figure."));
  QHeaderView* head = table_->horizontalHeader();
  head->setSortIndicatorShown(true);
  head->setSortIndicatorClearable(false);
  connect(head, &QHeaderView::sortIndicatorChanged, this,
          [this](int column, Qt::SortOrder order) { sortBy(model_->columns().at(column).field, order); });
  connect(table_, &DataTable::rowOpened, this, &FigureRowsDialog::openRow);
  place_->layout()->addWidget(table_);
}

/// Largest first: what makes the figure. A press on a head orders by it.
void FigureRowsDialog::sortBy(const QByteArray& field, Qt::SortOrder order) {
  model_->setRows(sortedParts(partRows(rows_), field, order));
  const QSignalBlocker quiet(table_->horizontalHeader());
  table_->horizontalHeader()->setSortIndicator(model_->columnOf(field), order);
}

void FigureRowsDialog::openRow(qint64 id) {
  if (id < 1 || id > rows_.rows.size()) return;
  const operations::FigureRow& row = rows_.rows.at(id - 1);
  openObject(context_.navigator, {row.entity, row.row, row.externalId, row.customerExternalId});
}

QString FigureRowsDialog::sumText() const {
  const QLocale& locale = context_.words.locale;
  const auto first = std::find_if(rows_.rows.cbegin(), rows_.rows.cend(),
                                  [](const auto& row) { return row.role != QLatin1String("denominator"); });
  const operations::FigureKind kind = first == rows_.rows.cend() ? rows_.figure.kind : partKind(rows_, *first);
  const QString sum = figureValueText(kind, rows_.sum, rows_.figure.currency, locale);
  const int count = static_cast<int>(rows_.rows.size());
  return count == 1 ? tr("1 row, sum %1").arg(sum) : tr("%1 rows, sum %2").arg(locale.toString(count), sum);
}

}  // namespace billing::ui
