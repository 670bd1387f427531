// The rows behind a figure as a file gets them.
#include "ui/overview/figurerowsdialog.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/financeperiods.h"
#include "ui/presenters/person.h"

namespace billing::ui {

using operations::FigureKind;
using reports::Cell;
using reports::ReportRow;

namespace {

/// Of a list that is held whole.
class HeldRows final : public reports::RowFeed {
 public:
  explicit HeldRows(QVector<ReportRow> rows) : rows_(std::move(rows)) {}
  Result<QVector<ReportRow>> next(int most, CancelToken) override {
    const QVector<ReportRow> part = rows_.mid(at_, most);
    at_ += part.size();
    return part;
  }
  [[nodiscard]] qint64 expected() const override { return rows_.size(); }

 private:
  QVector<ReportRow> rows_;
  qsizetype at_ = 0;
};

QVariant orNothing(const QString& text) {
  return text.isEmpty() ? QVariant() : QVariant(text);
}

/// Credits are told in tenths here and in thousandths there.
Cell partCell(const PartRow& part) {
  if (part.kind == FigureKind::Credits) return {part.row.part * 100, {}, QStringLiteral("credits")};
  return {part.row.part, part.row.currency, {}};
}

/// An amount and a count beside one another need a column each: a number never changes its meaning within one.
ReportRow fileRow(const PartRow& part) {
  const bool amount = part.kind == FigureKind::Money;
  const QVariant at = part.row.at == 0 ? QVariant() : QVariant(part.row.at);
  return {{orNothing(part.row.customerName), {}, {}}, {orNothing(part.row.customerExternalId), {}, {}},
          {orNothing(part.row.what), {}, {}},         {at, {}, {}},
          amount ? partCell(part) : Cell{},           amount ? Cell{} : partCell(part),
          {orNothing(part.row.role), {}, {}},         {orNothing(part.row.entity), {}, {}},
          {orNothing(part.row.externalId), {}, {}}};
}

}  // namespace

reports::ReportHead FigureRowsDialog::reportHead() const {
  reports::ReportHead head;
  const workspace::Profile& profile = context_.services.profile;
  head.workspace = QString::fromStdString(profile.name);
  head.mode = profile.live() ? QStringLiteral("LIVE") : QStringLiteral("TEST");
  head.provider = profile.provider == Provider::Stripe ? QStringLiteral("stripe") : QStringLiteral("dodo");
  head.title = title_;
  head.list = operations::metricKey(rows_.figure.metric);
  head.period = period_.from.toString(QStringLiteral("yyyy-MM"));
  if (const QString last = period_.to.toString(QStringLiteral("yyyy-MM")); last != head.period)
    head.period += QStringLiteral("_") + last;
  head.zone = period_.zone.isEmpty() ? QString::fromStdString(profile.timeZone) : period_.zone;
  head.filter = QStringLiteral("%1: %2").arg(title_, figureText(rows_.figure, context_.words.locale));
  head.filterShape = head.list;  // the figure itself is the question
  head.definitions = QStringList{rows_.figure.formula} + rows_.figure.terms;
  for (const auto& used : rows_.figure.definitions) head.definitions << definitionText(used);
  head.madeAt = context_.nowMs();
  head.madeBy = currentPerson();
  head.program = QStringLiteral("Billing Console");
  return head;
}

QVector<reports::ReportColumn> FigureRowsDialog::reportColumns(FigureKind kind) {
  const reports::CellKind count = kind == FigureKind::Credits ? reports::CellKind::Quantity : reports::CellKind::Count;
  // A row may be a customer: then its words are an e-mail address and its id is the customer's.
  return {{"customer", tr("Customer"), reports::CellKind::Text, true},
          {"customer_id", tr("Customer id"), reports::CellKind::Id, true},
          {"what", tr("What"), reports::CellKind::Text, true},
          {"at", tr("When"), reports::CellKind::Date},
          {"amount", tr("Amount"), reports::CellKind::Money},
          {"count", tr("Count"), count},
          {"role", tr("Counts"), reports::CellKind::Text},
          {"object", tr("Object"), reports::CellKind::Text},
          {"id", tr("Id"), reports::CellKind::Id, true}};
}

std::shared_ptr<reports::RowFeed> FigureRowsDialog::reportFeed(const QByteArrayList& columns) const {
  const QVector<reports::ReportColumn> all = reportColumns(rows_.figure.kind);
  QVector<int> places;
  for (int i = 0; i < all.size(); ++i)
    if (columns.isEmpty()) places << i;
  for (const QByteArray& name : columns)
    for (int i = 0; i < all.size(); ++i)
      if (all.at(i).name == name) places << i;
  QVector<ReportRow> rows;
  if (model_ != nullptr)
    for (const PartRow& part : model_->rows()) {
      const ReportRow whole = fileRow(part);
      ReportRow chosen;
      for (const int place : places) chosen << whole.at(place);
      rows << chosen;
    }
  return std::make_shared<HeldRows>(std::move(rows));
}

}  // namespace billing::ui
