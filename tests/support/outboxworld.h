// A workspace with rules, a provider that counts what it is asked to do, and a worker between them.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "operations/admin/outbox.h"
#include "store/repositories/outboxrepository.h"
#include "support/fakeprovider.h"
#include "support/ruledworld.h"

namespace billing::test {

using store::OutboxRow;
using store::OutboxState;

/// Charges for changes, keeps marks, and loses answers on order.
class CountingProvider : public FakeProvider {
 public:
  using FakeProvider::FakeProvider;
  enum class Fate {
    Answers,
    LostBefore,  ///< no answer, and nothing was done
    LostAfter,   ///< no answer, but it was done
    DoneLater,   ///< no answer; done when it is asked for the second time
  };
  Fate fate = Fate::Answers;
  std::optional<Error> refusal;
  bool keepsMarks = true;
  int writes = 0;  ///< how often something was sent that changes anything
  std::int64_t charged = 0, refunded = 0;
  std::optional<PendingChange> pending;
  std::function<void()> duringWrite;
  bool slow = false;  ///< changes are accepted, but cannot be seen yet
  std::string refundStatus = "succeeded";

  Result<Provided<SubscriptionState>> changePlan(const PlanChange& change, const CancelToken& cancel) override {
    return write<Provided<SubscriptionState>>(change.metadata.at("billing_console"), [this, change, cancel] {
      charged += 700;
      InvoiceState bill;
      bill.externalId = "in_" + std::to_string(bills.size());
      bill.subscriptionExternalId = change.subscription;
      bill.status = "paid";
      bill.total = {700, *Currency::fromCode("USD")};
      bill.paidMinor = 700;
      bill.issuedAt = now;
      add(bill);
      if (change.atPeriodEnd) pending = PendingChange{"sched_1", change.product, change.quantity, std::nullopt};
      const auto unchanged = FakeProvider::subscription(change.subscription, cancel);
      if (change.atPeriodEnd) return unchanged;
      const auto after = FakeProvider::changePlan(change, cancel);
      return slow ? unchanged : after;
    });
  }
  Result<Provided<SubscriptionState>> edit(const SubscriptionEdit& edit, const CancelToken& cancel) override {
    return write<Provided<SubscriptionState>>(edit.operation, [this, edit, cancel] {
      using enum SubscriptionEdit::Kind;
      for (auto& held : contracts) {
        if (held.state.externalId != edit.subscription) continue;
        SubscriptionState state = held.state;
        if (edit.kind == CancelNow) state.status = SubscriptionStatus::Cancelled;
        if (edit.kind == CancelAtPeriodEnd) state.cancelAtPeriodEnd = true;
        if (edit.kind == CancelOn) state.cancelAt = edit.at;
        if (edit.kind == UndoCancel) state.cancelAtPeriodEnd = false;
        if (edit.kind == Pause) state.status = SubscriptionStatus::Paused;
        if (edit.kind == Resume) state.status = SubscriptionStatus::Active;
        if (edit.kind == ExtendTrial) state.trialEnd = edit.at;
        if (edit.kind == MoveRenewal) state.periodEnd = edit.at;
        if (edit.kind == WithdrawChange) pending.reset();
        state.providerStatus = toString(state.status);
        held = provided(std::move(state));
        held.raw = marked(edit.operation);
      }
      return FakeProvider::subscription(edit.subscription, cancel);
    });
  }
  Result<std::optional<PendingChange>> pendingChange(const std::string&, const CancelToken&) override {
    return pending;
  }
  Result<Provided<RefundState>> refund(const RefundOrder& order, const CancelToken& cancel) override {
    return write<Provided<RefundState>>(order.idempotencyKey, [this, order, cancel] {
      const auto given = FakeProvider::refund(order, cancel);
      if (!given) return given;
      RefundState state = given->state;
      state.createdAt = now;
      state.status = refundStatus;
      returned.back() = provided(std::move(state));
      returned.back().raw = marked(order.idempotencyKey);
      refunded += order.amountMinor.value_or(0);
      return Result<Provided<RefundState>>(returned.back());
    });
  }
  Result<Provided<PriceState>> createPrice(const NewPrice& wanted, const CancelToken&) override {
    return write<Provided<PriceState>>(wanted.operation, [this, wanted]() -> Result<Provided<PriceState>> {
      PriceState price;
      price.priceId = price.productId = "pdt_new";
      price.name = wanted.name;
      price.amount = wanted.amount;
      add(price);
      prices.back().raw = marked(wanted.operation);
      return prices.back();
    });
  }
  Result<void> archivePrice(const std::string& product, const CancelToken&) override {
    return write<Provided<PriceState>>("",
                                       [this, product]() -> Result<Provided<PriceState>> {
                                         std::erase_if(
                                             prices, [&](const auto& price) { return price.state.priceId == product; });
                                         return Provided<PriceState>{};
                                       })
        .map([](const auto&) {});
  }
  Result<CheckoutLink> createCheckout(const CheckoutOrder& order, const CancelToken& cancel) override {
    return write<CheckoutLink>(order.idempotencyKey, [=, this] { return FakeProvider::createCheckout(order, cancel); });
  }
  Result<Provided<SubscriptionState>> subscription(const std::string& id, const CancelToken& cancel) override {
    if (!later.empty() && ++looks >= 2) {
      later.front()();
      later.pop_front();
    }
    return FakeProvider::subscription(id, cancel);
  }

  Instant now;
  int looks = 0;
  std::deque<std::function<void()>> later;

 private:
  std::string marked(const std::string& operation) const {
    return keepsMarks ? "{\"metadata\":{\"billing_console\":\"" + operation + "\"}}" : std::string("{}");
  }
  template <class Value>
  Result<Value> write(const std::string&, std::function<Result<Value>()> work) {
    ++writes;
    if (duringWrite) duringWrite();
    if (refusal) return failure(*refusal);
    if (fate == Fate::Answers) {
      auto value = work();
      if constexpr (requires { value->requestId; })
        if (value) value->requestId = "req_1";
      return value;
    }
    if (fate == Fate::LostAfter) static_cast<void>(work());
    if (fate == Fate::DoneLater) later.emplace_back([work] { static_cast<void>(work()); });
    return failure(ErrorKind::Unavailable, kUnconfirmed, "No answer came", "the connection broke off",
                   "Ask what became of it");
  }
};

class OutboxWorld {
 public:
  explicit OutboxWorld(BillingRules rules = threePlans(), Provider provider = Provider::Stripe)
      : world(std::move(rules), provider), fake(std::make_shared<CountingProvider>(provider)) {
    tick(0);
    SubscriptionState held;
    held.externalId = "sub_1";
    held.customerExternalId = "cus_1";
    held.productId = "pdt_starter";
    held.status = SubscriptionStatus::Active;
    held.providerStatus = "active";
    held.amount = {500, *Currency::fromCode("USD")};
    held.interval = BillingInterval{IntervalUnit::Month, 1};
    held.createdAt = Instant{marchFirst - days};
    held.periodStart = held.createdAt;
    held.periodEnd = Instant{marchFirst + 30 * days};
    fake->add(held);
  }

  void tick(std::int64_t ms) {
    world.db.clock.advance(ms);
    fake->now = world.db.clock.now();
  }
  [[nodiscard]] operations::OutboxWorker worker() {
    operations::OutboxWorker::Parts parts{*world.db, world.context, world.db.clock, {}, {}};
    parts.provider = [this] { return connected ? fake : nullptr; };
    parts.stage = [this](const OutboxRow&, operations::OutboxStage stage) {
      stages += toString(stage);
      stages += ' ';
      if (atStage) atStage(stage);
    };
    parts.askAfterMs = {1000, 2000, 4000};
    parts.notDoneAfterMs = 5000;
    parts.check = [this](const auto&, const auto&, const CancelToken&) { return check; };
    return operations::OutboxWorker(std::move(parts));
  }

  [[nodiscard]] static operations::AdminOrder order(operations::OrderKind kind, const std::string& subject = "sub_1") {
    operations::AdminOrder order;
    order.kind = kind;
    order.subject = subject;
    order.reason = "asked for by phone";
    return order;
  }
  [[nodiscard]] static operations::AdminOrder toPro() {
    auto change = order(operations::OrderKind::ChangePlan);
    change.product = "pdt_pro";
    change.customer = "cus_1";
    return change;
  }
  [[nodiscard]] static operations::Submission submission(operations::AdminOrder order) {
    operations::Submission asked;
    asked.order = std::move(order);
    asked.preview.undoMs = 10'000;
    asked.preview.seen = {{QStringLiteral("product_id"), QStringLiteral("pdt_starter")},
                          {QStringLiteral("quantity"), QStringLiteral("1")}};
    asked.actor = {QStringLiteral("ada"), operations::Role::Admin, true, QStringLiteral("console")};
    return asked;
  }

  Result<OutboxRow> submit(const operations::Submission& asked) {
    return writing([&](store::WriteContext& context) {
      return operations::submitOrder(context, world.context, asked, world.db.clock.now());
    });
  }
  Result<OutboxRow> submit(operations::AdminOrder order) { return submit(submission(std::move(order))); }
  template <class Work>
  Result<OutboxRow> writing(Work work) {
    Result<OutboxRow> row = OutboxRow{};
    const auto done = write(*world.db, [&](store::WriteContext& context) -> Result<void> {
      row = work(context);
      if (!row) return failure(row.error());
      return {};
    });
    return done ? row : Result<OutboxRow>(failure(done.error()));
  }
  /// Submits, waits out the undo, sends. The row afterwards.
  OutboxRow sent(operations::AdminOrder order) {
    const auto row = submit(std::move(order));
    if (!row) qFatal("%s", describe(row.error()).c_str());
    tick(10'000);
    step();
    return now(row->operation);
  }
  operations::OutboxWorker::Step step(const CancelToken& cancel = {}) {
    const auto done = worker().step(cancel);
    if (!done) qFatal("%s", describe(done.error()).c_str());
    return *done;
  }
  [[nodiscard]] OutboxRow now(const QString& operation) {
    const auto row = world.db
                         ->read<std::optional<OutboxRow>>([operation](QSqlDatabase& connection) {
                           return store::OutboxRepository::find(connection, operation);
                         })
                         .result();
    return row && *row ? **row : OutboxRow{};
  }
  /// "change_plan.asked change_plan.sent ...": the audit log of the call.
  [[nodiscard]] QString audit(const QString& operation) {
    QStringList actions;
    for (const QVariant& action :
         column(*world.db, QStringLiteral("SELECT action FROM audit_entries WHERE operation = ? ORDER BY id"),
                {operation}))
      actions += action.toString().section(u'.', 1);
    return actions.join(u' ');
  }
  [[nodiscard]] QString noted(const QString& operation, const char* stage, const char* field) {
    return single(*world.db,
                  QStringLiteral("SELECT %1 FROM audit_entries WHERE operation = ? AND action LIKE ? ORDER BY id DESC")
                      .arg(QLatin1String(field)),
                  {operation, QStringLiteral("%.%1").arg(QLatin1String(stage))})
        .toString();
  }

  RuledWorld world;
  std::shared_ptr<CountingProvider> fake;
  bool connected = true;
  Result<void> check;
  std::string stages;
  std::function<void(operations::OutboxStage)> atStage;
};

}  // namespace billing::test
