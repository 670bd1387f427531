#include "operations/admin/databaserights.h"

#include <algorithm>

#include "operations/admin/people.h"

namespace billing::operations {
namespace {

QString serverName(const QSqlDatabase& database) {
  return store::dialectOf(database) == store::Dialect::PostgreSql ? QStringLiteral("PostgreSQL")
                                                                  : QStringLiteral("The database server");
}

QString rightsSentence(const QString& server, const QString& role, const QVector<store::RightsFinding>& findings) {
  if (findings.isEmpty())
    return QStringLiteral("%1's own rights enforce the roles: this user can do what %2 may, and no more")
        .arg(server, role);
  const auto tooMuch = std::ranges::find(findings, false, &store::RightsFinding::missing);
  if (tooMuch != findings.end())
    return QStringLiteral("%1 lets this user do more than %2 may, so the role only guides: %3")
        .arg(server, role, inWords(*tooMuch));
  return QStringLiteral("%1's own rights enforce the roles, and this user lacks some of %2: %3")
      .arg(server, role, inWords(findings.front()));
}

}  // namespace

Result<DatabaseRights> databaseRights(QSqlDatabase& database, const Actor& actor, bool live) {
  DatabaseRights rights;
  if (store::dialectOf(database) == store::Dialect::Sqlite) {
    rights.sentence = enforcedBy(store::Dialect::Sqlite);
    return rights;
  }
  const auto word = toString(actor.role);
  const QString role = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
  auto findings = store::checkRights(database, {role, actor.mayApprove, live});
  if (!findings) return failure(findings.error());
  rights.findings = std::move(*findings);
  rights.enforced = std::ranges::none_of(rights.findings, [](const auto& one) { return !one.missing; });
  rights.sentence = rightsSentence(serverName(database), role, rights.findings);
  return rights;
}

QString inWords(const store::RightsFinding& finding) {
  return QStringLiteral("%1 on %2 is %3")
      .arg(finding.right, finding.table, finding.missing ? QStringLiteral("missing") : QStringLiteral("too much"));
}

}  // namespace billing::operations
