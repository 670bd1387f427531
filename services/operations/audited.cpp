#include "operations/audited.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <memory>

#include "operations/admin/people.h"
#include "store/database.h"

namespace billing::operations {

Hand handHere(const QString& origin, bool live) {
  const QString login = loginName();
  return {login == u"unknown" ? origin : login, QStringLiteral("admin"), origin, live};
}

Hand handIn(store::Database& database, const QString& origin, bool live) {
  const auto actor =
      database.read<Actor>([&](QSqlDatabase& connection) { return whoIs(connection, loginName(), origin); }).result();
  return actor ? handOf(*actor, live) : handHere(origin, live);
}

Hand handOf(const Actor& actor, bool live) {
  const auto role = toString(actor.role);
  return {actor.name, QString::fromLatin1(role.data(), static_cast<qsizetype>(role.size())), actor.origin, live};
}

store::AuditEntry entryBy(const Hand& hand, const char* action, const char* entity, const QString& externalId,
                          const QString& reason) {
  store::AuditEntry entry;
  entry.actor = hand.name;
  entry.role = hand.role;
  entry.origin = hand.origin;
  entry.live = hand.live;
  entry.action = QLatin1String(action);
  entry.entity = QLatin1String(entity);
  entry.externalId = externalId;
  entry.reason = reason;
  return entry;
}

QByteArray auditFields(std::initializer_list<std::pair<const char*, QString>> fields) {
  QJsonObject object;
  for (const auto& [name, text] : fields)
    if (!text.isEmpty()) object.insert(QLatin1String(name), text);
  return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QFuture<Result<void>> noteByHand(store::Database& database, store::AuditEntry entry, Instant now) {
  auto promise = std::make_shared<QPromise<Result<void>>>();
  promise->start();
  auto future = promise->future();
  database.write(
      [entry = std::move(entry), now](store::WriteContext& context) {
        return store::appendAudit(context, entry, now).map([](std::int64_t) {});
      },
      [promise](Result<void> outcome) {
        promise->addResult(std::move(outcome));
        promise->finish();
      });
  return future;
}

}  // namespace billing::operations
