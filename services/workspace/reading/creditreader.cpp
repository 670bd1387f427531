#include "workspace/reading/twins.h"
#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

constexpr std::int64_t mostCredits = 1'000'000'000;

CreditPack readPack(TableReader& table) {
  CreditPack pack;
  pack.key = table.name("key", "credits_500");
  pack.name = table.text("name", pack.key);
  pack.tenths = table.credits("credits", 0);
  if (pack.tenths == 0) table.mistake("credits", "a pack holds more than 0 credits", "Write credits = \"500\"");
  pack.price = table.money();
  pack.testProductId = table.text("test");
  pack.liveProductId = table.text("live");
  table.finish();
  return pack;
}

TopUpRule readTopUp(TableReader& table) {
  TopUpRule rule;
  rule.enabled = table.flag("enabled", true);
  rule.belowTenths = table.credits("below", 0);
  rule.tenths = table.credits("credits", rule.tenths);
  rule.monthlyCap = static_cast<int>(table.number("monthly_cap", 0, 0, 1000));
  rule.price = table.money();
  table.finish();
  return rule;
}

}  // namespace

void readCredits(TableReader& root, BillingRules& rules) {
  auto table = root.table("credits");
  if (!table) return;
  auto& credits = rules.credits;
  credits.enabled = true;
  credits.model = table->choice<AllowanceModel>(
      "model", {{"pooled", AllowanceModel::Pooled}, {"per_tier", AllowanceModel::PerTier}}, AllowanceModel::Pooled);
  credits.startingTenths = table->credits("starting", 0);
  credits.metadataCreditsKey = table->text("metadata_key");
  credits.mostCreditsOfAPayment = table->number("most_per_payment", credits.mostCreditsOfAPayment, 1, mostCredits);
  for (auto& one : table->tables("pack")) {
    auto pack = readPack(one);
    refuseTwin(one, credits.packs, pack.key, "credit packs");
    credits.packs.push_back(std::move(pack));
  }
  if (auto topUp = table->table("top_up")) credits.topUp = readTopUp(*topUp);
  table->finish();
}

}  // namespace billing::workspace
