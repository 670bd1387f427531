#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

void readUnknownProduct(TableReader& root, BillingRules& rules) {
  auto table = root.table("unknown_product");
  if (!table) return;
  rules.unknownProduct = table->choice<UnknownProduct>(
      "answer", {{"refuse", UnknownProduct::Refuse}, {"default", UnknownProduct::UseDefault}}, UnknownProduct::Refuse);
  if (rules.unknownProduct == UnknownProduct::UseDefault)
    rules.unknownProductPlan = table->name("plan", "professional");
  else
    (void)table->text("plan");
  table->finish();
}

void readAliases(TableReader& root, BillingRules& rules) {
  auto events = root.table("events");
  if (!events) return;
  if (auto aliases = events->table("aliases"))
    for (const auto& own : aliases->keys()) rules.eventAliases[own] = aliases->name(own, "subscription.cancelled");
  events->finish();
}

}  // namespace

void readAccount(TableReader& root, BillingRules& rules) {
  if (auto table = root.table("account")) {
    rules.accountKind = table->choice<AccountKind>("kind",
                                                   {{"user", AccountKind::User},
                                                    {"organisation", AccountKind::Organisation},
                                                    {"email", AccountKind::Email},
                                                    {"profile", AccountKind::Profile}},
                                                   AccountKind::User);
    rules.metadataAccountKey = table->text("metadata_key");
    table->finish();
  }
  readUnknownProduct(root, rules);
  readAliases(root, rules);
}

}  // namespace billing::workspace
