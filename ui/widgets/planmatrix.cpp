#include "ui/widgets/planmatrix.h"

#include <QHeaderView>
#include <QMap>
#include <QPainter>
#include <QRegularExpression>
#include <QStyledItemDelegate>

#include "models/facts.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/tableheader.h"

namespace billing::ui {

namespace {

constexpr int kCaptionRole = Qt::UserRole + 1;
using PlanKey = QPair<QString, int>;  // interval unit and count

/// Day, week, month, year, then one-off: the order in which people read price lists.
int intervalRank(const PlanKey& key) {
  static const QStringList units = {QStringLiteral("day"), QStringLiteral("week"), QStringLiteral("month"),
                                    QStringLiteral("year")};
  const int unit = static_cast<int>(units.indexOf(key.first));
  return (unit < 0 ? 99 : unit) * 1000 + key.second;
}

/// Name or price above, what it means below in a quiet voice.
class MatrixDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Tokens& tokens = tokensFor(option.palette);
    const QFontMetrics metrics(option.font);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QString caption = index.data(kCaptionRole).toString();
    painter->fillRect(option.rect, selected ? tokens.selected : tokens.surface);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      mixed(tokens.hairline, tokens.surface, 0.55));
    const QRect r =
        option.rect.adjusted(space(metrics, index.column() == 0 ? 4 : 2), space(metrics, 1.5), 0, -space(metrics, 1.5));
    painter->setFont(index.column() == 0 ? strongFont(option.font) : option.font);
    painter->setPen(index.data(Qt::UserRole).isNull() && caption.isEmpty() ? tokens.muted : tokens.text);
    painter->drawText(r, (caption.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop) | Qt::AlignLeft,
                      index.data(Qt::DisplayRole).toString());
    painter->setFont(captionFont(option.font));
    painter->setPen(tokens.muted);
    painter->drawText(r, Qt::AlignBottom | Qt::AlignLeft, caption);
  }
};

}  // namespace

QString planFamily(const QString& name) {
  static const QRegularExpression suffix(
      QStringLiteral("\\s*(\\([A-Z]{3}\\)|\\b(monthly|yearly|annual(ly)?|weekly|daily|quarterly)\\b)\\s*$"),
      QRegularExpression::CaseInsensitiveOption);
  QString family = name;
  for (QString before; before != family;) {
    before = family;
    family.remove(suffix);
  }
  return family.trimmed().isEmpty() ? name : family.trimmed();
}

PlanMatrix::PlanMatrix(QLocale locale, QWidget* parent) : QTableWidget(parent), locale_(std::move(locale)) {
  setObjectName(QStringLiteral("planMatrix"));
  setAccessibleName(tr("Plans by interval"));
  setHorizontalHeader(new TableHeader(this));
  setItemDelegate(new MatrixDelegate(this));
  setEditTriggers(NoEditTriggers);
  setShowGrid(false);
  setTabKeyNavigation(false);
  setFrameShape(QFrame::NoFrame);
  setSelectionMode(SingleSelection);
  verticalHeader()->hide();
  connect(this, &QTableWidget::cellActivated, this,
          [this](int row, int) { Q_EMIT planOpened(item(row, 0)->data(Qt::UserRole).toString()); });
}

void PlanMatrix::setPlans(const QVector<store::PlanRow>& plans) {
  QMap<QString, QMap<PlanKey, QVector<store::PlanRow>>> byName;
  QVector<PlanKey> intervals;
  for (const auto& plan : plans) {
    const PlanKey key{plan.intervalUnit, plan.intervalCount};
    byName[plan.name.isEmpty() ? plan.productId : planFamily(plan.name)][key].push_back(plan);
    if (!intervals.contains(key)) intervals.push_back(key);
  }
  std::sort(intervals.begin(), intervals.end(),
            [](const PlanKey& a, const PlanKey& b) { return intervalRank(a) < intervalRank(b); });
  clear();
  setRowCount(static_cast<int>(byName.size()));
  setColumnCount(static_cast<int>(intervals.size()) + 1);
  QStringList heads{tr("Plan")};
  for (const PlanKey& key : intervals) heads << models::intervalText(key.first, key.second);
  setHorizontalHeaderLabels(heads);
  int row = 0;
  for (auto it = byName.cbegin(); it != byName.cend(); ++it, ++row) {
    auto* name = new QTableWidgetItem(it.key());
    name->setData(Qt::UserRole, it.key());
    setItem(row, 0, name);
    for (int column = 0; column < intervals.size(); ++column)
      putCell(row, column + 1, it.value().value(intervals.at(column)));
  }
  for (int column = 0; column < columnCount(); ++column) setColumnWidth(column, chars(this, column == 0 ? 24 : 26));
  verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 2 + space(this, 3));
}

void PlanMatrix::putCell(int row, int column, const QVector<store::PlanRow>& plans) {
  if (plans.isEmpty()) {
    setItem(row, column, new QTableWidgetItem(QStringLiteral("–")));
    return;
  }
  QStringList prices;
  QStringList ids;
  int subscribers = 0;
  for (const auto& plan : plans) {
    const QString price = moneyText(plan.amountMinor, plan.currency, locale_);
    if (!prices.contains(price)) prices << price;
    subscribers += plan.activeSubscribers;
    ids << tr("%1 · MRR %2%3")
               .arg(plan.priceId.isEmpty() ? plan.productId : plan.priceId,
                    moneyText(plan.mrrMinor, plan.currency, locale_),
                    plan.active ? QString() : tr(" · no longer sold"));
  }
  const QString many = subscribers == 1 ? tr("1 subscriber") : tr("%1 subscribers").arg(locale_.toString(subscribers));
  auto* cell = new QTableWidgetItem(prices.join(QStringLiteral("  ·  ")));
  cell->setData(kCaptionRole, many);
  cell->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(cell->text(), many));
  cell->setToolTip(ids.join(QLatin1Char('\n')));
  setItem(row, column, cell);
}

}  // namespace billing::ui
