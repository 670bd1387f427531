// money_format, money_parse, allocate, tax.
#include "domain/allocation.h"
#include "domain/tax.h"
#include "operations/calculations/calculation.h"

namespace billing::operations {
namespace {

QJsonObject formatMoney(CaseInput& input) {
  const Money amount{input.integer("minor"), input.currency("currency")};
  return {{QStringLiteral("decimal"), QString::fromStdString(toDecimal(amount))}};
}

QJsonObject parseMoney(CaseInput& input) {
  const auto money = fromDecimal(input.currency("currency"), input.text("decimal"));
  if (!money) return refusal(money.error());
  return {{QStringLiteral("minor"), qint64{money->minor}}};
}

QJsonObject splitMoney(CaseInput& input) {
  std::vector<std::int64_t> weights;
  const QJsonArray given = input.list("weights");
  for (const auto& weight : given) {
    weights.push_back(input.within(QJsonObject{{QStringLiteral("weights"), QJsonValue(weight)}},
                                   [](CaseInput& one) { return one.integer("weights"); }));
  }
  const auto parts = allocate(input.integer("total_minor"), weights);
  if (!parts) return refusal(parts.error());
  QJsonArray list;
  for (const std::int64_t part : *parts) list.append(qint64{part});
  return {{QStringLiteral("parts"), list}};
}

QJsonObject taxMoney(CaseInput& input) {
  const auto rate = percentFrom(input.text("percent"));
  if (!rate) return refusal(rate.error());
  const auto taxed = taxOn(input.integer("amount_minor"), *rate, input.flag("inclusive"));
  if (!taxed) return refusal(taxed.error());
  return {{QStringLiteral("net_minor"), qint64{taxed->netMinor}},
          {QStringLiteral("tax_minor"), qint64{taxed->taxMinor}},
          {QStringLiteral("gross_minor"), qint64{taxed->grossMinor}}};
}

constexpr std::array kMoneyKinds{Calculation{"money_format", formatMoney}, Calculation{"money_parse", parseMoney},
                                 Calculation{"allocate", splitMoney}, Calculation{"tax", taxMoney}};

}  // namespace

std::span<const Calculation> moneyCalculations() {
  return kMoneyKinds;
}

}  // namespace billing::operations
