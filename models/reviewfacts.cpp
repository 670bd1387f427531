#include "models/reviewfacts.h"

#include "support/instant.h"

namespace billing::models {
namespace {

QString byAndWhen(const QString& person, std::optional<qint64> at) {
  if (!at) return {};
  return columnText("by %1 at %2").arg(person, QString::fromStdString(toIso8601({*at})));
}

}  // namespace

Fact flaggedFact(const store::ReviewMark& mark) {
  return textFact(mark.flag, mark.flag.isEmpty() ? QString() : byAndWhen(mark.flaggedBy, mark.flaggedAt));
}

Fact reviewedFact(const store::ReviewMark& mark) {
  if (!mark.reviewedAt) return {};
  Fact fact = textFact(mark.reviewedBy, byAndWhen(mark.reviewedBy, mark.reviewedAt));
  if (mark.changedSince) fact.prefix = columnText("changed since");
  return fact;
}

Fact notesFact(const store::ReviewMark& mark) {
  return mark.notes > 0 ? numberFact(mark.notes) : Fact{};
}

}  // namespace billing::models
