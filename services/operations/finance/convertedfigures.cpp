#include <algorithm>

#include "operations/finance/figuremaking.h"

namespace billing::operations {
namespace {

CivilDate civil(QDate day) {
  return {day.year(), day.month(), day.day()};
}

// One metric of all currencies, at the rates of one day.
class Converting {
 public:
  Converting(const FinanceFacts& facts, const FinanceSettings& settings)
      : facts_(facts), settings_(settings), to_(*Currency::fromCode(settings.convertTo.toStdString())) {
    // The day that the figures are of, in the period's zone.
    const auto today = dayOf({facts.span.asOf.ms - 1}, facts.span.period.zone);
    end_ = today ? civil(*today) : civil(facts.span.period.to);
    start_ = civil(facts.span.period.from);
  }

  FigureRows run(Metric metric) {
    result_.figure = figureOf({metric, settings_.convertTo, {}, 1, 1, {}}, facts_, settings_).figure;
    result_.figure.converted = true;
    result_.figure.definitions += definitionOfConversion();
    for (const QString& currency : facts_.currencies) take(partsOf(facts_, metric, currency), currency);
    if (metric == Metric::CurrencyMrr || metric == Metric::NetNewMrr) moveByRates();
    finish(metric);
    return std::move(result_);
  }

 private:
  struct Taken {
    ConvertedPart part;
    qint64 unit = 1;
  };

  static DefinitionUsed definitionOfConversion() {
    const DefinitionTerm& term = *definitionTerm("conversion");
    return {QStringLiteral("conversion"), {}, QString::fromUtf8(term.choices.front().words), term.version};
  }

  const ConversionRate* rateOf(const QString& currency, CivilDate day) {
    const auto code = Currency::fromCode(currency.toStdString());
    if (!code) return nullptr;
    const ConversionRate* rate = rateAt(settings_.rates, *code, day);
    if (rate == nullptr)
      return missing_ += missing_.contains(currency) ? QStringList() : QStringList{currency}, nullptr;
    const QString note =
        QStringLiteral("%1 at %2 of %3")
            .arg(currency, QString::fromStdString(rate->text), QString::fromStdString(toText(rate->date)));
    if (!notes_.contains(note)) notes_ += note;
    return rate;
  }

  void take(const FigureParts& parts, const QString& currency) {
    if (parts.rows.isEmpty()) return;
    unit_ = parts.unit;
    const bool own = currency == settings_.convertTo;
    const ConversionRate* rate = own ? nullptr : rateOf(currency, end_);
    if (!own && rate == nullptr) return;
    for (FigureRow row : parts.rows) {
      converted_.push_back({row.exact, rate});
      row.currency = settings_.convertTo;
      result_.rows.append(row);
    }
  }

  // MRR at the start that did not change itself is worth more or less by the end.
  void moveByRates() {
    unit_ = kMrrParts;
    for (const auto& position : facts_.atStart) {
      if (position.currency == settings_.convertTo) continue;
      const ConversionRate* before = rateOf(position.currency, start_);
      const ConversionRate* after = rateOf(position.currency, end_);
      if (before == nullptr || after == nullptr) continue;
      FigureRow row;
      row.entity = QStringLiteral("subscription");
      row.provider = position.provider;
      row.externalId = position.subscription;
      row.customerExternalId = position.customer;
      row.what = QStringLiteral("rate of %1").arg(position.currency);
      row.currency = settings_.convertTo;
      row.part = movedByRate(position.parts, kMrrParts, *before, *after, to_).value_or(0);
      if (row.part != 0) moved_.append(row);
    }
  }

  void finish(Metric metric) {
    Figure& figure = result_.figure;
    const auto parts = convertedTogether(converted_, unit_, to_);
    for (qsizetype i = 0; parts && i < result_.rows.size(); ++i)
      result_.rows[i].part = (*parts)[static_cast<std::size_t>(i)];
    result_.rows += moved_;
    for (FigureRow& row : result_.rows) {
      row.exact = row.part;
      result_.sum += row.part;
    }
    figure.value = parts && missing_.isEmpty() ? std::optional(result_.sum) : std::nullopt;
    if (!figure.value) return tellNothing();
    figure.terms = {figureText(factsOfMetric(metric).kind, result_.sum, settings_.convertTo) + u' ' +
                    settings_.convertTo + QStringLiteral(" of %1 rows").arg(result_.rows.size())};
    figure.note = QStringLiteral("converted");
    if (!notes_.isEmpty()) figure.note += QStringLiteral(": ") + notes_.join(QStringLiteral(", "));
  }

  // A part of the sum would be taken for the sum.
  void tellNothing() {
    result_.rows.clear();
    result_.sum = 0;
    result_.figure.terms.clear();
    result_.figure.note = missing_.isEmpty()
                              ? QStringLiteral("n/a: beyond the range")
                              : QStringLiteral("n/a: no rate for ") + missing_.join(QStringLiteral(", ")) +
                                    QStringLiteral(" in the workspace's file");
  }

  const FinanceFacts& facts_;
  const FinanceSettings& settings_;
  const Currency to_;
  CivilDate start_, end_;
  FigureRows result_;
  std::vector<ConvertedPart> converted_;
  QVector<FigureRow> moved_;
  QStringList notes_, missing_;
  qint64 unit_ = 1;
};

}  // namespace

std::optional<FigureRows> convertedFigure(const FinanceFacts& facts, Metric metric, const FinanceSettings& settings) {
  const MetricFacts& known = factsOfMetric(metric);
  const bool money = known.kind == FigureKind::Money && known.shape == FigureShape::Sum;
  if (!money || !Currency::fromCode(settings.convertTo.toStdString())) return std::nullopt;
  const bool onlyOwn = std::ranges::all_of(facts.currencies, [&](const QString& c) { return c == settings.convertTo; });
  if (onlyOwn) return std::nullopt;
  return Converting(facts, settings).run(metric);
}

}  // namespace billing::operations
