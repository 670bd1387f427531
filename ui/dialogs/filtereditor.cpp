#include "ui/dialogs/filtereditor.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/presenters/amountinput.h"
#include "ui/presenters/statuslook.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

using store::FieldFilter;
using store::FilterOp;

FilterEditor::FilterEditor(operations::Queries& queries, QByteArray list, FilterField field, FieldFilter present,
                           qint64 nowMs, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      queries_(queries),
      list_(std::move(list)),
      field_(std::move(field)),
      present_(std::move(present)),
      nowMs_(nowMs) {
  setObjectName(QStringLiteral("filterEditor"));
  setAttribute(Qt::WA_DeleteOnClose);
  setFrameShape(QFrame::StyledPanel);
  setAccessibleName(tr("Filter by %1").arg(field_.title));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(space(this, 3), space(this, 3), space(this, 3), space(this, 3));
  layout->setSpacing(space(this, 2));
  auto* title = new QLabel(field_.title);
  title->setFont(strongFont(font()));
  layout->addWidget(title);
  op_ = new QComboBox;
  op_->setObjectName(QStringLiteral("filterOperator"));
  op_->setAccessibleDescription(tr("How to compare"));
  layout->addWidget(op_);
  if (field_.kind == FilterKind::Choice || field_.kind == FilterKind::Flag)
    buildChoices();
  else
    buildInput();
  apply_ = new QPushButton(tr("Apply"));
  apply_->setObjectName(QStringLiteral("filterApply"));
  apply_->setProperty("primary", true);
  connect(apply_, &QPushButton::clicked, this, &FilterEditor::apply);
  layout->addWidget(apply_);
  setMinimumWidth(chars(this, 34));
}

FilterEditor::~FilterEditor() {
  cancel_.cancel();
}

void FilterEditor::buildChoices() {
  op_->addItem(tr("is any of"), int(FilterOp::AnyOf));
  op_->addItem(tr("is not"), int(FilterOp::IsNot));
  if (present_.op == FilterOp::IsNot) op_->setCurrentIndex(1);
  choices_ = new QListWidget;
  choices_->setObjectName(QStringLiteral("filterValues"));
  choices_->setAccessibleName(tr("Values of %1").arg(field_.title));
  choices_->setMinimumHeight(rowHeight(fontMetrics()) * 6);
  static_cast<QVBoxLayout*>(layout())->addWidget(choices_);
  connect(choices_, &QListWidget::itemActivated, this, [this] { apply(); });
  if (field_.kind == FilterKind::Flag) {
    showValues(QStringList{QStringLiteral("1"), QStringLiteral("0")});
    return;
  }
  choices_->addItem(tr("Loading…"));
  whenDone(queries_.distinctValues(list_, field_.field, cancel_), this,
           [this](const Result<QStringList>& values) { showValues(values); });
}

void FilterEditor::showValues(const Result<QStringList>& values) {
  choices_->clear();
  if (!values) {
    choices_->addItem(QString::fromStdString(values.error().message));
    return;
  }
  for (const QString& value : *values) {
    QString text = value.isEmpty() ? tr("(empty)") : statusLook(value).word;
    if (field_.kind == FilterKind::Flag) text = value == QStringLiteral("1") ? tr("Yes") : tr("No");
    auto* item = new QListWidgetItem(text, choices_);
    item->setData(Qt::UserRole, value);
    item->setFlags(Qt::ItemIsUserCheckable | Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    const bool on = std::any_of(present_.values.begin(), present_.values.end(),
                                [&](const QVariant& v) { return v.toString() == value; });
    item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
  }
  if (values->isEmpty()) choices_->addItem(tr("There are no values yet."));
  choices_->setCurrentRow(0);
}

void FilterEditor::buildInput() {
  const bool time = field_.kind == FilterKind::Age || field_.kind == FilterKind::Coming;
  if (time) {
    for (const TimeSpan& span : timeSpans(field_.kind)) op_->addItem(span.title);
    return;
  }
  if (field_.kind == FilterKind::Text) {
    op_->addItem(tr("contains"), int(FilterOp::Contains));
    op_->addItem(tr("is"), int(FilterOp::Is));
    op_->addItem(tr("is empty"), int(FilterOp::IsEmpty));
    op_->addItem(tr("is known"), int(FilterOp::IsNotEmpty));
  } else {
    op_->addItem(tr("is at least"), int(FilterOp::AtLeast));
    op_->addItem(tr("is below"), int(FilterOp::Below));
  }
  input_ = new QLineEdit;
  input_->setObjectName(QStringLiteral("filterInput"));
  input_->setAccessibleName(tr("Value of %1").arg(field_.title));
  if (!present_.values.isEmpty())
    input_->setText(field_.kind == FilterKind::Amount ? amountText(present_.values.first().toLongLong())
                                                      : present_.values.first().toString());
  op_->setCurrentIndex(qMax(0, op_->findData(int(present_.op))));
  connect(input_, &QLineEdit::returnPressed, this, &FilterEditor::apply);
  static_cast<QVBoxLayout*>(layout())->addWidget(input_);
}

QVector<FieldFilter> FilterEditor::choiceFilters() const {
  QVariantList values;
  for (int row = 0; row < choices_->count(); ++row)
    if (choices_->item(row)->checkState() == Qt::Checked) values.push_back(choices_->item(row)->data(Qt::UserRole));
  // Enter on a row means that row, even where nobody ticked it.
  if (values.isEmpty() && choices_->currentItem() != nullptr && choices_->currentItem()->data(Qt::UserRole).isValid())
    values.push_back(choices_->currentItem()->data(Qt::UserRole));
  if (values.isEmpty()) return {};
  if (field_.kind == FilterKind::Flag) values = {values.first().toString() == QStringLiteral("1")};
  const auto op = static_cast<FilterOp>(op_->currentData().toInt());
  if (op == FilterOp::AnyOf) return {{field_.field, values.size() == 1 ? FilterOp::Is : op, values}};
  QVector<FieldFilter> result;
  for (const QVariant& value : values) result.push_back({field_.field, FilterOp::IsNot, {value}});
  return result;
}

QVector<FieldFilter> FilterEditor::filters() const {
  if (choices_ != nullptr) return choiceFilters();
  if (input_ == nullptr) return spanFilters(field_.field, timeSpans(field_.kind).at(op_->currentIndex()), nowMs_);
  const auto op = static_cast<FilterOp>(op_->currentData().toInt());
  if (op == FilterOp::IsEmpty || op == FilterOp::IsNotEmpty) return {{field_.field, op, {}}};
  const QString text = input_->text().trimmed();
  if (text.isEmpty()) return {};
  if (field_.kind == FilterKind::Text) return {{field_.field, op, {text}}};
  if (field_.kind == FilterKind::Amount) {
    const std::optional<qint64> minor = amountMinor(text);
    return minor ? QVector<FieldFilter>{{field_.field, op, {*minor}}} : QVector<FieldFilter>{};
  }
  bool ok = false;
  const qint64 number = text.toLongLong(&ok);
  return ok ? QVector<FieldFilter>{{field_.field, op, {number}}} : QVector<FieldFilter>{};
}

void FilterEditor::apply() {
  const QVector<FieldFilter> made = filters();
  Q_EMIT accepted(made);
  close();
}

void FilterEditor::openAt(QWidget* anchor) {
  adjustSize();
  move(anchor->mapToGlobal(QPoint(0, anchor->height() + space(this, 1))));
  show();
  QWidget* first = choices_ != nullptr ? static_cast<QWidget*>(choices_)
                   : input_ != nullptr ? static_cast<QWidget*>(input_)
                                       : op_;
  first->setFocus(Qt::PopupFocusReason);
}

void FilterEditor::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    close();
  } else {
    QFrame::keyPressEvent(event);
  }
}

}  // namespace billing::ui
