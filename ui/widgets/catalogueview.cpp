#include "ui/widgets/catalogueview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include "models/facts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/tableheader.h"

namespace billing::ui {

namespace {

enum CellRole { LinesRole = Qt::UserRole + 1, AsideRole, TestIdRole, LiveIdRole, PlanRole };

/// How one line of a cell is said.
enum class Voice { Strong, Plain, Quiet, Id, Problem, Advice };
using CellLine = QPair<int, QString>;  // voice and words; an Id has its mode before a tab

QVariant asVariant(const QVector<CellLine>& lines) {
  QVariantList list;
  for (const CellLine& line : lines) list << line.first << line.second;
  return list;
}

class CatalogueDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  static int lineHeight(Voice voice, const QFont& font) {
    const bool large = voice == Voice::Strong || voice == Voice::Plain;
    return QFontMetrics(large ? font : captionFont(font)).height() + space(QFontMetrics(font), large ? 0.5 : 0.25);
  }

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QFontMetrics metrics(option.font);
    int height = space(metrics, 4);
    const QVariantList lines = index.data(LinesRole).toList();
    for (qsizetype i = 0; i < lines.size(); i += 2)
      height += lineHeight(static_cast<Voice>(lines.at(i).toInt()), option.font);
    return {0, height};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Tokens& tokens = tokensFor(option.palette);
    const QFontMetrics metrics(option.font);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, selected ? tokens.selected : tokens.surface);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      mixed(tokens.hairline, tokens.surface, 0.55));
    const QRect inside = option.rect.adjusted(space(metrics, index.column() == 0 ? 4 : 2), space(metrics, 2),
                                              -space(metrics, 2), -space(metrics, 2));
    const QVariantList lines = index.data(LinesRole).toList();
    int y = inside.top();
    for (qsizetype i = 0; i + 1 < lines.size(); i += 2) {
      const auto voice = static_cast<Voice>(lines.at(i).toInt());
      const int height = lineHeight(voice, option.font);
      const QRect line(inside.left(), y, inside.width(), height);
      paintLine(*painter, line, voice, lines.at(i + 1).toString(), option.font, tokens);
      if (i == 0) paintAside(*painter, line, index.data(AsideRole).toString(), option.font, tokens);
      y += height;
    }
    if (!option.state.testFlag(QStyle::State_HasFocus)) return;
    painter->setPen(QPen(tokens.accent, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
  }

 private:
  static void paintAside(QPainter& painter, const QRect& line, const QString& text, const QFont& font,
                         const Tokens& tokens) {
    painter.setFont(captionFont(font));
    painter.setPen(tokens.success);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
  }

  static void paintLine(QPainter& painter, const QRect& line, Voice voice, const QString& text, const QFont& font,
                        const Tokens& tokens) {
    if (voice == Voice::Id) {
      paintId(painter, line, text, font, tokens);
      return;
    }
    QRect room = line;
    const bool noted = voice == Voice::Problem || voice == Voice::Advice;
    const QColor tone = voice == Voice::Problem ? tokens.warning : tokens.muted;
    if (noted) {
      const int size = QFontMetrics(captionFont(font)).ascent();
      painter.drawPixmap(line.left(), line.center().y() - size / 2,
                         symbolPixmap(voice == Voice::Problem ? QStringLiteral("warning") : QStringLiteral("info"),
                                      size, tone, painter.device()->devicePixelRatioF()));
      room.adjust(size + space(QFontMetrics(font), 1), 0, 0, 0);
    }
    painter.setFont(voice == Voice::Strong ? strongFont(font) : voice == Voice::Plain ? font : captionFont(font));
    painter.setPen(noted ? tone : voice == Voice::Quiet ? tokens.muted : tokens.text);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, room.width()));
  }

  /// "test" or "live", then the id, monospaced: both modes stand one under the other and can be compared.
  static void paintId(QPainter& painter, const QRect& line, const QString& text, const QFont& font,
                      const Tokens& tokens) {
    const QFont small = captionFont(font);
    const int mode = QFontMetrics(small).horizontalAdvance(QStringLiteral("live  "));
    painter.setFont(small);
    painter.setPen(tokens.muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text.section(QLatin1Char('\t'), 0, 0));
    const QFont mono = monospaceFont(small);
    painter.setFont(mono);
    painter.drawText(
        line.adjusted(mode, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(mono).elidedText(text.section(QLatin1Char('\t'), 1), Qt::ElideMiddle, line.width() - mode));
  }
};

CellLine said(Voice voice, const QString& text) {
  return {static_cast<int>(voice), text};
}

/// `now`: of the mode that the workspace is in; the other one's can wait until then.
void addId(QVector<CellLine>& lines, const QString& mode, const CatalogueId& id, bool now) {
  if (!id.id.isEmpty()) lines.push_back(said(Voice::Id, QStringLiteral("%1\t%2").arg(mode, id.id)));
  if (!id.problem.isEmpty())
    lines.push_back(said(now ? Voice::Problem : Voice::Advice, CatalogueView::tr("%1 id %2").arg(mode, id.problem)));
}

QTableWidgetItem* cellOf(const QVector<CellLine>& lines, const QString& aside = {}) {
  auto* cell = new QTableWidgetItem;
  QStringList spoken;
  for (const CellLine& line : lines) spoken << QString(line.second).replace(QLatin1Char('\t'), QLatin1Char(' '));
  if (!aside.isEmpty()) spoken.insert(1, aside);
  cell->setData(LinesRole, asVariant(lines));
  cell->setData(AsideRole, aside);
  cell->setData(Qt::AccessibleTextRole, spoken.join(QStringLiteral(", ")));
  cell->setToolTip(spoken.join(QLatin1Char('\n')));
  return cell;
}

QTableWidgetItem* priceCell(const CataloguePrice& price, bool live, const QLocale& locale) {
  QVector<CellLine> lines{said(Voice::Plain, price.price)};
  const QString many = price.subscribers == 1
                           ? CatalogueView::tr("1 subscriber")
                           : CatalogueView::tr("%1 subscribers").arg(locale.toString(price.subscribers));
  const bool once = price.unit.isEmpty() && price.subscribers == 0;
  lines.push_back(
      once ? said(Voice::Quiet, CatalogueView::tr("sold once"))
           : said(Voice::Quiet, price.mrr.isEmpty() ? many : CatalogueView::tr("%1 · MRR %2").arg(many, price.mrr)));
  addId(lines, CatalogueView::tr("test"), price.test, !live);
  addId(lines, CatalogueView::tr("live"), price.live, live);
  for (const QString& problem : {price.chargedProblem, price.savingProblem})
    if (!problem.isEmpty()) lines.push_back(said(Voice::Problem, problem));
  QTableWidgetItem* cell = cellOf(lines, price.saving);
  cell->setData(TestIdRole, price.test.id);
  cell->setData(LiveIdRole, price.live.id);
  return cell;
}

}  // namespace

CatalogueView::CatalogueView(QWidget* parent) : QTableWidget(parent) {
  setObjectName(QStringLiteral("catalogue"));
  setAccessibleName(tr("Plans by interval, with product ids"));
  setHorizontalHeader(new TableHeader(this));
  setItemDelegate(new CatalogueDelegate(this));
  setEditTriggers(NoEditTriggers);
  setShowGrid(false);
  setTabKeyNavigation(false);
  setFrameShape(QFrame::NoFrame);
  setSelectionMode(SingleSelection);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
  setHorizontalScrollMode(ScrollPerPixel);
  setVerticalScrollMode(ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  setContextMenuPolicy(Qt::CustomContextMenu);
  connect(this, &QWidget::customContextMenuRequested, this, &CatalogueView::openMenu);
  connect(this, &QTableWidget::cellDoubleClicked, this, [this](int row, int column) {
    Q_EMIT subscribersWanted(item(row, 0)->data(PlanRole).toString(),
                             item(row, column)->data(live_ ? LiveIdRole : TestIdRole).toString());
  });
}

void CatalogueView::setCatalogue(const Catalogue& catalogue, bool live, const QLocale& locale) {
  live_ = live;
  const int row = currentRow();
  const int column = currentColumn();
  clear();
  setRowCount(static_cast<int>(catalogue.plans.size()));
  setColumnCount(static_cast<int>(catalogue.intervals.size()) + 3);
  QStringList heads{tr("Plan")};
  for (const auto& interval : catalogue.intervals) heads << models::intervalText(interval.first, interval.second);
  setHorizontalHeaderLabels(heads << tr("Limits of a period") << tr("Features"));
  for (int i = 0; i < rowCount(); ++i) addPlan(i, catalogue.plans.at(i), catalogue, locale);
  sizeAll();
  updateGeometry();
  // The same cell as before: what is being read stays where it is.
  if (row >= 0 && row < rowCount() && column < columnCount()) setCurrentCell(row, column);
}

void CatalogueView::addPlan(int row, const CataloguePlan& plan, const Catalogue& catalogue, const QLocale& locale) {
  QVector<CellLine> name{said(Voice::Strong, plan.name)};
  name.push_back(said(Voice::Quiet, plan.note.isEmpty() ? plan.key : plan.note));
  setItem(row, 0, cellOf(name));
  item(row, 0)->setData(PlanRole, plan.name);
  for (int i = 0; i < catalogue.intervals.size(); ++i) {
    const auto& interval = catalogue.intervals.at(i);
    QTableWidgetItem* cell = nullptr;
    for (const CataloguePrice& price : plan.prices)
      if (price.unit == interval.first && price.count == interval.second) cell = priceCell(price, live_, locale);
    const bool free = plan.prices.isEmpty() && i == 0;
    setItem(row, i + 1,
            cell != nullptr ? cell
            : free          ? cellOf({said(Voice::Plain, tr("free"))})
                            : cellOf({said(Voice::Quiet, QStringLiteral("–"))}));
  }
  const auto list = [](const QStringList& texts) {
    QVector<CellLine> lines;
    for (const QString& text : texts) lines.push_back(said(Voice::Quiet, text));
    return cellOf(lines.isEmpty() ? QVector<CellLine>{said(Voice::Quiet, QStringLiteral("–"))} : lines);
  };
  setItem(row, columnCount() - 2, list(plan.limits));
  setItem(row, columnCount() - 1, list(plan.features));
}

void CatalogueView::sizeAll() {
  for (int column = 0; column < columnCount(); ++column) {
    const bool price = column > 0 && column < columnCount() - 2;
    setColumnWidth(column, chars(this, column == 0 ? 16 : price ? 34 : 24));
  }
  QStyleOptionViewItem option;
  option.font = font();
  for (int row = 0; row < rowCount(); ++row) {
    int height = 0;
    for (int column = 0; column < columnCount(); ++column)
      height = qMax(height, itemDelegate()->sizeHint(option, model()->index(row, column)).height());
    setRowHeight(row, height);
  }
}

QSize CatalogueView::sizeHint() const {
  int height = horizontalHeader()->sizeHint().height() + space(this, 1);
  for (int row = 0; row < rowCount(); ++row) height += rowHeight(row);
  return {chars(this, 80), height};
}

QSize CatalogueView::minimumSizeHint() const {
  return {chars(this, 40), fontMetrics().height() * 6};
}

void CatalogueView::put(const QString& id, const QString& what) {
  QGuiApplication::clipboard()->setText(id);
  Q_EMIT copied(what);
}

QString CatalogueView::copyId() {
  const QTableWidgetItem* cell = currentItem();
  const QString id = cell != nullptr ? cell->data(live_ ? LiveIdRole : TestIdRole).toString() : QString();
  if (!id.isEmpty()) put(id, live_ ? tr("Live product id copied") : tr("Test product id copied"));
  return id;
}

void CatalogueView::openMenu(const QPoint& at) {
  QTableWidgetItem* cell = itemAt(at) != nullptr ? itemAt(at) : currentItem();
  if (cell == nullptr) return;
  const QString test = cell->data(TestIdRole).toString();
  const QString live = cell->data(LiveIdRole).toString();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto add = [&](const QString& text, bool enabled, std::function<void()> act) {
    QAction* action = menu->addAction(text);
    action->setEnabled(enabled);
    connect(action, &QAction::triggered, this, std::move(act));
    return action;
  };
  add(tr("Copy test id"), !test.isEmpty(), [this, test] { put(test, tr("Test product id copied")); });
  add(tr("Copy live id"), !live.isEmpty(), [this, live] { put(live, tr("Live product id copied")); });
  menu->addSeparator();
  add(tr("Show subscribers"), true,
      [this, plan = item(cell->row(), 0)->data(PlanRole).toString(), id = live_ ? live : test] {
        Q_EMIT subscribersWanted(plan, id);
      });
  menu->popup(itemAt(at) != nullptr ? viewport()->mapToGlobal(at)
                                    : viewport()->mapToGlobal(visualItemRect(cell).center()));
}

void CatalogueView::keyPressEvent(QKeyEvent* event) {
  if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem() != nullptr)
    Q_EMIT cellDoubleClicked(currentRow(), currentColumn());
  else
    QTableWidget::keyPressEvent(event);
}

void CatalogueView::changeEvent(QEvent* event) {
  QTableWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) sizeAll();
}

}  // namespace billing::ui
