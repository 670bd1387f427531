#include "ui/details/usagefacts.h"

#include "models/timetext.h"
#include "models/usageforecast.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

/// A period and what it will come to.
class PeriodWords {
 public:
  PeriodWords(const store::UsageRow& row, const PaneContext& context)
      : row_(row), words_(context.words), now_(context.nowMs()) {}

  [[nodiscard]] QString quantity(std::optional<qint64> milli) const {
    return milli ? QStringLiteral("%1 %2").arg(quantityText(*milli, words_.locale), row_.unit).simplified() : QString();
  }
  [[nodiscard]] QString exact(qint64 ms) const { return models::exactTime(ms, words_.zone); }
  [[nodiscard]] QString days() const {
    return QStringLiteral("%1 – %2").arg(day(*row_.periodStart), day(*row_.periodEnd - 1));
  }
  [[nodiscard]] QString anew() const {
    const qint64 left = *row_.periodEnd - now_;
    return left > 0 ? say("in %1").arg(models::countdownText(left)) : say("with the next action");
  }
  [[nodiscard]] QString forecast() const {
    const auto end = row_.usedMilli ? models::forecastMilli(*row_.usedMilli, *row_.periodStart, *row_.periodEnd, now_)
                                    : std::nullopt;
    if (!end) return now_ >= *row_.periodEnd ? QString() : say("too early to tell");
    const auto share = models::shareThousandths(*end, row_.grantedMilli.value_or(0));
    return share ? say("about %1, %2 %").arg(quantity(end), words_.locale.toString(*share / 10))
                 : say("about %1").arg(quantity(end));
  }
  [[nodiscard]] QString updated() const {
    return models::relativeTime(row_.updatedAt, now_, words_.zone, words_.locale);
  }

 private:
  [[nodiscard]] QString day(qint64 ms) const { return models::dayText(ms, now_, words_.zone, words_.locale); }
  const store::UsageRow& row_;
  const models::ModelContext& words_;
  qint64 now_;
};

}  // namespace

QString usageMarksText(const store::UsageRow& row, const QLocale& locale) {
  if (!row.grantedMilli || *row.grantedMilli <= 0) return {};
  const auto units = [&](qint64 milli) { return quantityText(milli, locale); };
  QString warn = say("Short mark: warns from %1 % (%2)")
                     .arg(row.warnPercent)
                     .arg(units(*row.grantedMilli / 100 * row.warnPercent));
  if (!row.blockedMilli) return warn;
  if (*row.blockedMilli == *row.grantedMilli)
    return say("%1 · bold mark: the limit, where it ends (%2)").arg(warn, units(*row.grantedMilli));
  return say("%1 · long mark: the limit (%2) · bold mark: ends there (%3)")
      .arg(warn, units(*row.grantedMilli), units(*row.blockedMilli));
}

UsageNote usageNote(const store::UsageRow& row, const QuotaRule* rule, int exceededStatus, const QLocale& locale) {
  const bool credits = rule != nullptr && rule->mode == QuotaMode::TopUp;
  const bool lasting = rule != nullptr && rule->lasting;
  if (row.state == QStringLiteral("blocked"))
    return {Tone::Danger, QStringLiteral("stop"),
            (lasting ? say("The next one is refused with %1, until something is removed or the plan allows more.")
                     : say("The next one is refused with %1, until the period starts anew or the plan allows more."))
                .arg(exceededStatus)};
  if (row.state == QStringLiteral("soft") && credits)
    return {Tone::Warning, QStringLiteral("info"), say("The allowance is used up: what comes next costs credits.")};
  if (row.state == QStringLiteral("soft"))
    return {Tone::Warning, QStringLiteral("warning"),
            say("Over the limit, within the buffer: it goes on with a warning.")};
  if (row.state == QStringLiteral("warn"))
    return {Tone::Warning, QStringLiteral("warning"),
            say("%1 %2 are left.").arg(quantityText(row.remainingMilli.value_or(0), locale), row.unit)};
  return {};
}

QVector<FactItem> usageFacts(const store::UsageRow& row, const QuotaRule* rule, const PaneContext& context) {
  const PeriodWords words(row, context);
  const bool unlimited = row.state == QStringLiteral("unlimited");
  QVector<FactItem> facts{
      {say("Limit"), unlimited ? say("unlimited") : words.quantity(row.grantedMilli), FactStyle::Strong, {}, {}},
      {say("Used"), words.quantity(row.usedMilli), FactStyle::Strong, {}, {}},
      {say("Remaining"), words.quantity(row.remainingMilli), FactStyle::Plain, {}, {}}};
  if (row.periodStart && row.periodEnd) {
    const QString both = QStringLiteral("%1 – %2").arg(words.exact(*row.periodStart), words.exact(*row.periodEnd));
    facts << FactItem{say("Period"), words.days(), FactStyle::Plain, both, {}}
          << FactItem{say("Starts anew"), words.anew(), FactStyle::Plain, words.exact(*row.periodEnd), {}}
          << FactItem{say("At its end"),
                      words.forecast(),
                      FactStyle::Plain,
                      say("If use goes on as in this period so far"),
                      {}};
  } else if (rule != nullptr && rule->lasting) {
    facts << FactItem{say("Period"), say("none: it counts what exists"), FactStyle::Plain, {}, {}};
  }
  facts << FactItem{say("Updated"), words.updated(), FactStyle::Plain, words.exact(row.updatedAt), {}};
  return facts;
}

}  // namespace billing::ui
