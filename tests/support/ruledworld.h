// A workspace with rules, whose deliveries go the real way: stored, read, applied, ruled.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountrules.h"
#include "support/testdatabase.h"
#include "webhooks/processor.h"

namespace billing::test {

inline constexpr std::int64_t marchFirst = 1'772'366'400'000;  // 2026-03-01T12:00:00Z
inline constexpr std::int64_t minutes = 60'000;
inline constexpr std::int64_t days = 86'400'000;

inline Plan planOf(const char* key, int rank, const char* product, const char* limit = nullptr, Tenths credits = 0) {
  Plan plan;
  plan.key = plan.name = key;
  plan.rank = rank;
  if (*product != 0) plan.prices.push_back({{IntervalUnit::Month, 1}, {500, *Currency::fromCode("USD")}, product, {}});
  if (limit != nullptr) plan.limits["api_calls"] = std::stoll(limit);
  plan.allowanceTenths = credits;
  return plan;
}

/// Free, starter (pdt_starter) and pro (pdt_pro); accounts by userId.
inline BillingRules threePlans() {
  BillingRules rules;
  rules.metadataAccountKey = "userId";
  rules.plans = {planOf("free", 0, "", "100"), planOf("starter", 1, "pdt_starter", "5000"),
                 planOf("pro", 2, "pdt_pro", "20000")};
  return rules;
}

/// What a customer of Dodo is told as.
struct Teller {
  std::string customer = "cus_1", email = "ada@example.com", name = "Ada";
  QJsonObject metadata;
  [[nodiscard]] Teller with(const char* key, const std::string& value) const {
    Teller other = *this;
    other.metadata[QLatin1String(key)] = QString::fromStdString(value);
    return other;
  }

  [[nodiscard]] std::string event(const char* type, std::int64_t at, QJsonObject data) const {
    data[u"customer"] = QJsonObject{{QStringLiteral("customer_id"), QString::fromStdString(customer)},
                                    {QStringLiteral("name"), QString::fromStdString(name)},
                                    {QStringLiteral("email"), QString::fromStdString(email)}};
    data[u"currency"] = QStringLiteral("USD");
    data[u"metadata"] = metadata;
    const QJsonObject event{{QStringLiteral("type"), QLatin1String(type)},
                            {QStringLiteral("timestamp"), QString::fromStdString(toIso8601({at}))},
                            {QStringLiteral("data"), data}};
    return QJsonDocument(event).toJson().toStdString();
  }
  [[nodiscard]] std::string subscription(const char* status, std::int64_t at, const char* product = "pdt_pro",
                                         const char* id = "sub_1", const QJsonObject& more = {}) const {
    QJsonObject data{{QStringLiteral("subscription_id"), QLatin1String(id)},
                     {QStringLiteral("product_id"), QLatin1String(product)},
                     {QStringLiteral("status"), QLatin1String(status)},
                     {QStringLiteral("recurring_pre_tax_amount"), 1200},
                     {QStringLiteral("created_at"), QString::fromStdString(toIso8601({marchFirst}))},
                     {QStringLiteral("previous_billing_date"), QString::fromStdString(toIso8601({marchFirst}))},
                     {QStringLiteral("next_billing_date"), QString::fromStdString(toIso8601({marchFirst + 31 * days}))},
                     {QStringLiteral("payment_frequency_interval"), QStringLiteral("Month")},
                     {QStringLiteral("payment_frequency_count"), 1}};
    for (auto field = more.begin(); field != more.end(); ++field) data[field.key()] = field.value();
    return event((std::string("subscription.") + status).c_str(), at, data);
  }
  [[nodiscard]] std::string payment(const char* status, std::int64_t at, const char* id = "pay_1",
                                    const char* product = "", const char* subscription = "", int minor = 1428) const {
    QJsonObject data{{QStringLiteral("payment_id"), QLatin1String(id)},
                     {QStringLiteral("status"), QLatin1String(status)},
                     {QStringLiteral("total_amount"), minor},
                     {QStringLiteral("created_at"), QString::fromStdString(toIso8601({at}))}};
    if (*product != 0) {
      data[u"product_cart"] = QJsonArray{QJsonObject{{QStringLiteral("product_id"), QLatin1String(product)}}};
    }
    if (*subscription != 0) data[u"subscription_id"] = QLatin1String(subscription);
    return event((std::string("payment.") + status).c_str(), at, data);
  }
  [[nodiscard]] std::string refund(std::int64_t at, const char* payment, int minor = 1428) const {
    return event("refund.succeeded", at,
                 {{QStringLiteral("refund_id"), QString(QStringLiteral("ref_") + QLatin1String(payment))},
                  {QStringLiteral("payment_id"), QLatin1String(payment)},
                  {QStringLiteral("status"), QStringLiteral("succeeded")},
                  {QStringLiteral("amount"), minor},
                  {QStringLiteral("created_at"), QString::fromStdString(toIso8601({at}))}});
  }
};

class RuledWorld {
 public:
  explicit RuledWorld(BillingRules itsRules, Provider provider = Provider::Dodo)
      : rules(std::move(itsRules)),
        db({marchFirst}),
        context{rules, provider, false},
        accountRules(context),
        processor(*db, db.clock, &accountRules) {}

  void store(const std::string& id, const std::string& body) { storeAll({{id, body}}); }
  /// Ids and bodies, in this order, in as few commits as may be.
  void storeAll(const std::vector<std::pair<std::string, std::string>>& deliveries) {
    std::vector<std::promise<Result<store::InboxReceipt>>> receipts(deliveries.size());
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
      store::IncomingEvent event = delivery(deliveries[i].first, deliveries[i].second);
      event.provider = toString(context.provider);
      const QJsonObject said = QJsonDocument::fromJson(QByteArray::fromStdString(event.body)).object();
      event.type = said[u"type"].toString().toStdString();
      db->inbox().put(std::move(event),
                      [&, i](Result<store::InboxReceipt> receipt) { receipts[i].set_value(std::move(receipt)); });
    }
    for (auto& receipt : receipts) {
      if (const auto stored = receipt.get_future().get(); !stored) qFatal("%s", describe(stored.error()).c_str());
    }
  }
  void work() {
    processor.start();
    processor.poke();
    if (const auto done = processor.drain(); !done) qFatal("%s", describe(done.error()).c_str());
  }
  void deliver(const std::string& id, const std::string& body) {
    store(id, body);
    work();
  }
  [[nodiscard]] QString of(const char* eventId, const char* field) {
    return single(*db, QStringLiteral("SELECT %1 FROM webhook_events WHERE event_id = ?").arg(QLatin1String(field)),
                  {QLatin1String(eventId)})
        .toString();
  }
  /// A column of the account with this key; empty when there is none.
  [[nodiscard]] QString account(const char* key, const char* field) {
    return single(*db, QStringLiteral("SELECT %1 FROM accounts WHERE account_key = ?").arg(QLatin1String(field)),
                  {QLatin1String(key)})
        .toString();
  }
  [[nodiscard]] int count(const char* table) {
    return single(*db, QStringLiteral("SELECT COUNT(*) FROM %1").arg(QLatin1String(table))).toInt();
  }
  Result<void> write(const store::Database::Work& work) { return test::write(*db, work); }

  BillingRules rules;
  TestDatabase db;
  operations::RulesContext context;
  operations::AccountRules accountRules;
  webhooks::Processor processor;
};

}  // namespace billing::test
