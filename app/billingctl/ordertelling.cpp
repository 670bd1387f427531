#include "app/billingctl/ordertelling.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "app/billingctl/outboxtelling.h"

namespace billing::ctl {
namespace {

std::string amountOf(const Money& money) {
  return toDecimal(money) + ' ' + std::string(money.currency.code());
}

void printPart(const char* name, const std::string& text) {
  if (!text.empty()) std::printf("  %-14s %s\n", name, text.c_str());
}

void tellMoney(const operations::OrderPreview& preview) {
  if (preview.today) {
    const Money& today = *preview.today;
    printPart("now", today.minor > 0   ? amountOf(today) + " charged"
                     : today.minor < 0 ? amountOf({-today.minor, today.currency}) + " given back"
                                       : "nothing charged");
  }
  for (const auto& line : preview.lines) printPart("", line.text.toStdString() + ": " + amountOf(line.amount));
  if (preview.tax) printPart("tax within", amountOf(*preview.tax));
  if (preview.credit && preview.credit->minor != 0) printPart("credit", amountOf(*preview.credit));
  std::string next = preview.nextInvoice ? amountOf(*preview.nextInvoice) : std::string();
  if (preview.nextInvoiceAt) next += (next.empty() ? "" : " on ") + toIso8601(*preview.nextInvoiceAt);
  printPart("next invoice", next);
  if (preview.accessUntil) printPart("access until", toIso8601(*preview.accessUntil));
  if (!preview.source.isEmpty()) printPart(preview.estimate ? "estimate by" : "so says", preview.source.toStdString());
}

QJsonObject objectOf(const QByteArray& json) {
  return QJsonDocument::fromJson(json).object();
}

}  // namespace

void tellPreview(const operations::AdminOrder& order, const operations::OrderPreview& preview,
                 const workspace::Profile& profile) {
  std::printf("%s: %s\n", profile.live() ? "LIVE" : "TEST",
              operations::describeOrder(order, profile.rules, profile.live()).c_str());
  if (preview.refusal) {
    printPart("refused", describe(*preview.refusal));
    return;
  }
  tellMoney(preview);
  for (const auto& change : preview.changes)
    printPart("change", change.field.toStdString() + ": " +
                            (change.before.isEmpty() ? "none" : change.before.toStdString()) + " -> " +
                            (change.after.isEmpty() ? "none" : change.after.toStdString()));
  for (const QString& warning : preview.warnings) printPart("warning", warning.toStdString());
  printPart("second person", preview.approvalWhy.toStdString());
}

void tellOrderJson(const operations::AdminOrder& order, const operations::OrderPreview& preview,
                   const store::OutboxRow* call) {
  QJsonObject told{{QStringLiteral("order"), objectOf(toJson(order))},
                   {QStringLiteral("preview"), objectOf(toJson(preview))}};
  if (call != nullptr) told.insert(QStringLiteral("call"), outboxJson(*call));
  std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
  std::fflush(stdout);
}

}  // namespace billing::ctl
