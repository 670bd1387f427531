#include "ui/overview/financetables.h"

#include <algorithm>

#include "models/facts.h"
#include "ui/presenters/figurewords.h"

namespace billing::ui {

using models::columnText;
using models::Fact;
using models::textFact;
using operations::FigureKind;
using operations::FigureRow;
using operations::FigureRows;
using K = models::CellKind;

namespace {

/// A count among amounts (the customers that an average is taken over) is said as a word: it is no amount.
Fact amountPart(const PartRow& r) {
  if (r.kind == FigureKind::Money) return models::moneyFact(r.row.part, r.row.currency);
  return models::saidFact(QString::number(r.row.part));
}
Fact countPart(const PartRow& r) {
  return models::numberFact(r.row.part);
}
Fact creditPart(const PartRow& r) {
  return models::quantityFact(r.row.part * 100, columnText("credits"));
}

QString objectWord(const QString& entity) {
  const QPair<const char*, const char*> words[] = {
      {"subscription", "subscription"}, {"customer", "customer"}, {"invoice", "invoice"},
      {"payment", "payment"},           {"refund", "refund"},     {"account", "account"},
      {"dispute", "dispute"},           {"credit", "credits"}};
  for (const auto& [key, word] : words)
    if (entity == QLatin1String(key)) return columnText(word);
  return entity;
}

QString roleWord(const QString& role) {
  if (role == QLatin1String("numerator")) return columnText("above the line");
  if (role == QLatin1String("denominator")) return columnText("below the line");
  if (role == QLatin1String("customer")) return columnText("as a customer");
  return role == QLatin1String("at_start") ? columnText("at the start") : role;
}

QString lineTitle(const operations::Figure& figure) {
  return figure.converted ? columnText("%1, converted").arg(metricTitle(figure.metric)) : metricTitle(figure.metric);
}

QString definitionsText(const operations::Figure& figure) {
  QStringList all;
  for (const auto& used : figure.definitions) all << definitionText(used);
  if (!figure.note.isEmpty()) all << figure.note;
  return all.join(QStringLiteral("; "));
}

}  // namespace

FigureKind partKind(const FigureRows& rows, const FigureRow& row) {
  if (rows.figure.kind == FigureKind::Count || rows.figure.kind == FigureKind::Credits) return rows.figure.kind;
  return row.currency.isEmpty() ? FigureKind::Count : FigureKind::Money;
}

QVector<PartRow> partRows(const FigureRows& rows) {
  QVector<PartRow> parts;
  parts.reserve(rows.rows.size());
  for (const FigureRow& row : rows.rows) parts.push_back({parts.size() + 1, row, partKind(rows, row)});
  return parts;
}

QVector<PartRow> sortedParts(QVector<PartRow> rows, const QByteArray& field, Qt::SortOrder order) {
  const auto words = [&field](const PartRow& r) {
    if (field == "customer") return r.row.customerName.isEmpty() ? r.row.customerExternalId : r.row.customerName;
    if (field == "what") return r.row.what;
    if (field == "role") return r.row.role;
    return field == "entity" ? r.row.entity : r.row.externalId;
  };
  const auto less = [&](const PartRow& a, const PartRow& b) {
    if (field == "part") return qAbs(a.row.part) < qAbs(b.row.part);
    return field == "at" ? a.row.at < b.row.at : QString::localeAwareCompare(words(a), words(b)) < 0;
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const PartRow& a, const PartRow& b) {
    return order == Qt::AscendingOrder ? less(a, b) : less(b, a);
  });
  return rows;
}

models::FactTable partTable(FigureKind kind) {
  using Row = PartRow;
  const K column = kind == FigureKind::Count ? K::Count : kind == FigureKind::Credits ? K::Quantity : K::Money;
  return models::makeTable<Row>(
      {{{"customer", columnText("Customer"), K::Text, false},
        [](const Row& r) { return models::nameFact({r.row.customerName, r.row.customerExternalId}); }},
       {{"what", columnText("What"), K::Text, false}, [](const Row& r) { return textFact(r.row.what); }},
       {{"at", columnText("When"), K::Date, false},
        [](const Row& r) { return r.row.at == 0 ? Fact{} : models::instantFact(r.row.at); }},
       {{"part", columnText("Part"), column, false},
        kind == FigureKind::Count     ? &countPart
        : kind == FigureKind::Credits ? &creditPart
                                      : &amountPart},
       {{"role", columnText("Counts"), K::Text, false}, [](const Row& r) { return textFact(roleWord(r.row.role)); }},
       {{"entity", columnText("Object"), K::Text, false},
        [](const Row& r) { return textFact(objectWord(r.row.entity)); }},
       {{"external_id", columnText("Id"), K::Id, false}, [](const Row& r) { return textFact(r.row.externalId); }}});
}

QVector<FigureLine> figureLines(const QVector<operations::Figure>& figures, const QString& currency,
                                const QLocale& locale) {
  QVector<FigureLine> lines;
  for (const operations::Figure& figure : figures) {
    if (!figure.currency.isEmpty() && figure.currency != currency) continue;
    lines.push_back({lines.size() + 1, figure, figureText(figure, locale),
                     figureValueText(figure.kind, figure.before, figure.currency, locale), changeText(figure, locale)});
  }
  return lines;
}

models::FactTable figureTable() {
  using Row = FigureLine;
  // Words that stand right, as numbers do: the kind of a line is its own.
  return models::makeTable<Row>(
      {{{"figure", columnText("Figure"), K::Text, false},
        [](const Row& r) { return textFact(lineTitle(r.figure), metricMeaning(r.figure.metric)); }},
       {{"value", columnText("Value"), K::Count, false}, [](const Row& r) { return models::saidFact(r.value); }},
       {{"before", columnText("Before"), K::Count, false}, [](const Row& r) { return models::saidFact(r.before); }},
       {{"change", columnText("Change"), K::Count, false}, [](const Row& r) { return models::saidFact(r.change); }},
       {{"formula", columnText("Formula"), K::Text, false},
        [](const Row& r) { return textFact(r.figure.formula, r.figure.terms.join(QStringLiteral("; "))); }},
       {{"definition", columnText("Definition"), K::Text, false},
        [](const Row& r) { return textFact(definitionsText(r.figure)); }}});
}

}  // namespace billing::ui
