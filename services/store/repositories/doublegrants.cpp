#include "store/repositories/doublegrants.h"

#include <QString>
#include <algorithm>
#include <map>
#include <vector>

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

struct GivenGrant {
  qlonglong row = 0, tenths = 0, remaining = 0;
  QString source, reference;
};

Result<std::vector<GivenGrant>> givenTo(WriteContext& context, std::int64_t account) {
  auto found = Statement::run(context,
                              QStringLiteral("SELECT id, tenths, remaining_tenths, source, reference FROM "
                                             "credit_grants WHERE account_id = ? AND source IN ('starting', 'plan') "
                                             "ORDER BY id"),
                              {qlonglong(account)});
  if (!found) return failure(found.error());
  std::vector<GivenGrant> grants;
  while (found->next()) {
    grants.push_back({found->value(0).toLongLong(), found->value(1).toLongLong(), found->value(2).toLongLong(),
                      found->value(3).toString(), found->value(4).toString()});
  }
  if (auto good = ended(context.database(), found->query()); !good) return failure(good.error());
  return grants;
}

// What may be given once: the start, and each period (a plan's reference is the period and the plan).
QString occasionOf(const GivenGrant& grant) {
  return grant.source == QLatin1String("starting") ? grant.source : grant.reference.section(u' ', 0, 0);
}

std::map<QString, qlonglong> sumsOf(const std::vector<GivenGrant>& grants) {
  std::map<QString, qlonglong> sums;
  for (const GivenGrant& grant : grants) sums[occasionOf(grant)] += grant.tenths;
  return sums;
}

// A grant that is wholly taken back no longer counts for its occasion and has lapsed; of one that is lessened only the
// rest counts.
Result<void> lessen(WriteContext& context, std::int64_t account, const GivenGrant& grant, qlonglong by, Instant now) {
  const QString wholly =
      QStringLiteral("UPDATE credit_grants SET remaining_tenths = 0, expires_at = ?, reference = ? WHERE id = ?");
  const QString partly = QStringLiteral("UPDATE credit_grants SET tenths = ?, remaining_tenths = ? WHERE id = ?");
  auto changed = by == grant.tenths
                     ? Statement::run(context, wholly,
                                      {qlonglong(now.ms), QStringLiteral("given twice: ") + grant.reference, grant.row})
                     : Statement::run(context, partly, {grant.tenths - by, grant.remaining - by, grant.row});
  if (!changed) return failure(changed.error());
  return Statement::run(context,
                        QStringLiteral("INSERT INTO credit_ledger (account_id, grant_id, kind, tenths, at, reference, "
                                       "note) VALUES (?, ?, 'take', ?, ?, ?, ?)"),
                        {qlonglong(account), grant.row, -by, qlonglong(now.ms), grant.reference,
                         QStringLiteral("two accounts are one: given once")})
      .map([](const Statement&) {});
}

}  // namespace

Result<void> withdrawDoubleGrants(WriteContext& context, std::int64_t from, std::int64_t into, Instant now) {
  const auto twice = givenTo(context, from);
  if (!twice) return failure(twice.error());
  const auto kept = givenTo(context, into);
  if (!kept) return failure(kept.error());
  std::map<QString, qlonglong> tooMuch;
  const auto here = sumsOf(*kept);
  for (const auto& [occasion, sum] : sumsOf(*twice)) {
    const auto same = here.find(occasion);
    if (same != here.end()) tooMuch[occasion] = std::min(sum, same->second);
  }
  for (const GivenGrant& grant : *twice) {
    qlonglong& left = tooMuch[occasionOf(grant)];
    const qlonglong by = std::min(left, grant.remaining);
    if (by <= 0) continue;
    left -= by;
    if (auto done = lessen(context, from, grant, by, now); !done) return done;
  }
  return {};
}

}  // namespace billing::store
