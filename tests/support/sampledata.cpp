#include "support/sampledata.h"

namespace billing::test {
namespace {

struct Table {
  QString name;
  QString columns;
  QVector<QVariantList> rows;
};

QString word(const char* text) {
  return QString::fromUtf8(text);
}

// Every entity row carries the provider and an object time besides.
Result<void> insert(store::WriteContext& context, const Table& table, bool entity) {
  const QString columns = entity ? table.columns + QStringLiteral(",provider,object_time,updated_at") : table.columns;
  const QString sql =
      QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
          .arg(table.name, columns, QStringList(columns.count(u',') + 1, QStringLiteral("?")).join(u','));
  for (QVariantList row : table.rows) {
    if (entity) row << QStringLiteral("dodo") << sampleNow << sampleNow;
    if (auto done = store::execute(context.database(), sql, row); !done) return done;
  }
  return {};
}

const QVector<Table>& entities() {
  static const QVector<Table> tables{
      {word("customers"),
       word("external_id,name,email,created_at"),
       {{word("cus_ada"), word("Ada Kowalski"), word("ada@example.org"), sampleNow - 300 * dayMs},
        {word("cus_bob"), word("Bob 100% Müller"), word("bob_m@example.org"), sampleNow - 200 * dayMs},
        {word("cus_eve"), word("\"Eve\" OR NOT 'x'"), word("eve@example.net"), sampleNow - 100 * dayMs}}},
      {word("subscriptions"),
       word("external_id,customer_external_id,product_id,product_name,status,amount_minor,currency,interval_unit,mrr_"
            "minor,"
            "created_at,period_end,cancel_at_period_end"),
       {{word("sub_1"), word("cus_ada"), word("prod_pro"), word("Pro"), word("active"), 2900, word("EUR"),
         word("month"), 2900, sampleNow - 90 * dayMs, sampleNow + 5 * dayMs, 0},
        {word("sub_2"), word("cus_ada"), word("prod_team"), word("Team"), word("past_due"), 9900, word("EUR"),
         word("month"), 9900, sampleNow - 60 * dayMs, sampleNow + 2 * dayMs, 0},
        {word("sub_3"), word("cus_bob"), word("prod_pro"), word("Pro"), word("active"), 3000, word("USD"),
         word("month"), 3000, sampleNow - 50 * dayMs, sampleNow + 40 * dayMs, 1},
        {word("sub_4"), word("cus_bob"), word("prod_pro"), word("Pro"), word("active"), 29000, word("EUR"),
         word("year"), 2417, sampleNow - 40 * dayMs, sampleNow + 10 * dayMs, 0},
        {word("sub_5"), word("cus_eve"), word("prod_team"), word(""), word("cancelled"), 9900, word("EUR"),
         word("month"), 0, QVariant(), QVariant(), 0}}},
      {word("payments"),
       word("external_id,customer_external_id,subscription_external_id,invoice_external_id,status,amount_minor,"
            "currency,created_at"),
       {{word("pay_1"), word("cus_ada"), word("sub_1"), word("in_1"), word("succeeded"), 2900, word("EUR"),
         sampleNow - dayMs},
        {word("pay_2"), word("cus_ada"), word("sub_2"), word(""), word("failed"), 9900, word("EUR"), sampleNow - dayMs},
        {word("pay_3"), word("cus_bob"), word("sub_3"), word(""), word("succeeded"), 3000, word("USD"),
         sampleNow - 3 * dayMs},
        {word("pay_4"), word("cus_bob"), word("sub_4"), word(""), word("succeeded"), 29000, word("EUR"),
         sampleNow - 50 * dayMs}}},
      {word("invoices"),
       word("external_id,number,customer_external_id,subscription_external_id,status,total_minor,paid_minor,remaining_"
            "minor,"
            "currency,issued_at,due_at"),
       {{word("in_1"), word("A-1"), word("cus_ada"), word("sub_1"), word("paid"), 2900, 2900, 0, word("EUR"),
         sampleNow - dayMs, QVariant()},
        {word("in_2"), word("A-2"), word("cus_ada"), word("sub_2"), word("open"), 9900, 0, 9900, word("EUR"),
         sampleNow - dayMs, sampleNow + 13 * dayMs}}},
      {word("refunds"),
       word("external_id,payment_external_id,customer_external_id,status,amount_minor,currency,created_at"),
       {{word("re_1"), word("pay_1"), word("cus_ada"), word("succeeded"), 900, word("EUR"), sampleNow}}},
      {word("disputes"),
       word("external_id,payment_external_id,customer_external_id,status,amount_minor,currency,created_at"),
       {{word("dp_1"), word("pay_3"), word("cus_bob"), word("dispute_opened"), 3000, word("USD"), sampleNow}}},
      {word("usage_balances"),
       word("external_id,customer_external_id,subscription_external_id,name,unit,granted_milli,remaining_milli"),
       {{word("meter"), word("cus_ada"), word("sub_1"), word("Tokens"), word("token"), 100'000, 25'000},
        {word("meter"), word("cus_bob"), word(""), word("Tokens"), word("token"), QVariant(), QVariant()}}},
      {word("prices"),
       word("product_id,price_id,name,amount_minor,currency,interval_unit,active"),
       {{word("prod_pro"), word("prod_pro"), word("Pro"), 2900, word("EUR"), word("month"), 1},
        {word("prod_old"), word("prod_old"), word(""), 500, word("EUR"), word(""), 0}}},
  };
  return tables;
}

const Table& events() {
  static const Table table{
      word("webhook_events"),
      word("provider,event_id,route,type,subject,customer_external_id,received_at,occurred_at,verdict,state,attempts,"
           "http_status,processed_at"),
      {{word("dodo"), word("msg_1"), word("/hook"), word("subscription.active"), word("sub_1"), word("cus_ada"),
        sampleNow - 2 * dayMs, sampleNow - 2 * dayMs, word("ok"), word("applied"), 1, 200, sampleNow - 2 * dayMs + 12},
       {word("dodo"), word("msg_2"), word("/hook"), word("payment.succeeded"), word("sub_1"), word("cus_ada"),
        sampleNow - dayMs, sampleNow - dayMs, word("ok"), word("applied"), 2, 200, sampleNow - dayMs + 3},
       {word("dodo"), word("msg_3"), word("/hook"), word("payment.failed"), word("sub_2"), word("cus_ada"),
        sampleNow - dayMs, QVariant(), word("ok"), word("dead"), 1, 200, sampleNow - dayMs + 5},
       {word("dodo"), QVariant(), word("/hook"), word(""), word(""), word(""), sampleNow, QVariant(),
        word("no_matching_signature"), word("rejected"), 1, 400, QVariant()},
       {word("dodo"), word("msg_5"), word("/hook"), word("payout.created"), word(""), word(""), sampleNow - 40 * dayMs,
        QVariant(), word("ok"), word("unhandled"), 1, 200, sampleNow - 40 * dayMs}}};
  return table;
}

}  // namespace

Result<void> fillSample(store::Database& database) {
  return write(database, [](store::WriteContext& context) -> Result<void> {
    for (const Table& table : entities())
      if (auto done = insert(context, table, true); !done) return done;
    return insert(context, events(), false);
  });
}

}  // namespace billing::test
