#include "operations/finance/figuremaking.h"

#include <algorithm>

#include "domain/money.h"
#include "metrics/evenrounding.h"
#include "metrics/retention.h"
#include "metrics/shares.h"

namespace billing::operations {
namespace {

constexpr qint64 kPercent = 10'000, kRatio = 100;

using Rows = QVector<FigureRow>;

std::vector<std::int64_t> exactOf(const Rows& rows, QLatin1String role) {
  std::vector<std::int64_t> exact;
  for (const FigureRow& row : rows)
    if (row.role == role) exact.push_back(row.exact);
  return exact;
}

std::optional<qint64> wholeSum(const Rows& rows, const char* role) {
  return roundedSum(exactOf(rows, QLatin1String(role)), 1, 1);
}

// Each role's rows are rounded together.
void roundRows(Rows& rows, const char* role, qint64 unit) {
  const auto parts = roundedTogether(exactOf(rows, QLatin1String(role)), unit);
  if (!parts) return;
  std::size_t next = 0;
  for (FigureRow& row : rows)
    if (row.role == QLatin1String(role)) row.part = (*parts)[next++];
}

class FigureMaker {
 public:
  FigureMaker(FigureParts parts, const FinanceFacts& facts, const FinanceSettings& settings)
      : parts_(std::move(parts)), known_(factsOfMetric(parts_.metric)), facts_(facts), settings_(settings) {}

  FigureRows run() {
    FigureRows result;
    Figure& figure = result.figure;
    figure.metric = parts_.metric;
    figure.kind = known_.kind;
    figure.currency = parts_.currency;
    figure.formula = QLatin1String(known_.formula);
    figure.note = parts_.note;
    figure.definitions = definitionsOf(parts_.metric, facts_.choices);
    for (const char* role : {"", "numerator"}) roundRows(parts_.rows, role, parts_.unit);
    roundRows(parts_.rows, "denominator", parts_.denominatorUnit);
    for (const char* role : {"customer", "at_start"}) roundRows(parts_.rows, role, 1);
    figure.value = valueOfShape();
    figure.terms = termsOfShape();
    for (const FigureRow& row : std::as_const(parts_.rows))
      if (row.role.isEmpty() || row.role == u"numerator") result.sum += row.part;
    if (parts_.metric == Metric::Lifetime && facts_.choices.is("lifetime", "margin") && !settings_.marginKnown)
      figure.note = QStringLiteral("the workspace's file says no margin: 100 % is taken");
    if (!figure.value) addWhy(figure);
    result.rows = std::move(parts_.rows);
    return result;
  }

 private:
  [[nodiscard]] std::optional<qint64> valueOfShape() const {
    switch (known_.shape) {
      case FigureShape::Sum:
        return roundedSum(exactOf(parts_.rows, QLatin1String()), 1, parts_.unit);
      case FigureShape::Share:
        return share();
      case FigureShape::Average:
        return averageOf(wholeSum(parts_.rows, "numerator").value_or(0), parts_.unit,
                         wholeSum(parts_.rows, "denominator").value_or(0));
      case FigureShape::Lifetime:
        break;
    }
    return lifetime();
  }
  // Both sides are of one unit, so the exact sums divide.
  [[nodiscard]] std::optional<qint64> share() const {
    const auto up = exactOf(parts_.rows, QLatin1String("numerator"));
    const auto down = wholeSum(parts_.rows, "denominator");
    if (!down || *down <= 0) return std::nullopt;
    return roundedSum(up, known_.kind == FigureKind::Ratio ? kRatio : kPercent, *down);
  }
  [[nodiscard]] std::optional<qint64> lifetime() const {
    LifetimeInput input;
    input.mrr = wholeSum(parts_.rows, "numerator").value_or(0);
    input.unit = parts_.unit;
    input.payers = wholeSum(parts_.rows, "customer").value_or(0);
    input.lost = wholeSum(parts_.rows, "denominator").value_or(0);
    input.of = wholeSum(parts_.rows, "at_start").value_or(0);
    input.marginBps = settings_.marginBps;
    if (facts_.choices.is("lifetime", "revenue")) return lifetimeValue(input, LifetimeForm::Revenue);
    if (facts_.choices.is("lifetime", "margin")) return lifetimeValue(input, LifetimeForm::Margin);
    if (!costIsKnown()) return std::nullopt;
    input.costMinor = settings_.costOfCustomer->minor;
    return lifetimeValue(input, LifetimeForm::Cost);
  }
  [[nodiscard]] bool costIsKnown() const {
    return settings_.costOfCustomer && QString::fromUtf8(settings_.costOfCustomer->currency.code()) == parts_.currency;
  }

  [[nodiscard]] QString sumText(const char* role, FigureKind kind) const {
    qint64 sum = 0;
    for (const FigureRow& row : parts_.rows)
      if (row.role == QLatin1String(role)) sum += row.part;
    return figureText(kind, sum, parts_.currency);
  }
  [[nodiscard]] qsizetype countOf(const char* role) const {
    return std::ranges::count_if(parts_.rows, [&](const FigureRow& row) { return row.role == QLatin1String(role); });
  }
  // "(120.00 + 30.00)": by what the rows are, where that are movements.
  [[nodiscard]] QString byWhat(const char* role, FigureKind kind) const {
    QMap<QString, qint64> sums;
    for (const FigureRow& row : parts_.rows)
      if (row.role == QLatin1String(role)) sums[row.what] += row.part;
    if (sums.size() < 2 || sums.size() > 6 || known_.source != FigureSource::Revenue) return sumText(role, kind);
    QString text;
    for (const qint64 sum : std::as_const(sums)) {
      const QString one = figureText(kind, sum < 0 && !text.isEmpty() ? -sum : sum, parts_.currency);
      text += text.isEmpty() ? one : (sum < 0 ? QStringLiteral(" - ") : QStringLiteral(" + ")) + one;
    }
    return u'(' + text + u')';
  }
  [[nodiscard]] QStringList termsOfShape() const {
    const bool counts = parts_.metric == Metric::LogoChurn || parts_.metric == Metric::TrialConversion;
    const FigureKind inside = counts ? FigureKind::Count : FigureKind::Money;
    const QString unit = counts ? QString() : u' ' + parts_.currency;
    switch (known_.shape) {
      case FigureShape::Sum:
        return {byWhat("", known_.kind) + (known_.kind == FigureKind::Money ? unit : QString()) +
                QStringLiteral(" of %1 rows").arg(parts_.rows.size())};
      case FigureShape::Share:
        return {byWhat("numerator", inside) + QStringLiteral(" / ") + byWhat("denominator", inside) + unit};
      case FigureShape::Average:
        return {sumText("numerator", inside) + QStringLiteral(" / %1").arg(countOf("denominator")) + unit};
      case FigureShape::Lifetime:
        break;
    }
    return lifetimeTerms(unit);
  }
  [[nodiscard]] QStringList lifetimeTerms(const QString& unit) const {
    QString average = sumText("numerator", FigureKind::Money) + QStringLiteral(" / %1").arg(countOf("customer")) + unit;
    if (facts_.choices.is("lifetime", "margin"))
      average += QStringLiteral(" x ") + figureText(FigureKind::Percent, settings_.marginBps, {});
    if (facts_.choices.is("lifetime", "cost") && costIsKnown())
      average = u'(' + average + QStringLiteral(" - ") +
                figureText(FigureKind::Money, settings_.costOfCustomer->minor, parts_.currency) + u')';
    return {average + QStringLiteral(" / (%1 / %2)").arg(countOf("denominator")).arg(countOf("at_start"))};
  }

  void addWhy(Figure& figure) const {
    QString why = QStringLiteral("nothing to divide by");
    if (parts_.metric == Metric::QuickRatio) why = QStringLiteral("no losses");
    if (parts_.metric == Metric::Lifetime) {
      why = QStringLiteral("no churn yet");
      if (facts_.choices.is("lifetime", "cost") && !costIsKnown())
        why = QStringLiteral("the workspace's file says no cost of a customer in this currency");
    }
    if (known_.shape == FigureShape::Sum) why = QStringLiteral("beyond the range");
    figure.note =
        QStringLiteral("n/a: ") + why + (figure.note.isEmpty() ? QString() : QStringLiteral("; ") + figure.note);
  }

  FigureParts parts_;
  const MetricFacts& known_;
  const FinanceFacts& facts_;
  const FinanceSettings& settings_;
};

}  // namespace

QString figureText(FigureKind kind, qint64 value, const QString& currency) {
  switch (kind) {
    case FigureKind::Money:
      return QString::fromStdString(
          toDecimal({value, Currency::fromCode(currency.toStdString()).value_or(Currency())}));
    case FigureKind::Percent:
      return QString::fromStdString(hundredthsText(value)) + QStringLiteral(" %");
    case FigureKind::Ratio:
      return QString::fromStdString(hundredthsText(value));
    case FigureKind::Credits:
      return QStringLiteral("%1%2.%3")
          .arg(value < 0 ? QStringLiteral("-") : QString())
          .arg(qAbs(value) / 10)
          .arg(qAbs(value) % 10);
    case FigureKind::Count:
      break;
  }
  return QString::number(value);
}

QVector<DefinitionUsed> definitionsOf(Metric metric, const DefinitionChoices& choices) {
  QVector<DefinitionUsed> used;
  for (const char* key : factsOfMetric(metric).terms) {
    const DefinitionTerm* term = definitionTerm(key);
    if (term == nullptr) continue;
    const auto choice = choices.of(key);
    const auto words = definitionWords(*term, choice);
    used.append({QLatin1String(key), QString::fromUtf8(choice.data(), static_cast<qsizetype>(choice.size())),
                 QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())), term->version});
  }
  return used;
}

FigureRows figureOf(FigureParts parts, const FinanceFacts& facts, const FinanceSettings& settings) {
  return FigureMaker(std::move(parts), facts, settings).run();
}

}  // namespace billing::operations
