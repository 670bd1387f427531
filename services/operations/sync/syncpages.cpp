#include "operations/sync/syncpages.h"

#include "operations/sync/syncplan.h"

namespace billing::operations {
namespace {

using providers::Page;
using providers::PageRequest;
using providers::Provided;

// One by one is slow: a page of them is what a second may take.
constexpr int kOneByOne = 10;

const std::string& idOf(const PriceState& price) {
  return price.priceId;
}
template <class State>
const std::string& idOf(const State& state) {
  return state.externalId;
}

const char* entityOf(const PriceState&) {
  return "price";
}
const char* entityOf(const CustomerState&) {
  return "customer";
}
const char* entityOf(const SubscriptionState&) {
  return "subscription";
}
const char* entityOf(const PaymentState&) {
  return "payment";
}
const char* entityOf(const InvoiceState&) {
  return "invoice";
}
const char* entityOf(const RefundState&) {
  return "refund";
}
const char* entityOf(const DisputeState&) {
  return "dispute";
}

template <class State>
SyncObject objectOf(Provided<State>&& provided) {
  SyncObject object{entityOf(provided.state), idOf(provided.state), std::move(provided.facts), {}};
  for (providers::UnknownValue& value : provided.unknown)
    object.unknown.emplace_back(std::move(value.path), std::move(value.value));
  return object;
}

template <class State>
Result<SyncPage> pageOf(Result<Page<Provided<State>>> read) {
  if (!read) return failure(read.error());
  SyncPage page;
  page.next = std::move(read->next);
  page.unreadable = std::move(read->unreadable);
  page.objects.reserve(read->items.size());
  for (Provided<State>& item : read->items) page.objects.push_back(objectOf(std::move(item)));
  return page;
}

Result<SyncPage> eventsOf(Result<Page<providers::ProviderEvent>> read) {
  if (!read) return failure(read.error());
  SyncPage page;
  page.next = std::move(read->next);
  page.unreadable = std::move(read->unreadable);
  page.events = std::move(read->items);
  return page;
}

bool isNotOffered(const Error& error) {
  return error.kind == ErrorKind::NotFound && error.code == "not_offered";
}

// Gone since, or spoiled: the others are read all the same.
template <class State>
Result<void> addOne(Result<Provided<State>> read, const std::string& id, SyncPage& page) {
  if (read) {
    page.objects.push_back(objectOf(std::move(*read)));
  } else if (read.error().code == "bad_answer") {
    page.unreadable.push_back({id, read.error()});
  } else if (read.error().kind != ErrorKind::NotFound) {
    return failure(read.error());
  }
  return {};
}

}  // namespace

Result<SyncPage> SyncPages::fetch(const SyncPlace& place, const CancelToken& cancel) {
  const Instant sentAt = clock_.now();
  Result<SyncPage> page = choiceOf(place.stage) == "held" ? held(place, cancel) : list(place, cancel);
  if (!page && isNotOffered(page.error())) page = SyncPage{};
  if (page) page->sentAt = sentAt;
  return page;
}

Result<SyncPage> SyncPages::list(const SyncPlace& place, const CancelToken& cancel) {
  PageRequest request;
  request.cursor = place.cursor;
  request.size = pageSize_;
  request.createdSince = place.since;
  request.status = choiceOf(place.stage);
  const std::string_view resource = resourceOf(place.stage);
  if (resource == "catalogue") return pageOf(provider_.catalogue(request, cancel));
  if (resource == "customers") return pageOf(provider_.customers(request, cancel));
  if (resource == "subscriptions") return pageOf(provider_.subscriptions(request, cancel));
  if (resource == "payments") return pageOf(provider_.payments(request, cancel));
  if (resource == "invoices") return pageOf(provider_.invoices(request, cancel));
  if (resource == "refunds") return pageOf(provider_.refunds(request, cancel));
  if (resource == "disputes") return pageOf(provider_.disputes(request, cancel));
  return eventsOf(provider_.events(request, cancel));
}

// The cursor is the last row that was asked for.
Result<SyncPage> SyncPages::held(const SyncPlace& place, const CancelToken& cancel) {
  const auto living = heldAfter(place);
  if (!living) return failure(living.error());
  SyncPage page;
  for (const store::HeldObject& object : *living) {
    if (auto read = readOne(place, object.externalId, page, cancel); !read) return failure(read.error());
  }
  if (static_cast<int>(living->size()) == kOneByOne) page.next = std::to_string(living->back().row);
  return page;
}

Result<std::vector<store::HeldObject>> SyncPages::heldAfter(const SyncPlace& place) {
  const auto entity = resourceOf(place.stage) == "payments" ? store::Entity::Payment : store::Entity::Subscription;
  const std::int64_t after = place.cursor.empty() ? 0 : std::stoll(place.cursor);
  return database_
      .read<std::vector<store::HeldObject>>([&](QSqlDatabase& connection) {
        store::WriteContext context(connection, database_.dialect());
        return store::heldUnconfirmed(context, entity, provider_.provider(), startedAt_, after, kOneByOne);
      })
      .result();
}

Result<void> SyncPages::readOne(const SyncPlace& place, const std::string& id, SyncPage& page,
                                const CancelToken& cancel) {
  if (resourceOf(place.stage) == "payments") return addOne(provider_.payment(id, cancel), id, page);
  return addOne(provider_.subscription(id, cancel), id, page);
}

}  // namespace billing::operations
