#include "store/repositories/customerrepository.h"

#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& customerTable() {
  static const EntityTable instance(Entity::Customer, QStringLiteral("customers"), {QStringLiteral("external_id")},
                                    {QStringLiteral("external_id"), QStringLiteral("name"), QStringLiteral("email"),
                                     QStringLiteral("created_at"), QStringLiteral("deleted")});
  return instance;
}

void readCustomer(RowReader& row, Stored<CustomerState>& stored) {
  CustomerState& state = stored.state;
  state.externalId = row.text();
  state.name = row.optionalText();
  state.email = row.optionalText();
  state.createdAt = row.instant();
  state.deleted = row.flag();
}

}  // namespace

Result<std::optional<Stored<CustomerState>>> CustomerRepository::find(WriteContext& context, Provider provider,
                                                                      const std::string& externalId) {
  return customerTable().find<Stored<CustomerState>>(context, provider, {toVariant(externalId)}, readCustomer);
}

Result<std::int64_t> CustomerRepository::save(WriteContext& context, const Stored<CustomerState>& stored, Instant now) {
  const CustomerState& state = stored.state;
  return customerTable().save(context, stored,
                              {toVariant(state.externalId), toVariant(state.name), toVariant(state.email),
                               toVariant(state.createdAt), toVariant(state.deleted)},
                              now);
}

}  // namespace billing::store
