#include "domain/civildate.h"
#include "domain/decimal.h"
#include "domain/percent.h"
#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

constexpr int kRateDecimals = 9;

std::string currencyCode(TableReader& table, std::string_view key) {
  const std::string word = table.text(key);
  const auto currency = Currency::fromCode(word);
  if (!word.empty() && !currency)
    table.mistake(key, std::string(key) + " is a code of three letters after ISO 4217",
                  "Write \"USD\", \"EUR\" and so on");
  return currency ? std::string(currency->code()) : std::string();
}

void readRate(TableReader& table, MetricsSettings& metrics) {
  MetricRate rate;
  rate.currency = currencyCode(table, "currency");
  rate.rate = table.name("rate", "1.0842");
  rate.date = table.name("date", "2026-03-01");
  const auto parts = scaledDecimal(rate.rate, kRateDecimals);
  const bool good = parts && *parts > 0;
  if (!good && !rate.rate.empty())
    table.mistake("rate", "rate is a decimal number above zero with at most nine decimals",
                  "Write it in quotes, such as \"1.0842\": so many units for one of the currency");
  const bool day = dateFrom(rate.date).has_value();
  if (!day && !rate.date.empty())
    table.mistake("date", "date is the day from which the rate is used", "Write it in quotes, such as \"2026-03-01\"");
  if (!table.has("currency")) table.mistake("currency", "currency is missing", "Write currency = \"EUR\"");
  if (rate.currency == metrics.convertTo && !rate.currency.empty())
    table.mistake("currency", "the rate is of the currency that totals are converted to", "Take this rate out");
  if (good && day && !rate.currency.empty()) metrics.rates.push_back(rate);
  table.finish();
}

}  // namespace

void readMetrics(TableReader& root, MetricsSettings& metrics) {
  auto table = root.table("metrics");
  if (!table) return;
  metrics.convertTo = currencyCode(*table, "convert_to");
  auto rates = table->tables("rate");
  for (TableReader& rate : rates) readRate(rate, metrics);
  if (!rates.empty() && metrics.convertTo.empty())
    table->mistake("convert_to", "there are rates, but convert_to is missing",
                   "Write convert_to = \"USD\": the currency that totals are converted to");
  metrics.marginPercent = table->text("margin_percent");
  const auto margin = percentFrom(metrics.marginPercent);
  if (!metrics.marginPercent.empty() && (!margin || margin->parts > margin->whole())) {
    table->mistake("margin_percent", "margin_percent is a percentage from 0 to 100",
                   "Write it in quotes, such as \"80\"");
    metrics.marginPercent.clear();
  }
  if (auto cost = table->table("cost_of_customer")) {
    metrics.costOfCustomer = cost->money();
    cost->finish();
  }
  table->finish();
}

}  // namespace billing::workspace
