#include "operations/admin/comparison.h"

#include "operations/admin/previewing.h"

namespace billing::operations {
namespace {

using Verdict = Comparison::Verdict;

constexpr std::int64_t kWorthMentioningMs = 1'000;  // proration counts in seconds

QString durationWords(std::int64_t ms) {
  const std::int64_t seconds = ms / 1'000;
  if (seconds < 120) return QStringLiteral("%1 s").arg(seconds);
  if (seconds < 7'200) return QStringLiteral("%1 minutes").arg(seconds / 60);
  return QStringLiteral("%1 hours").arg(seconds / 3'600);
}

// The likeliest first: what is known of how the preview was made.
QString whyDifferent(const OrderPreview& preview, const std::optional<Instant>& at) {
  if (preview.estimate)
    return preview.tax ? QStringLiteral("because the preview was an estimate")
                       : QStringLiteral("because the preview was an estimate without tax");
  const std::int64_t passed = at ? at->ms - preview.madeAt.ms : 0;
  if (passed >= kWorthMentioningMs && !preview.prorationAt)
    return QStringLiteral(
               "because %1 passed between the preview and the change, and the share of the period is "
               "counted by the second")
        .arg(durationWords(passed));
  return QStringLiteral("for a reason that the preview does not know: look at the invoice");
}

QString differenceWords(const Money& previewed, const Money& actual, const Money& difference) {
  const bool back = actual.minor < 0 || (actual.minor == 0 && previewed.minor < 0);
  const bool more = back ? difference.minor < 0 : difference.minor > 0;
  const Money size{difference.minor < 0 ? -difference.minor : difference.minor, difference.currency};
  return QStringLiteral("%1 %2 %3 than previewed")
      .arg(back ? QStringLiteral("Gave back") : QStringLiteral("Charged"), moneyWords(size),
           more ? QStringLiteral("more") : QStringLiteral("less"));
}

Comparison unknownBecause(const QString& words) {
  Comparison comparison;
  comparison.words = words;
  return comparison;
}

}  // namespace

Comparison compareWithPreview(const OrderPreview& preview, const std::optional<Money>& actual,
                              const std::optional<Instant>& at) {
  if (!actual) return unknownBecause(QStringLiteral("What was charged is not known yet: the provider has not told"));
  if (!preview.today)
    return unknownBecause(QStringLiteral("%1, which nobody could say beforehand").arg(moneyWords(*actual)));
  const bool nothing = actual->minor == 0 && preview.today->minor == 0;
  if (!nothing && actual->currency != preview.today->currency)
    return unknownBecause(QStringLiteral("%1, where %2 was previewed: the currencies differ")
                              .arg(moneyWords(*actual), moneyWords(*preview.today)));
  Comparison comparison;
  comparison.difference = Money{0, actual->currency};
  if (__builtin_sub_overflow(actual->minor, preview.today->minor, &comparison.difference->minor))
    return unknownBecause(QStringLiteral("%1: too far from the preview to be compared").arg(moneyWords(*actual)));
  const std::int64_t difference = comparison.difference->minor;
  comparison.verdict = difference == 0 ? Verdict::AsPreviewed : difference > 0 ? Verdict::More : Verdict::Less;
  comparison.words =
      difference == 0 ? QStringLiteral("As previewed")
                      : QStringLiteral("%1, %2").arg(differenceWords(*preview.today, *actual, *comparison.difference),
                                                     whyDifferent(preview, at));
  return comparison;
}

std::optional<Comparison> compareCall(const store::OutboxRow& call) {
  if (call.state != store::OutboxState::Done || !call.previewedMinor || !call.actualMinor) return std::nullopt;
  const auto preview = previewFromJson(call.previewJson);
  if (!preview) return std::nullopt;
  const auto currency = Currency::fromCode(call.currency.toStdString()).value_or(Currency());
  const auto answered = call.answeredAt ? std::optional(Instant{*call.answeredAt}) : std::nullopt;
  return compareWithPreview(*preview, Money{*call.actualMinor, currency}, answered);
}

}  // namespace billing::operations
