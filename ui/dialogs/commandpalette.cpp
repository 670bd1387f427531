#include "ui/dialogs/commandpalette.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "models/idtext.h"
#include "support/whendone.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/sidebar.h"

namespace billing::ui {

namespace {

enum PaletteRole { HitCaptionRole = Qt::UserRole + 1, HitIconRole, HitActionRole, HitPaneRole, HitRowRole };
constexpr int kHitsOfEach = 5;

// Where to go comes first; what is done once a day, or never, comes last.
QList<QAction*> inOrderOfUse(QList<QAction*> actions) {
  const auto rank = [](const QAction* action) {
    const QString& name = action->objectName();
    if (name.startsWith(QLatin1String("actionPane"))) return 0;
    return name == QLatin1String("actionQuit") || name == QLatin1String("actionDemo") ? 2 : 1;
  };
  std::stable_sort(actions.begin(), actions.end(), [&](auto* a, auto* b) { return rank(a) < rank(b); });
  return actions;
}

class PaletteDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
    const QFontMetrics metrics(option.font);
    return {metrics.averageCharWidth() * 20, rowHeight(metrics)};
  }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Tokens& tokens = tokensFor(option.palette);
    const QFontMetrics metrics(option.font);
    const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
    const bool on = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(on ? tokens.selected : tokens.surface);
    painter->drawRoundedRect(option.rect, cornerRadius(metrics), cornerRadius(metrics));
    const int size = space(metrics, 4);
    const QRect r = option.rect.adjusted(space(metrics, 2), 0, -space(metrics, 3), 0);
    painter->drawPixmap(
        r.left(), r.center().y() - size / 2 + 1,
        symbolPixmap(index.data(HitIconRole).toString(), size, tokens.muted, painter->device()->devicePixelRatioF()));
    const QString caption = index.data(HitCaptionRole).toString();
    const QRect words = r.adjusted(size + space(metrics, 2), 0, 0, 0);
    painter->setPen(enabled ? tokens.text : tokens.muted);
    const QString title = index.data(Qt::DisplayRole).toString();
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(title, Qt::ElideRight, words.width()));
    const int rest = words.width() - metrics.horizontalAdvance(title) - space(metrics, 4);
    painter->setPen(tokens.muted);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignRight,
                      metrics.elidedText(caption, Qt::ElideRight, qMax(0, rest)));
    painter->restore();
  }
};

}  // namespace

CommandPalette::CommandPalette(const PaneContext& context, QList<QAction*> actions, QWidget* window)
    : QFrame(window, Qt::Popup),
      context_(context),
      actions_(inOrderOfUse(std::move(actions))),
      input_(new QLineEdit),
      view_(new QListView) {
  setObjectName(QStringLiteral("commandPalette"));
  setAccessibleName(tr("Search or run a command"));
  setAttribute(Qt::WA_DeleteOnClose);
  setFrameShape(QFrame::StyledPanel);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 2), space(this, 2), space(this, 2), space(this, 2));
  column->setSpacing(space(this, 2));
  input_->setObjectName(QStringLiteral("paletteInput"));
  input_->setAccessibleName(tr("Search or run a command"));
  input_->setPlaceholderText(tr("A command, a customer, an id…"));
  input_->addAction(symbol(QStringLiteral("search"), Tone::Muted), QLineEdit::LeadingPosition);
  input_->installEventFilter(this);
  view_->setObjectName(QStringLiteral("paletteList"));
  view_->setAccessibleName(tr("Found"));
  view_->setModel(&model_);
  view_->setItemDelegate(new PaletteDelegate(view_));
  view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setFocusPolicy(Qt::NoFocus);
  view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(input_);
  column->addWidget(view_, 1);
  pause_.setSingleShot(true);
  pause_.setInterval(100);
  connect(input_, &QLineEdit::textChanged, this, [this](const QString& text) {
    listActions(text);
    pause_.start();
  });
  connect(&pause_, &QTimer::timeout, this, [this] { search(input_->text().trimmed()); });
  connect(input_, &QLineEdit::returnPressed, this, [this] { run(view_->currentIndex()); });
  connect(view_, &QListView::clicked, this, &CommandPalette::run);
  listActions({});
}

CommandPalette::~CommandPalette() {
  cancel_.cancel();
}

void CommandPalette::openIn(QWidget* window) {
  const int wide = qMin(chars(this, 84), window->width() - space(this, 8));
  resize(wide, qMin(rowHeight(fontMetrics()) * 13, window->height() * 3 / 4));
  move(window->mapToGlobal(QPoint((window->width() - width()) / 2, space(this, 22))));
  show();
  input_->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::listActions(const QString& text) {
  model_.clear();
  for (QAction* action : std::as_const(actions_)) {
    const QString title = action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    if (!text.isEmpty() && !title.contains(text.trimmed(), Qt::CaseInsensitive)) continue;
    auto* item = new QStandardItem(title);
    const QString reason = action->property(kReasonProperty).toString();
    item->setData(action->isEnabled() ? action->shortcut().toString(QKeySequence::NativeText) : reason, HitCaptionRole);
    item->setData(action->isEnabled() ? QStringLiteral("arrow-right") : QStringLiteral("lock"), HitIconRole);
    item->setData(QVariant::fromValue<QObject*>(action), HitActionRole);
    item->setEnabled(action->isEnabled());
    item->setAccessibleText(action->isEnabled() ? title : tr("%1, not possible now: %2").arg(title, reason));
    model_.appendRow(item);
  }
  selectFirstEnabled();
}

void CommandPalette::addHit(const QString& icon, const QString& title, const QString& caption, PaneId pane,
                            qint64 row) {
  auto* item = new QStandardItem(title);
  item->setData(caption, HitCaptionRole);
  item->setData(icon, HitIconRole);
  item->setData(static_cast<int>(pane), HitPaneRole);
  item->setData(row, HitRowRole);
  item->setAccessibleText(QStringLiteral("%1, %2, %3").arg(SideBar::title(pane), title, caption));
  model_.appendRow(item);
  selectFirstEnabled();
}

void CommandPalette::search(const QString& text) {
  cancel_.cancel();
  cancel_ = CancelToken();
  if (text.size() < 2) return;
  store::ListQuery query;
  query.text = text;
  operations::Queries& queries = context_.services.queries;
  // A failed or withdrawn search shows no hits; the actions above stay useful.
  whenDone(queries.customers().firstPage(query, kHitsOfEach, cancel_), this,
           [this, text](const Result<QVector<store::CustomerRow>>& rows) {
             if (!rows || text != input_->text().trimmed()) return;
             for (const auto& row : *rows)
               addHit(SideBar::icon(PaneId::Customers), row.name.isEmpty() ? row.externalId : row.name, row.email,
                      PaneId::Customers, row.id);
           });
  whenDone(queries.subscriptions().firstPage(query, kHitsOfEach, cancel_), this,
           [this, text](const Result<QVector<store::SubscriptionRow>>& rows) {
             if (!rows || text != input_->text().trimmed()) return;
             for (const auto& row : *rows)
               addHit(SideBar::icon(PaneId::Subscriptions),
                      QStringLiteral("%1 · %2").arg(row.customerName, row.productName), models::shortId(row.externalId),
                      PaneId::Subscriptions, row.id);
           });
  whenDone(queries.webhookEvents().firstPage(query, kHitsOfEach, cancel_), this,
           [this, text](const Result<QVector<store::WebhookEventRow>>& rows) {
             if (!rows || text != input_->text().trimmed()) return;
             for (const auto& row : *rows)
               addHit(SideBar::icon(PaneId::Webhooks), row.type.isEmpty() ? tr("(no type)") : row.type,
                      models::shortId(row.eventId), PaneId::Webhooks, row.id);
           });
}

void CommandPalette::selectFirstEnabled() {
  if (view_->currentIndex().isValid()) return;
  for (int row = 0; row < model_.rowCount(); ++row)
    if (model_.item(row)->isEnabled()) {
      view_->setCurrentIndex(model_.index(row, 0));
      return;
    }
}

void CommandPalette::run(const QModelIndex& index) {
  if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled)) return;
  QPointer<QAction> action = qobject_cast<QAction*>(index.data(HitActionRole).value<QObject*>());
  const auto pane = static_cast<PaneId>(index.data(HitPaneRole).toInt());
  const qint64 row = index.data(HitRowRole).toLongLong();
  Navigator& navigator = context_.navigator;
  close();
  if (action) {
    action->trigger();
  } else if (row != 0) {
    Q_EMIT navigator.rowWanted(pane, row);
  }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched != input_ || event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
  if (step == 0) return QFrame::eventFilter(watched, event);
  for (int row = view_->currentIndex().row() + step; row >= 0 && row < model_.rowCount(); row += step) {
    if (!model_.item(row)->isEnabled()) continue;
    view_->setCurrentIndex(model_.index(row, 0));
    break;
  }
  return true;
}

}  // namespace billing::ui
