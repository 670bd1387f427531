#include "operations/credits/creditpurse.h"

#include <algorithm>

#include "store/repositories/creditledgerrepository.h"

namespace billing::operations {
namespace {

// The domain breaks ties by id, as text: of one length, so that the older row comes first.
std::string grantId(std::int64_t row) {
  return QString::number(row).rightJustified(19, u'0').toStdString();
}

CreditGrant drawable(const store::StoredGrant& grant) {
  return {grantId(grant.row), grant.remainingTenths, grant.priority, grant.granted, grant.expires};
}

}  // namespace

Result<CreditPurse> CreditPurse::open(store::WriteContext& context, std::int64_t account) {
  auto rows = store::CreditGrantRepository::open(context, account);
  if (!rows) return failure(rows.error());
  CreditPurse purse(account);
  purse.grants_.reserve(rows->size());
  for (const store::StoredGrant& row : *rows) purse.grants_.push_back(drawable(row));
  purse.rows_ = std::move(*rows);
  return purse;
}

std::size_t CreditPurse::indexOf(const std::string& id) const {
  const auto found = std::ranges::find_if(rows_, [&](const auto& row) { return grantId(row.row) == id; });
  return static_cast<std::size_t>(found - rows_.begin());
}

Result<CreditDraw> CreditPurse::take(store::WriteContext& context, Tenths tenths, std::string_view reference,
                                     Instant now) {
  // Drawn from a copy: drawCredits may put the grants into its own order.
  std::vector<CreditGrant> drawn = grants_;
  CreditDraw draw = drawCredits(drawn, tenths, now);
  for (CreditTaken& taken : draw.taken) {
    const std::size_t at = indexOf(taken.grant);
    store::StoredGrant& row = rows_[at];
    row.remainingTenths -= taken.tenths;
    grants_[at].remaining = row.remainingTenths;
    if (auto set = store::CreditGrantRepository::setRemaining(context, row.row, row.remainingTenths); !set)
      return failure(set.error());
    const store::LedgerEntry entry{account_, row.row, "use", -taken.tenths, now, std::string(reference), {}};
    if (auto added = store::CreditLedgerRepository::append(context, entry); !added) return failure(added.error());
    taken.grant = QString::number(row.row).toStdString();
  }
  if (!draw.taken.empty()) context.changed(store::Entity::Account, account_, store::ChangeKind::Updated);
  return draw;
}

}  // namespace billing::operations
