// What hangs on a customer and means nothing to the engine: transactions of the balance, tax ids.
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"

namespace billing::sandbox::stripe {
namespace {

QJsonArray recordsOf(const Desk& desk, const std::string& kind, const std::string& customer) {
  QJsonArray found;
  const auto& rows = desk.plainOf(kind);
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const auto object = objectFrom((*row)->body);
    const bool theirs = object.value(QLatin1String("customer")).toString() == qtext(customer);
    if (theirs && !object.contains(QLatin1String("deleted"))) found.append(object);
  }
  return found;
}

Reply keptRecord(Request& r, const Json& object, const std::string& kind, const std::string& prefix) {
  Json out(object);
  const auto id = r.ledger.newId(prefix);
  out("id", id)("object", kind)("created", r.engine.now())("livemode", false)("customer", r.id())("customer_account",
                                                                                                  nullptr);
  r.ledger.plain.add({id, kind, textOf(out), r.engine.now()});
  return out;
}

Reply changeBalance(Request& r) {
  const auto in = r.in();
  auto* customer = r.named(r.ledger.customers, "customer");
  in.required("amount");
  const auto amount = in.integer("amount").value_or(0);
  in.required("currency");
  const auto currency = in.currency("currency");
  if (!customer || r.problem) return r.refused();
  auto& credit = customer->balance[std::string(currency->code())];
  credit -= amount;
  r.ledger.customers.touch(customer->id);
  Metadata metadata;
  in.into("metadata", metadata);
  auto made = keptRecord(r,
                         Json()("amount", amount)("currency", *currency)("description", orNull(in.text("description")))(
                             "ending_balance", -credit)("metadata", metadata)("type", "adjustment")
                             .nulls("checkout_session credit_note invoice"),
                         "customer_balance_transaction", "cbtxn_");
  r.engine.tell(What::CustomerUpdated, r.id());
  return made;
}

std::string countryOfTaxId(const std::string& type) {
  const auto country = type.substr(0, type.find('_'));
  return country.size() != 2 || country == "eu" ? std::string{} : [&] {
    std::string upper;
    for (const char c : country) upper += static_cast<char>(c - 'a' + 'A');
    return upper;
  }();
}

Reply addTaxId(Request& r) {
  const auto in = r.in();
  const auto* customer = r.named(r.ledger.customers, "customer");
  const auto type = in.required("type"), value = in.required("value");
  if (!customer || r.problem) return r.refused();
  Json object;
  object("type", type)("value", value)("country", orNull(countryOfTaxId(type)))(
      "owner", Json()("type", "customer")("customer", customer->id)("customer_account", nullptr))(
      "verification", Json()("status", "pending").nulls("verified_address verified_name"));
  auto made = keptRecord(r, object, "tax_id", "txi_");
  r.engine.tellPlain("customer.tax_id.created", made->value(QLatin1String("id")).toString().toStdString());
  return made;
}

Plain* recordNamed(Request& r, const std::string& kind) {
  auto* kept = r.ledger.plain.find(r.ids.back());
  const bool there = kept && kept->kind == kind && !objectFrom(kept->body).contains(QLatin1String("deleted"));
  if (!there) r.in().refuse(noSuch(kind, r.ids.back(), "id"));
  return there ? kept : nullptr;
}

Reply getRecord(Request& r, const std::string& kind) {
  const auto* kept = recordNamed(r, kind);
  if (!kept) return r.refused();
  return objectFrom(kept->body);
}

Reply dropTaxId(Request& r) {
  auto* kept = recordNamed(r, "tax_id");
  if (!kept) return r.refused();
  r.engine.tellPlain("customer.tax_id.deleted", kept->id);
  kept->body = textOf(Json(objectFrom(kept->body))("deleted", true));
  r.ledger.plain.touch(kept->id);
  return deletedStub("tax_id", kept->id);
}

void addRecordObjects(Desk& desk, const char* kind) {
  desk.objects.add(kind, [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* kept = desk.ledger.plain.find(id);
    return kept ? std::optional(objectFrom(kept->body)) : std::nullopt;
  });
}

}  // namespace

void registerCustomerRecords(Desk& desk) {
  addRecordObjects(desk, "tax_id");
  addRecordObjects(desk, "customer_balance_transaction");
  desk.objects.include("customer", "tax_ids", [&desk](const std::string& id) -> QJsonValue {
    return wholeList(recordsOf(desk, "tax_id", id), "/v1/customers/" + id + "/tax_ids");
  });
  auto& routes = desk.routes;
  routes.add("POST", "/v1/customers/{id}/balance_transactions", "amount currency description metadata[*]",
             changeBalance);
  routes.addList("/v1/customers/{id}/balance_transactions", "invoice",
                 [](Request& r) { return listedWhole(r, recordsOf(r.desk, "customer_balance_transaction", r.id())); });
  routes.add("GET", "/v1/customers/{id}/balance_transactions/{transaction}", "",
             [](Request& r) { return getRecord(r, "customer_balance_transaction"); });
  routes.add("POST", "/v1/customers/{id}/tax_ids", "type value", addTaxId);
  routes.addList("/v1/customers/{id}/tax_ids", "",
                 [](Request& r) { return listedWhole(r, recordsOf(r.desk, "tax_id", r.id())); });
  routes.add("GET", "/v1/customers/{id}/tax_ids/{tax}", "", [](Request& r) { return getRecord(r, "tax_id"); });
  routes.add("DELETE", "/v1/customers/{id}/tax_ids/{tax}", "", dropTaxId);
}

}  // namespace billing::sandbox::stripe
