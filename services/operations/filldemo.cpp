#include "operations/filldemo.h"

#include "operations/audited.h"
#include "operations/demo/demopost.h"
#include "operations/demo/systemstory.h"
#include "store/repositories/webhookeventrepository.h"

namespace billing::operations {
namespace {

Result<void> check(const DemoRequest& request) {
  if (request.customers >= 1 && request.customers <= 100'000 && request.months >= 1 && request.months <= 36) return {};
  return failure(ErrorKind::InvalidInput, "demo_size", "The demo cannot have this size", {},
                 "1 to 100000 customers, 1 to 36 months");
}

Result<void> checkEmpty(store::Database& database) {
  auto answer = database.read<bool>([&database](QSqlDatabase& connection) {
    store::WriteContext context(connection, database.dialect());
    return store::WebhookEventRepository::isEmpty(context);
  });
  const Result<bool> empty = answer.result();
  if (!empty) return failure(empty.error());
  if (*empty) return {};
  return failure(ErrorKind::Conflict, "demo_not_empty", "The database already holds events",
                 "the demo would mix with them", "Give the name of a new file");
}

// The year of both providers, batch by batch.
Result<DemoReport> tellYear(store::Database& database, const DemoRequest& request, const DemoProgress& progress,
                            const CancelToken& cancel) {
  const std::vector<DemoDelivery> year = demoYear(request);
  if (year.empty()) return DemoReport{};
  DemoPost post(database, DemoWire(request.seed), year.front().deliverAt);
  if (auto opened = post.open(); !opened) return failure(opened.error());
  for (auto rest = std::span(year); !rest.empty();) {
    if (cancel.cancelled())
      return failure(ErrorKind::Cancelled, "cancelled", "The demo was stopped before its year was over");
    const std::size_t count = DemoPost::together(rest);
    if (auto sent = post.sendTogether(rest.first(count)); !sent) return failure(sent.error());
    rest = rest.subspan(count);
    if (progress) progress(static_cast<int>(year.size() - rest.size()), static_cast<int>(year.size()));
  }
  if (auto drained = post.drain(); !drained) return failure(drained.error());
  return DemoReport{post.events(), post.requests(), post.refused()};
}

// With the story's time, so that the same request gives the same content.
Result<void> noteFilling(store::Database& database, const DemoRequest& request) {
  auto entry = entryBy(handIn(database, request.origin, false), "fill_demo.asked", "workspace");
  entry.after = auditFields({{"customers", QString::number(request.customers)},
                             {"months", QString::number(request.months)},
                             {"seed", QString::number(request.seed)}});
  return noteByHand(database, entry, request.now).result();
}

}  // namespace

Result<DemoReport> fillDemo(store::Database& database, const DemoRequest& request, const DemoProgress& progress,
                            CancelToken cancel) {
  if (auto good = check(request).and_then([&] { return checkEmpty(database); }).and_then([&] {
        return noteFilling(database, request);
      });
      !good)
    return failure(good.error());
  const bool hasRules = request.profile != nullptr && !request.profile->rules.empty();
  if (hasRules) return SystemStory(database, request, progress, std::move(cancel)).run();
  return tellYear(database, request, progress, cancel);
}

}  // namespace billing::operations
