#include "ui/presenters/timelineentries.h"

#include "models/idtext.h"
#include "models/statustext.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/statuslook.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

QString nameOfPlan(const BillingRules& rules, const QString& key) {
  const Plan* plan = rules.plan(key.toStdString());
  return plan != nullptr ? QString::fromStdString(plan->name) : key;
}

int rankOfPlan(const BillingRules& rules, const QString& key) {
  const Plan* plan = rules.plan(key.toStdString());
  return plan != nullptr ? plan->rank : -1;
}

QString causeOfChange(const QString& cause) {
  if (cause == QStringLiteral("event")) return say("told by the provider");
  if (cause == QStringLiteral("job")) return say("by the downgrade job");
  if (cause == QStringLiteral("manual")) return say("by hand");
  return cause == QStringLiteral("sign_up") ? say("at sign-up") : cause;
}

QString iconOfEvent(const store::WebhookEventRow& event) {
  const StatusLook look = statusLook(event.state);
  if (look.tone == Tone::Danger) return look.icon;
  if (event.type.contains(QStringLiteral("payment")) || event.type.contains(QStringLiteral("charge")))
    return QStringLiteral("card");
  if (event.type.contains(QStringLiteral("invoice"))) return QStringLiteral("invoices");
  if (event.type.contains(QStringLiteral("customer"))) return QStringLiteral("customers");
  if (event.type.contains(QStringLiteral("subscription"))) return QStringLiteral("subscriptions");
  return QStringLiteral("webhooks");
}

}  // namespace

QVector<TimelineEntry> entriesOf(const QVector<store::WebhookEventRow>& events) {
  QVector<TimelineEntry> entries;
  for (const auto& event : events) {
    TimelineEntry entry;
    entry.at = event.occurredAt.value_or(event.receivedAt);
    entry.icon = iconOfEvent(event);
    const Tone tone = statusLook(event.state).tone;
    entry.tone = tone == Tone::Success ? Tone::Accent : tone;
    entry.title = event.type.isEmpty() ? say("(no type)") : event.type;
    entry.caption = !event.error.isEmpty()           ? event.error
                    : !event.effectSummary.isEmpty() ? event.effectSummary
                                                     : models::statusText(event.state);
    entry.pane = PaneId::Webhooks;
    entry.row = event.id;
    entries.push_back(entry);
  }
  return entries;
}

QVector<TimelineEntry> entriesOf(const QVector<store::PaymentRow>& payments, const QLocale& locale) {
  QVector<TimelineEntry> entries;
  for (const auto& payment : payments) {
    const bool failed = payment.status == QStringLiteral("failed");
    TimelineEntry entry;
    entry.at = payment.createdAt.value_or(0);
    entry.icon = failed ? QStringLiteral("close-circle") : QStringLiteral("card");
    entry.tone = statusLook(payment.status).tone;
    entry.title = say("Payment %1").arg(models::statusText(payment.status));
    entry.amount = moneyText(payment.amountMinor, payment.currency, locale);
    QStringList notes;
    if (!payment.method.isEmpty()) notes << payment.method;
    if (failed && !payment.failureMessage.isEmpty()) notes << payment.failureMessage;
    if (payment.refundedMinor > 0)
      notes << say("%1 refunded").arg(moneyText(payment.refundedMinor, payment.currency, locale));
    if (payment.disputed) notes << say("disputed");
    entry.caption = notes.isEmpty() ? models::shortId(payment.externalId) : notes.join(QStringLiteral(" · "));
    entries.push_back(entry);
  }
  return entries;
}

QVector<TimelineEntry> entriesOf(const QVector<store::PlanChangeRow>& changes, const BillingRules& rules) {
  QVector<TimelineEntry> entries;
  for (const auto& change : changes) {
    const bool up = rankOfPlan(rules, change.toPlan) >= rankOfPlan(rules, change.fromPlan);
    TimelineEntry entry;
    entry.at = change.at;
    entry.icon = up ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down");
    entry.tone = up ? Tone::Success : Tone::Warning;
    const QString to = nameOfPlan(rules, change.toPlan);
    entry.title = change.fromPlan.isEmpty() ? say("Plan %1").arg(to)
                                            : say("Plan %1 to %2").arg(nameOfPlan(rules, change.fromPlan), to);
    entry.caption = causeOfChange(change.cause);
    entries.push_back(entry);
  }
  return entries;
}

QVector<TimelineEntry> entriesOf(const QVector<store::InvoiceRow>& invoices, const QLocale& locale) {
  QVector<TimelineEntry> entries;
  for (const auto& invoice : invoices) {
    TimelineEntry entry;
    entry.at = invoice.issuedAt.value_or(0);
    entry.icon = QStringLiteral("invoices");
    entry.tone = statusLook(invoice.status).tone;
    const QString number = invoice.number.isEmpty() ? models::shortId(invoice.externalId) : invoice.number;
    entry.title = say("Invoice %1").arg(number);
    entry.caption = models::statusText(invoice.status);
    entry.amount = moneyText(invoice.totalMinor, invoice.currency, locale);
    entry.pane = PaneId::Invoices;
    entry.row = invoice.id;
    entries.push_back(entry);
  }
  return entries;
}

}  // namespace billing::ui
