#include "operations/reconcile/providercomparison.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "operations/reconcile/heldstate.h"
#include "operations/sync/syncplan.h"

namespace billing::operations {
namespace {

constexpr int kHeldPage = 1'000;
constexpr std::size_t kManyHeld = 10;  // fewer may all have been deleted there
constexpr std::size_t kMostDiffering = 10'000;

std::string entityOfResource(std::string_view resource) {
  if (resource == "catalogue") return "price";
  return std::string(resource.substr(0, resource.size() - 1));
}

bool isAskedById(const std::string& entity) {
  return entity == "subscription" || entity == "payment" || entity == "customer";
}

tl::unexpected<Error> wrongAccount(const std::string& entity) {
  return failure(
      ErrorKind::Conflict, "wrong_account", "The provider lists no " + entity + " at all, and here are many of them",
      "the key may be of another account, or of the other mode", "Check the workspace's key, then compare again");
}

bool sameObject(const ObjectDifference& a, const ObjectDifference& b) {
  return a.entity == b.entity && a.id == b.id;
}

// What both looks saw alike; what moved in between is on its way, and no drift.
ObjectDifference steadyPart(const ObjectDifference& first, const ObjectDifference& second) {
  ObjectDifference steady = second;
  if (first.missingHere() && second.missingHere()) return steady;
  steady.fields.clear();
  for (const FieldDifference& field : second.fields)
    if (std::ranges::find(first.fields, field) != first.fields.end()) steady.fields.push_back(field);
  return steady;
}

}  // namespace

Result<void> ProviderComparison::unlessCancelled() const {
  if (!cancel_.cancelled()) return {};
  return failure(ErrorKind::Cancelled, "cancelled", "The comparison was cancelled");
}

// The first call tells whether the key works, and what it may not read: somebody's intention, and no failure.
Result<std::vector<std::string>> ProviderComparison::stages() {
  const auto able = services_.provider.capabilities(cancel_);
  if (!able) return failure(able.error());
  std::vector<std::string> stages = stagesOf(SyncKind::Full, services_.provider.provider(), false);
  for (const std::string& line : able->missing) {
    if (!line.ends_with(": 403")) continue;
    const std::string name = line.starts_with("products:") ? "catalogue" : line.substr(0, line.find(':'));
    if (std::erase(stages, name) > 0) found_.notRead.push_back(name);
  }
  return stages;
}

Result<ProviderComparison::Found> ProviderComparison::run() {
  startedAt_ = services_.clock.now();
  const auto all = stages();
  if (!all) return failure(all.error());
  for (const std::string& stage : *all)
    if (auto done = compareStage(stage); !done) return failure(done.error());
  if (auto done = lookAgain(); !done) return failure(done.error());
  return std::move(found_);
}

Result<void> ProviderComparison::compareStage(const std::string& stage) {
  const std::string entity = entityOfResource(resourceOf(stage));
  const auto last = services_.database
                        .read<std::int64_t>([&](QSqlDatabase& connection) {
                          return store::lastHeldRow(connection, entityOfKind(entity));
                        })
                        .result();
  if (!last) return failure(last.error());
  std::vector<bool> seen(static_cast<std::size_t>(*last) + 1);
  SyncPages pages(services_.database, services_.provider, services_.clock, startedAt_);
  SyncPlace place{stage, {}, {}};
  bool unreadable = false, nothingListed = true;
  do {
    if (auto going = unlessCancelled(); !going) return going;
    const auto page = pages.fetch(place, cancel_);
    if (!page) return failure(page.error());
    auto differences = differencesOn(*page, &seen);
    if (!differences) return failure(differences.error());
    unreadable = unreadable || !page->unreadable.empty();
    nothingListed = nothingListed && page->objects.empty();
    if (auto few = countDiffering(differences->size()); !few) return few;
    found_.compared += static_cast<std::int64_t>(page->objects.size());
    if (!differences->empty()) suspects_.push_back({place, std::move(*differences)});
    if (progress_) progress_(found_.compared, 0, QString::fromStdString(std::string(resourceOf(stage))));
    place.cursor = page->next;
  } while (!place.cursor.empty());
  // Which row an object is that cannot be read is not known: then nothing is said about what is not listed.
  return unreadable ? Result<void>() : findUnlisted(stage, seen, nothingListed);
}

Result<std::vector<ObjectDifference>> ProviderComparison::differencesOn(const SyncPage& page, std::vector<bool>* seen) {
  return services_.database
      .read<std::vector<ObjectDifference>>([&](QSqlDatabase& connection) -> Result<std::vector<ObjectDifference>> {
        store::WriteContext context(connection, services_.database.dialect());
        std::vector<ObjectDifference> differences;
        for (const SyncObject& object : page.objects) {
          auto difference = compareObject(context, services_.provider.provider(), object);
          if (!difference) return failure(difference.error());
          const auto row = static_cast<std::size_t>(difference->row);
          if (seen != nullptr && row < seen->size()) (*seen)[row] = true;
          if (seen == nullptr || difference->differs()) differences.push_back(std::move(*difference));
        }
        return differences;
      })
      .result();
}

Result<void> ProviderComparison::countDiffering(std::size_t more) {
  differing_ += more;
  if (differing_ <= kMostDiffering) return {};
  return failure(ErrorKind::Conflict, "too_many_differences",
                 "More than " + std::to_string(kMostDiffering) + " objects differ from the provider's",
                 "so much is not explained one by one", "Sync first, then compare again");
}

Result<void> ProviderComparison::findUnlisted(const std::string& stage, const std::vector<bool>& seen,
                                              bool nothingListed) {
  const std::string entity = entityOfResource(resourceOf(stage));
  auto rows = unlistedRows(entity, seen, nothingListed);
  if (!rows) return failure(rows.error());
  if (!isAskedById(entity) && !rows->empty())
    if (auto listed = withoutListed(stage, *rows); !listed) return listed;
  for (const store::HeldRow& row : *rows) {
    if (auto going = unlessCancelled(); !going) return going;
    const auto gone = isGone(entity, row.externalId);
    if (!gone) return failure(gone.error());
    if (*gone) found_.missingThere.push_back({entity, row});
  }
  return {};
}

// Rows that were there before the run, and that no page named.
Result<std::vector<store::HeldRow>> ProviderComparison::unlistedRows(const std::string& entity,
                                                                     const std::vector<bool>& seen,
                                                                     bool nothingListed) {
  std::vector<store::HeldRow> unlisted;
  std::int64_t after = 0;
  while (true) {
    if (auto going = unlessCancelled(); !going) return failure(going.error());
    const auto rows =
        services_.database
            .read<std::vector<store::HeldRow>>([&](QSqlDatabase& connection) {
              return store::heldRows(connection, entityOfKind(entity), services_.provider.provider(), after, kHeldPage);
            })
            .result();
    if (!rows) return failure(rows.error());
    if (nothingListed && rows->size() >= kManyHeld) return wrongAccount(entity);
    const std::size_t before = unlisted.size();
    for (const store::HeldRow& row : *rows) {
      const auto number = static_cast<std::size_t>(row.row);
      if (number < seen.size() && !seen[number]) unlisted.push_back(row);
    }
    if (auto few = countDiffering(unlisted.size() - before); !few) return failure(few.error());
    if (static_cast<int>(rows->size()) < kHeldPage) return unlisted;
    after = rows->back().row;
  }
}

// What cannot be asked for by its id is looked for in a second listing: it may have moved from page to page.
Result<void> ProviderComparison::withoutListed(const std::string& stage, std::vector<store::HeldRow>& rows) {
  std::set<std::string> listed;
  SyncPages pages(services_.database, services_.provider, services_.clock, startedAt_);
  SyncPlace place{stage, {}, {}};
  do {
    if (auto going = unlessCancelled(); !going) return going;
    auto page = pages.fetch(place, cancel_);
    if (!page) return failure(page.error());
    // An object that cannot be read may be any of them.
    if (!page->unreadable.empty()) rows.clear();
    for (SyncObject& object : page->objects) listed.insert(std::move(object.id));
    place.cursor = page->next;
  } while (!place.cursor.empty() && !rows.empty());
  std::erase_if(rows, [&](const store::HeldRow& row) { return listed.contains(row.externalId); });
  return {};
}

// Asked for by its id where that can be: lists leave out what was archived, and what moved from page to page.
Result<bool> ProviderComparison::isGone(const std::string& entity, const std::string& id) {
  const auto gone = [](const auto& read) -> Result<bool> {
    if (read) return false;
    if (read.error().kind == ErrorKind::NotFound) return true;
    if (read.error().code == "bad_answer") return false;
    return failure(read.error());
  };
  if (entity == "subscription") return gone(services_.provider.subscription(id, cancel_));
  if (entity == "payment") return gone(services_.provider.payment(id, cancel_));
  if (entity == "customer") return gone(services_.provider.customer(id, cancel_));
  return true;
}

// Nothing tells that no event is on its way: there is only waiting, in steps short enough for Cancel.
Result<void> ProviderComparison::waitABit() const {
  constexpr std::chrono::milliseconds kStep{50};
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(services_.lookAgainAfterMs);
  while (std::chrono::steady_clock::now() < until) {
    if (auto going = unlessCancelled(); !going) return going;
    std::this_thread::sleep_for(kStep);
  }
  return {};
}

Result<void> ProviderComparison::lookAgain() {
  if (suspects_.empty()) return {};
  if (auto waited = waitABit(); !waited) return waited;
  for (const Suspect& suspect : suspects_) {
    if (auto going = unlessCancelled(); !going) return going;
    if (progress_) progress_(found_.compared, 0, QStringLiteral("looking again"));
    if (auto done = lookAgainAt(suspect); !done) return done;
  }
  return {};
}

Result<void> ProviderComparison::lookAgainAt(const Suspect& suspect) {
  auto objects = pagesAgain(suspect);
  if (!objects) return failure(objects.error());
  SyncPage page;
  page.objects = std::move(*objects);
  const auto now = differencesOn(page, nullptr);
  if (!now) return failure(now.error());
  for (const ObjectDifference& first : suspect.differences) {
    const auto second = std::ranges::find_if(*now, [&](const auto& one) { return sameObject(one, first); });
    if (second == now->end()) continue;
    ObjectDifference steady = steadyPart(first, *second);
    if (steady.differs()) found_.differences.push_back(std::move(steady));
  }
  return {};
}

// The page as it is now, and the next one where something new has pushed an object there.
Result<std::vector<SyncObject>> ProviderComparison::pagesAgain(const Suspect& suspect) {
  std::set<std::string> wanted;
  for (const ObjectDifference& one : suspect.differences) wanted.insert(one.id);
  std::vector<SyncObject> objects;
  SyncPages pages(services_.database, services_.provider, services_.clock, startedAt_);
  SyncPlace place = suspect.place;
  for (int i = 0; i < 2 && !wanted.empty(); ++i) {
    auto page = pages.fetch(place, cancel_);
    if (!page) return failure(page.error());
    for (SyncObject& object : page->objects)
      if (wanted.erase(object.id) > 0) objects.push_back(std::move(object));
    if (page->next.empty()) break;
    place.cursor = page->next;
  }
  return objects;
}

}  // namespace billing::operations
