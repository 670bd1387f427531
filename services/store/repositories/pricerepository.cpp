#include "store/repositories/pricerepository.h"

#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& priceTable() {
  static const EntityTable instance(
      Entity::Price, QStringLiteral("prices"), {QStringLiteral("price_id")},
      {QStringLiteral("product_id"), QStringLiteral("price_id"), QStringLiteral("name"), QStringLiteral("amount_minor"),
       QStringLiteral("currency"), QStringLiteral("interval_unit"), QStringLiteral("interval_count"),
       QStringLiteral("active")});
  return instance;
}

void readPrice(RowReader& row, Stored<PriceState>& stored) {
  PriceState& state = stored.state;
  state.productId = row.text();
  state.priceId = row.text();
  state.name = row.optionalText();
  state.amount = row.money();
  state.interval = row.interval();
  state.active = row.flag();
}

}  // namespace

Result<std::optional<Stored<PriceState>>> PriceRepository::find(WriteContext& context, Provider provider,
                                                                const std::string& priceId) {
  return priceTable().find<Stored<PriceState>>(context, provider, {toVariant(priceId)}, readPrice);
}

Result<std::int64_t> PriceRepository::save(WriteContext& context, const Stored<PriceState>& stored, Instant now) {
  const PriceState& state = stored.state;
  return priceTable().save(
      context, stored,
      {toVariant(state.productId), toVariant(state.priceId), toVariant(state.name), qlonglong(state.amount.minor),
       toVariant(state.amount.currency), unitOf(state.interval), countOf(state.interval), toVariant(state.active)},
      now);
}

}  // namespace billing::store
