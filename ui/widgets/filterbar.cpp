#include "ui/widgets/filterbar.h"

#include <QAction>
#include <QMenu>

#include "ui/dialogs/filtereditor.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"

namespace billing::ui {

namespace {

constexpr int kTypingPauseMs = 120;  // long enough to swallow a burst of keys, short enough not to be felt

QToolButton* textButton(const QString& text, const QString& icon, const QString& name) {
  auto* button = new QToolButton;
  button->setObjectName(name);
  button->setText(text);
  button->setAccessibleName(text);
  button->setToolButtonStyle(icon.isEmpty() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
  if (!icon.isEmpty()) button->setIcon(symbol(icon, Tone::Muted));
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

}  // namespace

FilterBar::FilterBar(operations::Queries& queries, const Clock& clock, QByteArray list, FilterFields fields,
                     const QString& searchHint, QWidget* parent)
    : QWidget(parent),
      queries_(queries),
      clock_(clock),
      list_(std::move(list)),
      fields_(std::move(fields)),
      search_(new QLineEdit),
      add_(textButton(tr("Filter"), QStringLiteral("plus"), QStringLiteral("addFilter"))),
      clear_(textButton(tr("Clear"), {}, QStringLiteral("clearFilters"))),
      flow_(new FlowLayout(this, space(this, 2))) {
  search_->setObjectName(QStringLiteral("search"));
  search_->setPlaceholderText(searchHint);
  search_->setAccessibleName(searchHint);
  search_->setToolTip(tr("Search this list (Ctrl+F)"));
  search_->setProperty("search", true);
  search_->setClearButtonEnabled(true);
  search_->addAction(symbol(QStringLiteral("search"), Tone::Muted), QLineEdit::LeadingPosition)->setText(tr("Search"));
  search_->setFixedWidth(chars(this, 36));
  add_->setToolTip(tr("Add a filter (Ctrl+Shift+F)"));
  clear_->setAccessibleName(tr("Clear search and filters"));
  clear_->hide();
  flow_->insertWidget(0, search_);
  flow_->insertWidget(1, add_);
  flow_->insertWidget(2, clear_);
  pause_.setSingleShot(true);
  pause_.setInterval(kTypingPauseMs);
  connect(search_, &QLineEdit::textChanged, &pause_, qOverload<>(&QTimer::start));
  connect(&pause_, &QTimer::timeout, this, [this] {
    clear_->setVisible(!isEmpty());
    Q_EMIT changed();
  });
  connect(add_, &QToolButton::clicked, this, &FilterBar::openFilterMenu);
  connect(clear_, &QToolButton::clicked, this, &FilterBar::clear);
}

void FilterBar::openFilterMenu() {
  auto* opened = new QMenu(this);
  opened->setAttribute(Qt::WA_DeleteOnClose);
  for (const FilterField& field : fields_)
    connect(opened->addAction(field.title), &QAction::triggered, this, [this, field] { edit(field, -1, add_); });
  opened->popup(add_->mapToGlobal(QPoint(0, add_->height())));
}

void FilterBar::edit(const FilterField& field, int replacing, QWidget* anchor) {
  const store::FieldFilter present = replacing >= 0 ? filters_.at(replacing) : store::FieldFilter{};
  auto* editor = new FilterEditor(queries_, list_, field, present, clock_.now().ms, this);
  connect(editor, &FilterEditor::accepted, this, [this, replacing](const auto& made) { take(replacing, made); });
  editor->openAt(anchor);
}

void FilterBar::take(int replacing, const QVector<store::FieldFilter>& made) {
  if (made.isEmpty() && replacing < 0) return;
  if (replacing >= 0 && replacing < filters_.size()) filters_.removeAt(replacing);
  filters_ += made;
  rebuildChips();
  Q_EMIT changed();
}

void FilterBar::addFilters(const QVector<store::FieldFilter>& filters) {
  take(-1, filters);
}

void FilterBar::show(const QString& text, const QVector<store::FieldFilter>& filters) {
  const QSignalBlocker quiet(search_);
  search_->setText(text);
  filters_ = filters;
  rebuildChips();
}

void FilterBar::clear() {
  if (isEmpty()) return;
  show({}, {});
  Q_EMIT changed();
}

void FilterBar::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void FilterBar::rebuildChips() {
  for (QWidget* chip : std::as_const(chips_)) {
    flow_->removeWidget(chip);
    chip->deleteLater();
  }
  chips_.clear();
  for (int i = 0; i < filters_.size(); ++i) {
    auto* chip = new Chip(chipText(filters_.at(i), fields_), this);
    chip->setObjectName(QStringLiteral("chip_%1").arg(QLatin1String(filters_.at(i).field)));
    connect(chip, &Chip::removed, this, [this, i] {
      filters_.removeAt(i);
      rebuildChips();
      search_->setFocus();
      Q_EMIT changed();
    });
    connect(chip, &QAbstractButton::clicked, this, [this, i, chip] {
      if (const FilterField* field = findField(fields_, filters_.at(i).field)) edit(*field, i, chip);
    });
    flow_->insertWidget(1 + i, chip);
    chip->show();
    chips_.push_back(chip);
  }
  clear_->setVisible(!isEmpty());
  updateGeometry();
}

}  // namespace billing::ui
