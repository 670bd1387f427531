#include "ui/presenters/figurewords.h"

#include <algorithm>

#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using operations::Figure;
using operations::FigureKind;
using operations::Metric;

namespace {

struct MetricWords {
  const char* title;
  const char* meaning;
};

/// In the order of the enumeration.
constexpr MetricWords kMetricWords[operations::kMetricCount] = {
    {"Monthly revenue (MRR)", "What running subscriptions bring in a month, at the end of the period"},
    {"Committed MRR", "MRR without the cancellations that are already scheduled"},
    {"Annual revenue (ARR)", "Twelve times the MRR"},
    {"Revenue per customer", "MRR for each paying customer"},
    {"Paying customers", "Customers with MRR at the end of the period"},
    {"New MRR", "Of customers who pay for the first time"},
    {"Expansion", "Customers who pay more than before"},
    {"Contraction", "Customers who pay less than before"},
    {"Churned MRR", "Of customers who have stopped paying"},
    {"Reactivation", "Of customers who came back"},
    {"Currency changes", "What a change of rates alone has moved"},
    {"Net new MRR", "All movements together: the change of MRR"},
    {"Customer churn", "The share of customers who have stopped paying"},
    {"Gross revenue churn", "The share of MRR lost by churn and contraction"},
    {"Net revenue churn", "Gross churn less what other customers pay more"},
    {"Net revenue retention", "What the customers of the start pay at the end"},
    {"Gross revenue retention", "The same, without what they pay more"},
    {"Quick ratio", "MRR won for each unit lost"},
    {"Lifetime value", "What a customer brings before leaving"},
    {"Trial conversion", "The share of ended trials that became paying"},
    {"Trials ended", "Trials whose end lies in the period"},
    {"Owed", "What open invoices still ask for, due or not"},
    {"In dunning", "Invoices whose payment is being tried again"},
    {"In grace", "Subscriptions that keep their plan although a payment failed"},
    {"Invoiced", "Invoices issued in the period"},
    {"Recognised revenue", "The part of what was invoiced that has been delivered"},
    {"Deferred revenue", "Paid for, not yet delivered"},
    {"Collected", "Payments received in the period"},
    {"Refunded", "Given back in the period"},
    {"Disputed", "Payments that a bank has called into question"},
    {"Credits sold", "Credits bought in the period"},
    {"Credits used", "Credits spent in the period"},
    {"Credits expired", "Credits that ran out unused"},
    {"Credits outstanding", "Credits still to be honoured: a liability"}};

QString decimals(qint64 value, int digits, const QLocale& locale) {
  const qint64 scale = digits == 1 ? 10 : 100;
  const QString whole = locale.toString(qAbs(value) / scale);
  const QString rest = QString::number(qAbs(value) % scale).rightJustified(digits, QLatin1Char('0'));
  return QStringLiteral("%1%2%3%4")
      .arg(value < 0 ? QStringLiteral("−") : QString(), whole, locale.decimalPoint(), rest);
}

QDate firstDay(int month) {
  return {month / 100, month % 100, 1};
}

/// Tenths of a percent, rounded half away from zero; nothing of nothing has no share.
std::optional<qint64> changeTenths(qint64 value, qint64 before) {
  if (before == 0) return std::nullopt;
  const qint64 doubled = (value - before) * 2000 / qAbs(before);
  return (doubled + (doubled < 0 ? -1 : 1)) / 2;
}

/// The size of a change, without its sign.
QString changeSize(const Figure& figure, const QLocale& locale) {
  const qint64 size = qAbs(*figure.value - *figure.before);
  if (figure.kind == FigureKind::Percent) return say("%1 points").arg(decimals(size, 2, locale));
  return figureValueText(figure.kind, size, figure.currency, locale);
}

}  // namespace

QString metricTitle(Metric metric) {
  return say(kMetricWords[static_cast<int>(metric)].title);
}

QString metricMeaning(Metric metric) {
  return say(kMetricWords[static_cast<int>(metric)].meaning);
}

QString figureValueText(FigureKind kind, std::optional<qint64> value, const QString& currency, const QLocale& locale) {
  if (!value) return say("n/a");
  switch (kind) {
    case FigureKind::Money:
      return moneyText(*value, currency, locale);
    case FigureKind::Count:
      return locale.toString(*value);
    case FigureKind::Percent:
      return QStringLiteral("%1 %").arg(decimals(*value, 2, locale));
    case FigureKind::Ratio:
      return decimals(*value, 2, locale);
    case FigureKind::Credits:
      return decimals(*value, 1, locale);
  }
  return {};
}

QString figureText(const Figure& figure, const QLocale& locale) {
  return figureValueText(figure.kind, figure.value, figure.currency, locale);
}

QString changeText(const Figure& figure, const QLocale& locale) {
  if (!figure.value || !figure.before) return say("n/a");
  if (*figure.value == *figure.before) return say("no change");
  const QString arrow = *figure.value > *figure.before ? QStringLiteral("▲") : QStringLiteral("▼");
  const QString size = changeSize(figure, locale);
  const auto share = changeTenths(*figure.value, *figure.before);
  if (figure.kind == FigureKind::Percent || figure.kind == FigureKind::Ratio || !share)
    return QStringLiteral("%1 %2").arg(arrow, size);
  return QStringLiteral("%1 %2 (%3 %)").arg(arrow, size, decimals(qAbs(*share), 1, locale));
}

QString signedMoneyText(qint64 minor, const QString& currency, const QLocale& locale) {
  const QString size = moneyText(qAbs(minor), currency, locale);
  return minor == 0 ? size : (minor < 0 ? QStringLiteral("−") : QStringLiteral("+")) + size;
}

QString definitionText(const operations::DefinitionUsed& used) {
  return say("%1 (version %2)").arg(used.words).arg(used.version);
}

QStringList figureExplanation(const Figure& figure) {
  QStringList lines{metricMeaning(figure.metric)};
  if (!figure.formula.isEmpty()) lines << say("Formula: %1").arg(figure.formula);
  lines << figure.terms;
  for (const auto& used : figure.definitions) lines << definitionText(used);
  if (!figure.note.isEmpty()) lines << figure.note;
  return lines;
}

QString monthText(int month) {
  return QLocale(QLocale::English).toString(firstDay(month), QStringLiteral("MMM yyyy"));
}

QString shortMonthText(int month) {
  return QLocale(QLocale::English).toString(firstDay(month), QStringLiteral("MMM"));
}

QStringList currenciesOf(const operations::FinanceOverview& overview) {
  QStringList found;
  const auto note = [&found](const QString& currency) {
    if (!currency.isEmpty() && !found.contains(currency)) found << currency;
  };
  for (const Figure& figure : overview.figures) note(figure.currency);
  for (const auto& month : overview.months) note(month.currency);
  for (const auto& age : overview.ages) note(age.currency);
  // Not an order of value, which would need a rate: of how many customers pay in it.
  const auto customers = [&overview](const QString& currency) {
    int most = 0;
    for (const auto& month : overview.months)
      if (month.currency == currency) most = qMax(most, month.customersEnd);
    return most;
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](const QString& a, const QString& b) { return customers(a) > customers(b); });
  return found;
}

}  // namespace billing::ui
