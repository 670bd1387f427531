#include "app/billingctl/whoacts.h"

#include <QRandomGenerator>
#include <future>

#include "operations/admin/handguard.h"
#include "store/audit/auditlog.h"

namespace billing::ctl {

Result<operations::Actor> whoActs(store::Database& database) {
  return database
      .read<operations::Actor>([](QSqlDatabase& connection) {
        return operations::whoIs(connection, operations::loginName(), QStringLiteral("billingctl"));
      })
      .result();
}

Result<operations::Actor> whoWrites(store::Database& database, const workspace::Profile& profile,
                                    const std::string& unlock) {
  auto who = whoActs(database);
  if (!who || !profile.live()) return who;
  if (unlock.empty())
    return failure(ErrorKind::Forbidden, "live_locked", "Live mode is locked", {},
                   "Add --unlock REASON: it opens live mode for this one command, and is kept");
  const SystemClock clock;
  operations::HandGuard guard(true, clock);
  guard.setActor(*who);
  store::AuditEntry entry;
  entry.actor = who->name;
  entry.role = QString::fromUtf8(toString(who->role).data());
  entry.origin = who->origin;
  entry.live = true;
  entry.action = QStringLiteral("live.unlocked");
  entry.entity = QStringLiteral("workspace");
  entry.externalId = QString::fromStdString(profile.id);
  entry.reason = QString::fromStdString(unlock);
  if (auto may = guard.mayUnlock(entry.reason); !may) return failure(may.error());
  const auto noted = written(database, [&](store::WriteContext& context) {
    return store::appendAudit(context, entry, clock.now()).map([](std::int64_t) {});
  });
  if (!noted) return failure(noted.error());
  return who;
}

Result<void> written(store::Database& database, const store::Database::Work& work) {
  std::promise<Result<void>> promise;
  database.write(work, [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

std::string newOperation() {
  constexpr int kLetters = 24;
  std::string id = "op_";
  for (int i = 0; i < kLetters; ++i) id += static_cast<char>('a' + QRandomGenerator::system()->bounded(26));
  return id;
}

}  // namespace billing::ctl
