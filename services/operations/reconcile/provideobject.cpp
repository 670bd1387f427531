#include "operations/reconcile/provideobject.h"

namespace billing::operations {
namespace {

using Found = Result<std::optional<SyncObject>>;

template <class State>
Found foundById(Result<providers::Provided<State>> read, const std::string& entity, const std::string& id) {
  if (!read && read.error().kind == ErrorKind::NotFound) return std::optional<SyncObject>();
  if (!read) return failure(read.error());
  SyncObject object{entity, id, std::move(read->facts), {}};
  for (auto& value : read->unknown) object.unknown.emplace_back(std::move(value.path), std::move(value.value));
  return std::optional(std::move(object));
}

std::string stageOf(const std::string& entity) {
  return entity == "price" ? "catalogue" : entity + 's';
}

}  // namespace

Found provideObject(store::Database& database, providers::BillingProvider& provider, const Clock& clock,
                    const std::string& entity, const std::string& id, const CancelToken& cancel) {
  if (entity == "subscription") return foundById(provider.subscription(id, cancel), entity, id);
  if (entity == "payment") return foundById(provider.payment(id, cancel), entity, id);
  if (entity == "customer") return foundById(provider.customer(id, cancel), entity, id);
  SyncPages pages(database, provider, clock, clock.now());
  SyncPlace place{stageOf(entity), {}, {}};
  do {
    auto page = pages.fetch(place, cancel);
    if (!page) return failure(page.error());
    for (SyncObject& object : page->objects)
      if (object.id == id) return std::optional(std::move(object));
    place.cursor = page->next;
  } while (!place.cursor.empty());
  return std::optional<SyncObject>();
}

}  // namespace billing::operations
