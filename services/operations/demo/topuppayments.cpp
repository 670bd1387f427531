#include "operations/demo/topuppayments.h"

#include "operations/credits/creditorder.h"
#include "store/sqlquery.h"

namespace billing::operations {

Result<std::vector<RequestedTopUp>> requestedTopUps(store::Database& database) {
  using All = std::vector<RequestedTopUp>;
  auto answer = database.read<All>([](QSqlDatabase& connection) -> Result<All> {
    All all;
    const auto read = store::forEachRow(
        connection,
        QStringLiteral("SELECT p.payment_external_id, a.account_key, p.amount_minor, p.currency FROM credit_purchases "
                       "p JOIN accounts a ON a.id = p.account_id WHERE p.status = 'requested' ORDER BY p.id"),
        {}, [&all](const QSqlQuery& row) {
          const auto currency = Currency::fromCode(row.value(3).toString().toStdString());
          all.push_back({row.value(0).toString().toStdString(),
                         row.value(1).toString().toStdString(),
                         {row.value(2).toLongLong(), currency.value_or(Currency())}});
        });
    if (!read) return failure(read.error());
    return all;
  });
  return answer.result();
}

void tellTopUp(const DemoRequest& request, const SystemAccount& account, const RequestedTopUp& topUp, Instant at,
               std::vector<DemoDelivery>& deliveries) {
  DemoRandom random = DemoRandom::of(request.seed, topUp.request);
  const bool dodo = request.profile->provider == Provider::Dodo;
  DemoPurchase charge;
  charge.payment.id = demoId(request.seed, dodo ? "pay_" : "pi_", topUp.request, 0, dodo ? 21 : 24);
  charge.payment.chargeId = demoId(request.seed, "ch_", topUp.request, 0, 24);
  charge.payment.amount = topUp.price;
  charge.payment.at = at;
  charge.fails = random.perMille(60);
  charge.byHand = false;
  charge.metadata = accountMetadata(request.profile->rules, account.key, {{topUpMetadataKey, topUp.request}});
  // A source of ids of its own for each charge.
  DemoTeller::of(request.profile->provider, random.next(), account.customer, request.now, deliveries)->bought(charge);
}

}  // namespace billing::operations
