#include "ui/dialogs/eventtypepicker.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "webhooks/composer.h"

namespace billing::ui {

EventTypePicker::EventTypePicker(QWidget* parent) : QWidget(parent), search_(new QLineEdit), tree_(new QTreeWidget) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  search_->setObjectName(QStringLiteral("typeSearch"));
  search_->setAccessibleName(tr("Search event type"));
  search_->setPlaceholderText(tr("Search event type"));
  search_->addAction(symbol(QStringLiteral("search"), Tone::Muted), QLineEdit::LeadingPosition);
  search_->setClearButtonEnabled(true);
  search_->installEventFilter(this);
  tree_->setObjectName(QStringLiteral("typeTree"));
  tree_->setAccessibleName(tr("Event types"));
  tree_->setHeaderHidden(true);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setUniformRowHeights(true);
  column->addWidget(search_);
  column->addWidget(tree_, 1);
  connect(search_, &QLineEdit::textChanged, this, &EventTypePicker::filter);
  connect(tree_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    if (item != nullptr && item->parent() != nullptr) Q_EMIT chosen(item->text(0));
  });
}

void EventTypePicker::setProvider(Provider provider) {
  const QSignalBlocker quiet(tree_);
  tree_->clear();
  QHash<QString, QTreeWidgetItem*> groups;
  for (const webhooks::EventType& type : webhooks::eventTypes(provider)) {
    const QString group = QString::fromStdString(type.group);
    QTreeWidgetItem*& head = groups[group];
    if (head == nullptr) {
      head = new QTreeWidgetItem(tree_, {group});
      head->setFlags(Qt::ItemIsEnabled);
      head->setFont(0, strongFont(font()));
      head->setExpanded(true);
    }
    auto* item = new QTreeWidgetItem(head, {QString::fromStdString(type.name)});
    item->setToolTip(0, QString::fromStdString(type.summary));
  }
  filter(search_->text());
}

QString EventTypePicker::current() const {
  const QTreeWidgetItem* item = tree_->currentItem();
  return item != nullptr && item->parent() != nullptr ? item->text(0) : QString();
}

bool EventTypePicker::choose(const QString& type) {
  for (QTreeWidgetItemIterator it(tree_); *it != nullptr; ++it)
    if ((*it)->parent() != nullptr && (*it)->text(0) == type) {
      tree_->setCurrentItem(*it);
      tree_->scrollToItem(*it, QAbstractItemView::PositionAtCenter);
      return true;
    }
  return false;
}

void EventTypePicker::filter(const QString& text) {
  for (int g = 0; g < tree_->topLevelItemCount(); ++g) {
    QTreeWidgetItem* group = tree_->topLevelItem(g);
    bool any = false;
    for (int i = 0; i < group->childCount(); ++i) {
      const bool fits = group->child(i)->text(0).contains(text.trimmed(), Qt::CaseInsensitive);
      group->child(i)->setHidden(!fits);
      any = any || fits;
    }
    group->setHidden(!any);
  }
}

void EventTypePicker::focusSearch() {
  search_->setFocus(Qt::OtherFocusReason);
}

bool EventTypePicker::eventFilter(QObject* watched, QEvent* event) {
  if (watched != search_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool down = key->key() == Qt::Key_Down;
  const bool take = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier;
  if (!down && !take) return QWidget::eventFilter(watched, event);
  for (QTreeWidgetItemIterator it(tree_, QTreeWidgetItemIterator::NotHidden); *it != nullptr; ++it)
    if ((*it)->parent() != nullptr) {
      tree_->setCurrentItem(*it);
      break;
    }
  if (down) tree_->setFocus(Qt::TabFocusReason);
  return true;
}

}  // namespace billing::ui
