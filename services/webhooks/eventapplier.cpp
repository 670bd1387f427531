#include "webhooks/eventapplier.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "domain/eventapplication.h"
#include "store/repositories/confirmation.h"
#include "store/repositories/customerrepository.h"
#include "store/repositories/disputerepository.h"
#include "store/repositories/invoicerepository.h"
#include "store/repositories/paymentrepository.h"
#include "store/repositories/pricerepository.h"
#include "store/repositories/refundrepository.h"
#include "store/repositories/subscriptionrepository.h"
#include "store/repositories/usagerepository.h"
#include "webhooks/effectsummary.h"
#include "webhooks/revenuenote.h"

namespace billing::webhooks {
namespace {

using namespace store;

// What differs between the entities: the name in the log, the key, and the row's type.
template <class State>
struct Table;

template <class State, class RepositoryType>
struct TableById {
  using Repository = RepositoryType;
  using Row = Stored<State>;
  static std::string id(const State& state) { return state.externalId; }
  static auto find(WriteContext& context, Provider provider, const State& state) {
    return Repository::find(context, provider, state.externalId);
  }
  static Result<void> derive(WriteContext&, Row&, Instant) { return {}; }
};

template <>
struct Table<CustomerState> : TableById<CustomerState, CustomerRepository> {
  static constexpr auto name = "customer";
  static constexpr auto entity = Entity::Customer;
};
template <>
struct Table<PaymentState> : TableById<PaymentState, PaymentRepository> {
  static constexpr auto name = "payment";
  static constexpr auto entity = Entity::Payment;
};
template <>
struct Table<InvoiceState> : TableById<InvoiceState, InvoiceRepository> {
  static constexpr auto name = "invoice";
  static constexpr auto entity = Entity::Invoice;
};
template <>
struct Table<RefundState> : TableById<RefundState, RefundRepository> {
  static constexpr auto name = "refund";
  static constexpr auto entity = Entity::Refund;
};
template <>
struct Table<DisputeState> : TableById<DisputeState, DisputeRepository> {
  static constexpr auto name = "dispute";
  static constexpr auto entity = Entity::Dispute;
};

template <>
struct Table<SubscriptionState> : TableById<SubscriptionState, SubscriptionRepository> {
  using Row = StoredSubscription;
  static constexpr auto name = "subscription";
  static constexpr auto entity = Entity::Subscription;
  static Result<void> derive(WriteContext& context, Row& row, Instant now) {
    return listedMrr(context, row.state, now).map([&](std::int64_t minor) { row.mrrMinor = minor; });
  }
};

template <>
struct Table<UsageState> : TableById<UsageState, UsageRepository> {
  static constexpr auto name = "usage";
  static constexpr auto entity = Entity::Usage;
  static auto find(WriteContext& context, Provider provider, const UsageState& state) {
    return UsageRepository::find(context, provider, state.externalId, state.customerExternalId);
  }
};

template <>
struct Table<PriceState> : TableById<PriceState, PriceRepository> {
  static constexpr auto name = "price";
  static constexpr auto entity = Entity::Price;
  static std::string id(const PriceState& state) { return state.priceId; }
  static auto find(WriteContext& context, Provider provider, const PriceState& state) {
    return PriceRepository::find(context, provider, state.priceId);
  }
};

std::string asJson(const std::vector<FieldChange>& changes, std::string FieldChange::* side) {
  QJsonObject object;
  for (const FieldChange& change : changes) {
    object.insert(QString::fromStdString(change.field), QString::fromStdString(change.*side));
  }
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

template <class State>
Effect effectOf(const Applied<State>& applied, const std::string& id) {
  Effect effect{Table<State>::name, id, "{}", "{}", std::string(toString(applied.outcome))};
  if (!applied.changes.empty()) {
    effect.after = asJson(applied.changes, &FieldChange::after);
    if (applied.outcome != Outcome::Created) effect.before = asJson(applied.changes, &FieldChange::before);
  }
  return effect;
}

// Goes through an event's objects, the most telling kind first; the first one at first hand is what the event is about.
class Application {
 public:
  Application(WriteContext& context, const BillingEvent& event, Instant now, std::optional<Instant> readAt)
      : context_(context), event_(event), now_(now), readAt_(readAt) {}

  Result<AppliedEvent> run() {
    const Result<void> done = applyAll(event_.subscriptions)
                                  .and_then([this] { return applyAll(event_.refunds); })
                                  .and_then([this] { return applyAll(event_.disputes); })
                                  .and_then([this] { return applyAll(event_.payments); })
                                  .and_then([this] { return applyAll(event_.invoices); })
                                  .and_then([this] { return applyAll(event_.usage); })
                                  .and_then([this] { return applyAll(event_.customers); })
                                  .and_then([this] { return applyAll(event_.prices); });
    if (!done) return failure(done.error());
    return AppliedEvent{outcome(), std::move(effects_)};
  }

 private:
  template <class State>
  Result<void> applyAll(const std::vector<State>& snapshots) {
    for (const State& snapshot : snapshots) {
      if (auto applied = applyOne(snapshot); !applied) return applied;
    }
    return {};
  }

  template <class State>
  Result<void> applyOne(const State& snapshot) {
    auto found = Table<State>::find(context_, event_.provider, snapshot);
    if (!found) return failure(found.error());
    typename Table<State>::Row row;
    row.provider = event_.provider;
    std::optional<Held<State>> held;
    if (*found) {
      row = **found;
      held = Held<State>{row.state, row.objectTime, row.objectEvent, row.fieldVersions};
    }
    EventStamp stamp{event_.occurredAt, event_.eventId};
    if (Table<State>::id(snapshot) == event_.subject) stamp.changed = event_.changedFields;
    const Applied<State> applied = applySnapshot(held, snapshot, stamp);
    note(applied, snapshot);
    const auto saved = save(row, applied);
    if (!saved) return failure(saved.error());
    if constexpr (std::is_same_v<State, SubscriptionState>) {
      if (auto noted = noteRevenue(context_, {row, snapshot, stamp, readAt_}, now_); !noted) return noted;
    }
    const bool whole = snapshot.snapshot == Snapshot::Whole;
    return readAt_ && whole ? confirmRow(context_, Table<State>::entity, *saved, *readAt_) : Result<void>();
  }

  // `row` is then as it is held.
  template <class Row, class State>
  Result<std::int64_t> save(Row& row, const Applied<State>& applied) {
    if (!applied.save) return row.row;
    const Held<State>& held = applied.held;
    const bool confirmed = readAt_ && row.row != 0 && applied.changes.empty();
    row.state = held.state;
    row.objectTime = held.objectTime;
    row.objectEvent = held.objectEvent;
    row.fieldVersions = held.fieldVersions;
    if (confirmed) {
      const RowVersions versions{held.objectTime, held.objectEvent, held.fieldVersions};
      return renewVersions(context_, Table<State>::entity, row.row, versions).map([&] { return row.row; });
    }
    if (auto derived = Table<State>::derive(context_, row, now_); !derived) return failure(derived.error());
    return Table<State>::Repository::save(context_, row, now_);
  }

  template <class State>
  void note(const Applied<State>& applied, const State& snapshot) {
    const bool changed = !applied.changes.empty() || applied.outcome == Outcome::Created;
    const bool isMain = !main_ && snapshot.snapshot != Snapshot::Hint;
    if (isMain) main_ = applied.outcome;
    changed_ = changed_ || changed;
    if (changed || isMain) effects_.push_back(effectOf(applied, Table<State>::id(snapshot)));
    const std::string text = summarize(applied);
    // A line holds what the event is about, and a customer who is new; what else changed only when there is neither.
    if (isMain) {
      mainSummary_ = text;
    } else if (std::is_same_v<State, CustomerState> && applied.outcome == Outcome::Created) {
      newCustomer_ = text;
    } else if (otherSummary_.empty()) {
      otherSummary_ = text;
    }
  }

  std::string summary() const {
    if (mainSummary_.empty() && newCustomer_.empty()) return otherSummary_;
    return mainSummary_ + (mainSummary_.empty() || newCustomer_.empty() ? "" : " · ") + newCustomer_;
  }

  EventOutcome outcome() {
    EventOutcome result;
    const bool stale = !changed_ && main_ == Outcome::Stale;
    result.state = changed_ ? "applied" : stale ? "stale" : "unchanged";
    result.effectSummary = changed_ ? summary()
                           : stale  ? "older than what is held"
                           : main_  ? "nothing to change"
                                    : "no effect on billing";
    result.subject = event_.subject;
    result.customerExternalId = event_.customerExternalId;
    result.occurredAt = event_.occurredAt;
    result.processedAt = now_;
    return result;
  }

  WriteContext& context_;
  const BillingEvent& event_;
  const Instant now_;
  const std::optional<Instant> readAt_;
  std::optional<Outcome> main_;
  bool changed_ = false;
  std::string mainSummary_, newCustomer_, otherSummary_;
  std::vector<Effect> effects_;
};

}  // namespace

Result<AppliedEvent> applyEvent(WriteContext& context, const BillingEvent& event, Instant now,
                                std::optional<Instant> readAt) {
  return Application(context, event, now, readAt).run();
}

}  // namespace billing::webhooks
