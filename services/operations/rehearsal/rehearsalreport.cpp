#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "operations/rehearsal/rehearsal.h"

namespace billing::operations {
namespace {

QByteArray amountOf(std::int64_t minor, const Currency& currency) {
  return currency.empty() ? QByteArray() : QByteArray::fromStdString(toDecimal(Money{minor, currency}));
}

QByteArray codeOfCurrency(const Currency& currency) {
  return QByteArray::fromStdString(std::string(currency.code()));
}

// RFC 4180; what begins like a formula gets an apostrophe before it.
QByteArray csvText(const QString& text) {
  QString safe = text;
  const QString trimmed = text.trimmed();
  if (!trimmed.isEmpty() && QStringLiteral("=+-@\t\r＝＋－＠").contains(trimmed.front())) safe.prepend(u'\'');
  return '"' + safe.replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
}

QJsonObject lineJson(const RehearsalLine& line) {
  return {{QStringLiteral("account"), line.account},
          {QStringLiteral("name"), line.name},
          {QStringLiteral("subject"), line.subject},
          {QStringLiteral("before"), line.before},
          {QStringLiteral("after"), line.after},
          {QStringLiteral("hit"), line.hit},
          {QStringLiteral("reason"), line.reason},
          {QStringLiteral("currency"), QString::fromUtf8(codeOfCurrency(line.currency))},
          {QStringLiteral("today_minor"), QString::number(line.todayMinor)},
          {QStringLiteral("monthly_before_minor"), QString::number(line.monthlyBeforeMinor)},
          {QStringLiteral("monthly_after_minor"), QString::number(line.monthlyAfterMinor)},
          {QStringLiteral("estimate"), line.estimate}};
}

QJsonObject sumJson(const RehearsalSum& sum) {
  return {{QStringLiteral("currency"), QString::fromUtf8(codeOfCurrency(sum.currency))},
          {QStringLiteral("count"), sum.count},
          {QStringLiteral("today_minor"), QString::number(sum.todayMinor)},
          {QStringLiteral("monthly_before_minor"), QString::number(sum.monthlyBeforeMinor)},
          {QStringLiteral("monthly_after_minor"), QString::number(sum.monthlyAfterMinor)},
          {QStringLiteral("monthly_change_minor"), QString::number(sum.monthlyAfterMinor - sum.monthlyBeforeMinor)}};
}

QByteArray lineText(const RehearsalLine& line) {
  QByteArray text = (line.hit ? "hit  " : "not  ") + line.subject.toUtf8().leftJustified(28) + ' ';
  if (!line.name.isEmpty()) text += line.name.toUtf8() + ": ";
  if (line.hit) text += line.before.toUtf8() + " -> " + line.after.toUtf8();
  if (!line.reason.isEmpty()) text += (line.hit ? " (" : "") + line.reason.toUtf8() + (line.hit ? ")" : "");
  if (line.hit && !line.currency.empty())
    text += " | today " + amountOf(line.todayMinor, line.currency) + ", a month " +
            amountOf(line.monthlyBeforeMinor, line.currency) + " -> " +
            amountOf(line.monthlyAfterMinor, line.currency) + ' ' + codeOfCurrency(line.currency);
  if (line.estimate) text += " (estimate)";
  return text + '\n';
}

}  // namespace

void sumUp(Rehearsal& rehearsal) {
  for (const auto& line : rehearsal.lines) {
    ++(line.hit ? rehearsal.hit : rehearsal.notHit);
    if (!line.hit || line.currency.empty()) continue;
    auto sum = std::ranges::find(rehearsal.sums, line.currency, &RehearsalSum::currency);
    if (sum == rehearsal.sums.end()) {
      rehearsal.sums.append({line.currency, 0, 0, 0, 0});
      sum = rehearsal.sums.end() - 1;
    }
    ++sum->count;
    sum->todayMinor += line.todayMinor;
    sum->monthlyBeforeMinor += line.monthlyBeforeMinor;
    sum->monthlyAfterMinor += line.monthlyAfterMinor;
  }
}

QByteArray rehearsalText(const Rehearsal& rehearsal) {
  QByteArray text =
      "REHEARSAL on a copy; nothing was changed and nobody was called\n" + rehearsal.title.toUtf8() + '\n';
  if (!rehearsal.note.isEmpty()) text += rehearsal.note.toUtf8() + '\n';
  for (const auto& line : rehearsal.lines) text += lineText(line);
  for (const auto& sum : rehearsal.sums)
    text += "sum  " + codeOfCurrency(sum.currency) + ' ' + QByteArray::number(sum.count) + ": today " +
            amountOf(sum.todayMinor, sum.currency) + ", " + rehearsal.monthly.toUtf8() + ' ' +
            amountOf(sum.monthlyBeforeMinor, sum.currency) + " -> " + amountOf(sum.monthlyAfterMinor, sum.currency) +
            '\n';
  return text + QByteArray::number(rehearsal.hit) + " hit, " + QByteArray::number(rehearsal.notHit) + " not\n";
}

QByteArray rehearsalJson(const Rehearsal& rehearsal) {
  QJsonArray lines, sums;
  for (const auto& line : rehearsal.lines) lines.append(lineJson(line));
  for (const auto& sum : rehearsal.sums) sums.append(sumJson(sum));
  const QJsonObject told{{QStringLiteral("title"), rehearsal.title},
                         {QStringLiteral("at"), QString::fromStdString(toIso8601(rehearsal.at))},
                         {QStringLiteral("monthly"), rehearsal.monthly},
                         {QStringLiteral("note"), rehearsal.note},
                         {QStringLiteral("hit"), rehearsal.hit},
                         {QStringLiteral("not_hit"), rehearsal.notHit},
                         {QStringLiteral("sums"), sums},
                         {QStringLiteral("lines"), lines}};
  return QJsonDocument(told).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray rehearsalCsv(const Rehearsal& rehearsal) {
  QByteArray csv =
      "hit,account,name,subject,before,after,reason,currency,today,monthly_before,monthly_after,estimate\r\n";
  for (const auto& line : rehearsal.lines) {
    csv += QByteArray(line.hit ? "yes" : "no") + ',' + csvText(line.account) + ',' + csvText(line.name) + ',' +
           csvText(line.subject) + ',' + csvText(line.before) + ',' + csvText(line.after) + ',' + csvText(line.reason) +
           ',' + codeOfCurrency(line.currency) + ',' + amountOf(line.todayMinor, line.currency) + ',' +
           amountOf(line.monthlyBeforeMinor, line.currency) + ',' + amountOf(line.monthlyAfterMinor, line.currency) +
           ',' + (line.estimate ? "yes" : "no") + "\r\n";
  }
  return csv;
}

}  // namespace billing::operations
