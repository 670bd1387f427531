// A workspace that finance looks at: seven months of events, applied as webhooks are, and a desk over them.
#pragma once

#include <array>
#include <random>

#include "domain/civildate.h"
#include "operations/finance/sqlfinancedesk.h"
#include "support/accountfixture.h"
#include "support/testdatabase.h"
#include "webhooks/eventapplier.h"

namespace billing::test {

using namespace billing::operations;  // NOLINT: a fixture of tests

inline constexpr std::int64_t kDay = 86'400'000;
inline const Instant kBooksNow = *fromIso8601("2026-07-15T09:00:00Z");

inline Instant day(std::int64_t ofYear) {
  return {utcMidnight({2026, 1, 1}).ms + ofYear * kDay};
}

inline FinancePeriod months(const char* from, const char* to) {
  FinancePeriod period;
  period.from = QDate::fromString(QLatin1String(from) + QStringLiteral("-01"), Qt::ISODate);
  period.to = QDate::fromString(QLatin1String(to) + QStringLiteral("-01"), Qt::ISODate).addMonths(1).addDays(-1);
  period.zone = QStringLiteral("UTC");
  return period;
}

inline BillingEvent heard(std::int64_t onDay, const std::string& subject) {
  static int serial = 0;
  BillingEvent event;
  event.eventId = "evt_" + std::to_string(++serial);
  event.occurredAt = day(onDay);
  event.subject = subject;
  return event;
}

inline SubscriptionState running(const std::string& id, std::int64_t minor, const char* currency,
                                 BillingInterval interval) {
  SubscriptionState one;
  one.externalId = id;
  one.customerExternalId = "cus_" + id.substr(0, id.find('.'));
  one.productId = "prod_pro";
  one.status = SubscriptionStatus::Active;
  one.amount = {minor, *Currency::fromCode(currency)};
  one.interval = interval;
  one.createdAt = day(0);
  return one;
}

// A few hundred events of seven months: everybody comes, some change, pause, leave and come back; in three currencies,
// with invoices (one negative), payments, refunds, a dispute, trials and credits.
class Books {
 public:
  Books() : desk_(*db, settings(), db.clock) {
    db.clock.set(kBooksNow);
    const auto filled = write(*db, [&](store::WriteContext& context) -> Result<void> {
      for (int customer = 0; customer < 40; ++customer)
        for (const BillingEvent& event : lifeOf(customer))
          if (auto applied = webhooks::applyEvent(context, event, kBooksNow); !applied) return failure(applied.error());
      return {};
    });
    if (!filled) qFatal("%s", describe(filled.error()).c_str());
    credits();
  }
  static FinanceSettings settings() {
    FinanceSettings settings;
    settings.convertTo = QStringLiteral("USD");
    for (const auto& [code, rate, date] : {std::tuple{"EUR", "1.0842", CivilDate{2026, 1, 1}},
                                           {"EUR", "1.10", {2026, 5, 1}},
                                           {"KWD", "3.25", {2026, 1, 1}}})
      settings.rates.push_back(rateFrom(*Currency::fromCode(code), rate, date).value());
    return settings;
  }
  SqlFinanceDesk& desk() { return desk_; }
  FigureRows rows(const Figure& figure, const FinancePeriod& period) {
    FigureQuestion question;
    question.metric = figure.metric;
    question.period = period;
    question.currency = figure.currency;
    question.converted = figure.converted;
    return desk_.rows(question, {}).result().value();
  }
  Figure figure(Metric metric, const char* currency, const FinancePeriod& period) {
    FigureQuestion question;
    question.metric = metric;
    question.period = period;
    question.currency = QLatin1String(currency);
    return desk_.rows(question, {}).result().value().figure;
  }
  Result<void> choose(const char* term, const char* choice, const char* role = "finance") {
    return desk_
        .choose(QLatin1String(term), QLatin1String(choice), QStringLiteral("for the test"),
                {QStringLiteral("ada"), QLatin1String(role), QStringLiteral("console"), false})
        .result();
  }
  TestDatabase db{kBooksNow};

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  std::vector<BillingEvent> lifeOf(int customer) {
    const std::array<const char*, 3> currencies{"USD", "EUR", "KWD"};
    const char* currency = currencies.at(static_cast<std::size_t>(customer % 3));
    const std::array<BillingInterval, 4> intervals{
        BillingInterval{}, {IntervalUnit::Year, 1}, {IntervalUnit::Week, 2}, {IntervalUnit::Month, 7}};
    const std::string id = "s" + std::to_string(customer);
    auto one = running(id, 1000 + below(9000), currency, intervals.at(static_cast<std::size_t>(below(4))));
    std::vector<BillingEvent> life;
    int today = below(60);
    one.createdAt = day(today);
    if (customer % 5 == 0) {
      one.status = SubscriptionStatus::Trialing;
      one.trialEnd = day(today + 14);
      life.push_back(told(today, one));
      today += 14;
      one.status = customer % 10 == 0 ? SubscriptionStatus::Cancelled : SubscriptionStatus::Active;
      if (customer % 10 == 0) one.cancelledAt = day(today);
      life.push_back(told(today, one));
      if (customer % 10 == 0) return life;
    }
    for (int change = 0; change < 6 && today < 190; ++change) {
      life.push_back(told(today, one));
      bill(life, one, today);
      today += 5 + below(40);
      vary(one, today);
    }
    life.push_back(told(std::min(today, 194), one));
    return life;
  }
  BillingEvent told(int onDay, const SubscriptionState& one) {
    auto event = heard(onDay, one.externalId);
    event.subscriptions.push_back(one);
    return event;
  }
  void vary(SubscriptionState& one, int today) {
    using enum SubscriptionStatus;
    const std::array<SubscriptionStatus, 6> turns{Active, Active, PastDue, Paused, Cancelled, Active};
    one.status = turns.at(static_cast<std::size_t>(below(6)));
    one.cancelledAt = one.status == Cancelled ? std::optional(day(today)) : std::nullopt;
    one.cancelAt = below(9) == 0 && one.status == Active ? std::optional(day(today + 60)) : std::nullopt;
    if (below(3) == 0) one.amount.minor = std::max<std::int64_t>(500, one.amount.minor + below(3000) - 1500);
  }
  void bill(std::vector<BillingEvent>& life, const SubscriptionState& one, int today) {
    auto event = heard(today, one.externalId);
    const std::string number = std::to_string(++bills_);
    InvoiceState invoice;
    invoice.externalId = "in_" + number;
    invoice.number = number;
    invoice.customerExternalId = one.customerExternalId;
    invoice.subscriptionExternalId = one.externalId;
    invoice.status = bills_ % 6 == 0 ? "open" : bills_ % 13 == 0 ? "void" : "paid";
    invoice.total = one.amount;
    if (bills_ % 11 == 0) invoice.total.minor = -300;
    if (bills_ % 4 == 0) invoice.taxMinor = invoice.total.minor / 6;
    invoice.remainingMinor = invoice.status == "open" ? invoice.total.minor : 0;
    invoice.issuedAt = day(today);
    invoice.dueAt = day(today + 7);
    if (invoice.status == "paid") invoice.paidAt = day(today + 1);
    if (bills_ % 3 == 0) {
      const std::int64_t net = invoice.total.minor - invoice.taxMinor.value_or(0);
      invoice.lines.push_back({"Pro", 1, net - 7, {}, {}, false, "prod_pro", day(today), day(today + 31)});
      invoice.lines.push_back({"Set-up", 1, 7, {}, {}, false, "", {}, {}});
    }
    event.invoices.push_back(invoice);
    if (invoice.status == "paid") event.payments.push_back(payment(one, "pay_" + number, today));
    if (bills_ % 7 == 0)
      event.refunds.push_back({{},
                               "re_" + number,
                               "pay_" + number,
                               one.customerExternalId,
                               "succeeded",
                               {200, one.amount.currency},
                               {},
                               day(today + 2)});
    if (bills_ == 9)
      event.disputes.push_back(
          {{}, "dp_9", "pay_9", one.customerExternalId, "open", true, one.amount, {}, day(today + 3)});
    life.push_back(event);
  }
  static PaymentState payment(const SubscriptionState& one, const std::string& id, int today) {
    PaymentState state;
    state.externalId = id;
    state.customerExternalId = one.customerExternalId;
    state.subscriptionExternalId = one.externalId;
    state.status = "succeeded";
    state.amount = one.amount;
    state.createdAt = day(today + 1);
    return state;
  }
  void credits() {
    const qint64 account = addAccount(*db, QStringLiteral("org_1"));
    const auto entry = [&](const char* kind, qint64 tenths, int on, QVariant grant) {
      const auto put =
          run(*db,
              QStringLiteral("INSERT INTO credit_ledger (account_id, grant_id, kind, tenths, at) VALUES (?, "
                             "?, ?, ?, ?)"),
              {account, std::move(grant), QLatin1String(kind), tenths, qlonglong(day(on).ms)});
      if (!put) qFatal("%s", describe(put.error()).c_str());
    };
    for (const char* source : {"starting", "purchase"}) {
      const auto put = run(*db,
                           QStringLiteral("INSERT INTO credit_grants (account_id, source, reference, tenths, "
                                          "remaining_tenths, granted_at) VALUES (?, ?, 'r', 1000, 1000, ?)"),
                           {account, QLatin1String(source), qlonglong(day(10).ms)});
      if (!put) qFatal("%s", describe(put.error()).c_str());
    }
    entry("grant", 1000, 10, 1);
    entry("grant", 1000, 40, 2);
    entry("use", -255, 41, 2);
    entry("expire", -600, 100, 1);
    entry("use", -45, 190, 2);
  }

  std::mt19937 random_{11};  // NOLINT: the same numbers every time
  int bills_ = 0;
  SqlFinanceDesk desk_;
};

}  // namespace billing::test
