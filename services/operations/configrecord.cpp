#include "operations/configrecord.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <memory>

#include "operations/audited.h"
#include "store/read/auditentries.h"

namespace billing::operations {
namespace {

// Empty: never seen.
Result<QString> lastConfigHash(QSqlDatabase& database, const QString& workspace) {
  store::AuditQuestion question;
  question.entity = QStringLiteral("workspace");
  question.externalId = workspace;
  question.action = QStringLiteral("config");
  question.limit = 1;
  return store::readAuditEntries(database, question).map([](const QVector<store::AuditRow>& rows) {
    if (rows.isEmpty()) return QString();
    return QJsonDocument::fromJson(rows.constFirst().after)[u"sha256"].toString();
  });
}

Result<void> noteConfigHash(store::WriteContext& context, const Hand& hand, const QString& workspace,
                            const QString& hash, Instant now) {
  const auto last = lastConfigHash(context.database(), workspace);
  if (!last) return failure(last.error());
  if (*last == hash) return {};
  auto entry = entryBy(hand, last->isEmpty() ? "config.seen" : "config.changed", "workspace", workspace);
  entry.before = auditFields({{"sha256", *last}});
  entry.after = auditFields({{"sha256", hash}});
  return store::appendAudit(context, entry, now).map([](std::int64_t) {});
}

}  // namespace

QFuture<Result<void>> noteConfigText(store::Database& database, const Hand& hand, const QString& workspace,
                                     const std::string& text, Instant now) {
  const QString hash = QString::fromLatin1(
      QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toHex());
  auto promise = std::make_shared<QPromise<Result<void>>>();
  promise->start();
  auto future = promise->future();
  database.write([hand, workspace, hash,
                  now](store::WriteContext& context) { return noteConfigHash(context, hand, workspace, hash, now); },
                 [promise](Result<void> outcome) {
                   promise->addResult(std::move(outcome));
                   promise->finish();
                 });
  return future;
}

}  // namespace billing::operations
