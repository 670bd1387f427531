#include "ui/widgets/timeline.h"

#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>

#include "models/timetext.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

enum TimelineRole { EntryCaptionRole = Qt::UserRole + 1, EntryTimeRole, EntryAmountRole, EntryIconRole, EntryToneRole };

class TimelineDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
    const QFontMetrics metrics(option.font);
    return {metrics.averageCharWidth() * 20,
            metrics.height() + QFontMetrics(captionFont(option.font)).height() + space(metrics, 3)};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Tokens& tokens = tokensFor(option.palette);
    const QFontMetrics metrics(option.font);
    const QRect r = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(r, selected ? tokens.selected : hovered ? tokens.hover : tokens.surface);
    paintRail(*painter, r, index, tokens, metrics);
    paintWords(*painter, r.adjusted(space(metrics, 8), space(metrics, 1), -space(metrics, 2), -space(metrics, 1)),
               option, index, tokens);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
      painter->setPen(tokens.accent);
      painter->setBrush(Qt::NoBrush);
      painter->drawRect(QRectF(r).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter->restore();
  }

 private:
  static void paintRail(QPainter& painter, const QRect& r, const QModelIndex& index, const Tokens& tokens,
                        const QFontMetrics& metrics) {
    const int x = r.left() + space(metrics, 4);
    const int mid = r.top() + space(metrics, 1) + metrics.height() / 2 + 1;
    painter.setPen(QPen(tokens.hairline, 1));
    if (index.row() > 0) painter.drawLine(x, r.top(), x, mid);
    if (index.row() + 1 < index.model()->rowCount()) painter.drawLine(x, mid, x, r.bottom());
    const int size = space(metrics, 4);
    const QColor tone = tokens.tone(static_cast<Tone>(index.data(EntryToneRole).toInt()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.surface);
    painter.drawEllipse(QPoint(x, mid), size / 2 + 2, size / 2 + 2);
    painter.drawPixmap(
        x - size / 2, mid - size / 2,
        symbolPixmap(index.data(EntryIconRole).toString(), size, tone, painter.device()->devicePixelRatioF()));
  }

  static void paintWords(QPainter& painter, const QRect& r, const QStyleOptionViewItem& option,
                         const QModelIndex& index, const Tokens& tokens) {
    const QFontMetrics metrics(option.font);
    const QFont small = captionFont(option.font);
    const QString time = index.data(EntryTimeRole).toString();
    const QString amount = index.data(EntryAmountRole).toString();
    const int line = metrics.height();
    const QRect top(r.left(), r.top(), r.width(), line);
    const QRect bottom(r.left(), r.top() + line, r.width(), r.height() - line);
    const int amountWidth = amount.isEmpty() ? 0 : metrics.horizontalAdvance(amount) + space(metrics, 2);
    painter.setFont(option.font);
    painter.setPen(tokens.text);
    painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, amount);
    painter.drawText(
        top, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, top.width() - amountWidth));
    painter.setFont(small);
    painter.setPen(tokens.muted);
    const QFontMetrics smallMetrics(small);
    const int timeWidth = smallMetrics.horizontalAdvance(time) + space(metrics, 2);
    painter.drawText(bottom, Qt::AlignRight | Qt::AlignVCenter, time);
    painter.drawText(
        bottom, Qt::AlignLeft | Qt::AlignVCenter,
        smallMetrics.elidedText(index.data(EntryCaptionRole).toString(), Qt::ElideRight, bottom.width() - timeWidth));
  }
};

}  // namespace

Timeline::Timeline(models::ModelContext context, QWidget* parent) : QListView(parent), context_(std::move(context)) {
  setObjectName(QStringLiteral("timeline"));
  setAccessibleName(tr("Timeline"));
  setModel(&model_);
  setItemDelegate(new TimelineDelegate(this));
  setMouseTracking(true);
  setEditTriggers(NoEditTriggers);
  setFrameShape(QFrame::NoFrame);
  setUniformItemSizes(true);
  setVerticalScrollMode(ScrollPerPixel);
  connect(this, &QListView::activated, this, [this](const QModelIndex& index) {
    const TimelineEntry& entry = entries_.at(index.row());
    if (entry.row != 0) Q_EMIT opened(entry.pane, entry.row);
  });
}

void Timeline::setEntries(QVector<TimelineEntry> entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const TimelineEntry& a, const TimelineEntry& b) { return a.at > b.at; });
  entries_ = std::move(entries);
  const qint64 now = context_.clock->now().ms;
  model_.clear();
  for (const TimelineEntry& entry : std::as_const(entries_)) {
    auto* item = new QStandardItem(entry.title);
    const QString exact = models::exactTime(entry.at, context_.zone);
    item->setData(entry.caption, EntryCaptionRole);
    item->setData(models::relativeTime(entry.at, now, context_.zone, context_.locale), EntryTimeRole);
    item->setData(entry.amount, EntryAmountRole);
    item->setData(entry.icon, EntryIconRole);
    item->setData(static_cast<int>(entry.tone), EntryToneRole);
    item->setToolTip(exact);
    item->setAccessibleText(QStringList{entry.title, entry.amount, entry.caption, exact}.join(QStringLiteral(", ")));
    model_.appendRow(item);
  }
}

}  // namespace billing::ui
