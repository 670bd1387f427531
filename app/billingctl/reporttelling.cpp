#include "app/billingctl/reporttelling.h"

#include <algorithm>

namespace billing::ctl {

using operations::Definition;
using operations::DefinitionUsed;
using operations::Figure;
using operations::FigureKind;
using operations::FigureRow;
using operations::MonthRow;

QString TextTable::text(qsizetype numbersFrom) const {
  QVector<qsizetype> widths(heads_.size(), 0);
  const auto widen = [&](const QStringList& cells) {
    for (qsizetype i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], cells[i].size());
  };
  widen(heads_);
  for (const QStringList& line : lines_) widen(line);
  const auto lineOf = [&](const QStringList& cells) {
    QStringList padded;
    for (qsizetype i = 0; i < cells.size(); ++i)
      padded += i < numbersFrom ? cells[i].leftJustified(widths[i]) : cells[i].rightJustified(widths[i]);
    QString line = padded.join(QStringLiteral("  "));
    while (line.endsWith(u' ')) line.chop(1);
    return line + u'\n';
  };
  QString text = lineOf(heads_);
  for (const QStringList& line : lines_) text += lineOf(line);
  return text;
}

QString monthText(int month) {
  return QStringLiteral("%1-%2").arg(month / 100, 4, 10, QLatin1Char('0')).arg(month % 100, 2, 10, QLatin1Char('0'));
}

QString moneyText(qint64 minor, const QString& currency) {
  return operations::figureText(FigureKind::Money, minor, currency);
}

QString valueText(const Figure& figure) {
  if (!figure.value) return QStringLiteral("n/a");
  const QString text = operations::figureText(figure.kind, *figure.value, figure.currency);
  return figure.kind == FigureKind::Money ? text + u' ' + figure.currency : text;
}

QString figureLines(const Figure& figure) {
  QString text = operations::metricKey(figure.metric);
  if (!figure.currency.isEmpty()) text += QStringLiteral(" [%1]").arg(figure.currency);
  text += QStringLiteral(": ") + valueText(figure);
  if (figure.before) {
    Figure before = figure;
    before.value = figure.before;
    text += QStringLiteral(" (before: %1)").arg(valueText(before));
  }
  text += QStringLiteral("\n  = %1\n").arg(figure.formula);
  for (const QString& term : figure.terms) text += QStringLiteral("  = %1\n").arg(term);
  if (!figure.note.isEmpty()) text += QStringLiteral("  note: %1\n").arg(figure.note);
  for (const DefinitionUsed& used : figure.definitions) {
    const QString choice = used.choice.isEmpty() ? used.term : used.term + u'=' + used.choice;
    text += QStringLiteral("  %1, version %2: %3\n").arg(choice).arg(used.version).arg(used.words);
  }
  return text;
}

QJsonObject figureJson(const Figure& figure) {
  QJsonArray definitions;
  for (const DefinitionUsed& used : figure.definitions)
    definitions.append(QJsonObject{{QStringLiteral("term"), used.term},
                                   {QStringLiteral("choice"), used.choice},
                                   {QStringLiteral("version"), used.version},
                                   {QStringLiteral("words"), used.words}});
  const auto number = [](std::optional<qint64> value) { return value ? QJsonValue(*value) : QJsonValue(); };
  const auto text = [&](std::optional<qint64> value) {
    return value ? QJsonValue(operations::figureText(figure.kind, *value, figure.currency)) : QJsonValue();
  };
  return {{QStringLiteral("metric"), operations::metricKey(figure.metric)},
          {QStringLiteral("currency"), figure.currency},
          {QStringLiteral("converted"), figure.converted},
          {QStringLiteral("value"), number(figure.value)},
          {QStringLiteral("text"), text(figure.value)},
          {QStringLiteral("before"), number(figure.before)},
          {QStringLiteral("formula"), figure.formula},
          {QStringLiteral("terms"), QJsonArray::fromStringList(figure.terms)},
          {QStringLiteral("note"), figure.note},
          {QStringLiteral("definitions"), definitions}};
}

QJsonObject rowJson(const FigureRow& row, FigureKind kind) {
  return {{QStringLiteral("entity"), row.entity},
          {QStringLiteral("row"), row.row},
          {QStringLiteral("provider"), row.provider},
          {QStringLiteral("externalId"), row.externalId},
          {QStringLiteral("customer"), row.customerExternalId},
          {QStringLiteral("customerName"), row.customerName},
          {QStringLiteral("what"), row.what},
          {QStringLiteral("at"), row.at == 0 ? QJsonValue() : QString::fromStdString(toIso8601({row.at}))},
          {QStringLiteral("part"), row.part},
          {QStringLiteral("text"), operations::figureText(kind, row.part, row.currency)},
          {QStringLiteral("currency"), row.currency},
          {QStringLiteral("role"), row.role}};
}

QJsonObject monthJson(const MonthRow& row) {
  return {{QStringLiteral("month"), monthText(row.month)},
          {QStringLiteral("currency"), row.currency},
          {QStringLiteral("start"), row.startMinor},
          {QStringLiteral("new"), row.newMinor},
          {QStringLiteral("expansion"), row.expansionMinor},
          {QStringLiteral("contraction"), row.contractionMinor},
          {QStringLiteral("churn"), row.churnMinor},
          {QStringLiteral("reactivation"), row.reactivationMinor},
          {QStringLiteral("currencyMoves"), row.currencyMinor},
          {QStringLiteral("end"), row.endMinor},
          {QStringLiteral("customersStart"), row.customersStart},
          {QStringLiteral("customersNew"), row.customersNew},
          {QStringLiteral("customersChurned"), row.customersChurned},
          {QStringLiteral("customersEnd"), row.customersEnd},
          {QStringLiteral("note"), row.note}};
}

QJsonObject definitionJson(const Definition& definition) {
  QJsonArray choices;
  for (qsizetype i = 0; i < definition.choices.size(); ++i)
    choices.append(
        QJsonObject{{QStringLiteral("choice"), definition.choices[i]}, {QStringLiteral("words"), definition.words[i]}});
  return {{QStringLiteral("term"), definition.term},
          {QStringLiteral("title"), definition.title},
          {QStringLiteral("version"), definition.version},
          {QStringLiteral("choices"), choices},
          {QStringLiteral("chosen"), definition.chosen},
          {QStringLiteral("since"),
           definition.since == 0 ? QJsonValue() : QString::fromStdString(toIso8601({definition.since}))},
          {QStringLiteral("by"), definition.by},
          {QStringLiteral("reason"), definition.reason}};
}

}  // namespace billing::ctl
