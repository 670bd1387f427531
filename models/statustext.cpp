#include "models/statustext.h"

#include <QCoreApplication>
#include <QHash>

namespace billing::models {
namespace {

const char* const context = "StatusText";

// Only words whose plain reading (underscores as spaces) would mislead or that translators must find; the rest reads as
// it is.
const QHash<QString, const char*>& knownWords() {
  static const QHash<QString, const char*> words{
      {QStringLiteral("ok"), QT_TRANSLATE_NOOP("StatusText", "ok")},
      {QStringLiteral("active"), QT_TRANSLATE_NOOP("StatusText", "active")},
      {QStringLiteral("trialing"), QT_TRANSLATE_NOOP("StatusText", "in trial")},
      {QStringLiteral("past_due"), QT_TRANSLATE_NOOP("StatusText", "past due")},
      {QStringLiteral("on_hold"), QT_TRANSLATE_NOOP("StatusText", "on hold")},
      {QStringLiteral("paused"), QT_TRANSLATE_NOOP("StatusText", "paused")},
      {QStringLiteral("unpaid"), QT_TRANSLATE_NOOP("StatusText", "unpaid")},
      {QStringLiteral("cancelled"), QT_TRANSLATE_NOOP("StatusText", "cancelled")},
      {QStringLiteral("expired"), QT_TRANSLATE_NOOP("StatusText", "expired")},
      {QStringLiteral("failed"), QT_TRANSLATE_NOOP("StatusText", "failed")},
      {QStringLiteral("pending"), QT_TRANSLATE_NOOP("StatusText", "pending")},
      {QStringLiteral("unknown"), QT_TRANSLATE_NOOP("StatusText", "unknown")},
      {QStringLiteral("rejected"), QT_TRANSLATE_NOOP("StatusText", "rejected")},
      {QStringLiteral("applied"), QT_TRANSLATE_NOOP("StatusText", "applied")},
      {QStringLiteral("stale"), QT_TRANSLATE_NOOP("StatusText", "outdated")},
      {QStringLiteral("unchanged"), QT_TRANSLATE_NOOP("StatusText", "nothing to change")},
      {QStringLiteral("unhandled"), QT_TRANSLATE_NOOP("StatusText", "not handled")},
      {QStringLiteral("dead"), QT_TRANSLATE_NOOP("StatusText", "dead letter")},
      {QStringLiteral("draft"), QT_TRANSLATE_NOOP("StatusText", "draft")},
      {QStringLiteral("open"), QT_TRANSLATE_NOOP("StatusText", "open")},
      {QStringLiteral("paid"), QT_TRANSLATE_NOOP("StatusText", "paid")},
      {QStringLiteral("void"), QT_TRANSLATE_NOOP("StatusText", "void")},
      {QStringLiteral("uncollectible"), QT_TRANSLATE_NOOP("StatusText", "uncollectible")},
      {QStringLiteral("succeeded"), QT_TRANSLATE_NOOP("StatusText", "succeeded")},
      {QStringLiteral("processing"), QT_TRANSLATE_NOOP("StatusText", "processing")},
      {QStringLiteral("no_plan_names_it"), QT_TRANSLATE_NOOP("StatusText", "no plan names it")},
      {QStringLiteral("not_in_catalogue"), QT_TRANSLATE_NOOP("StatusText", "not in the catalogue")},
      {QStringLiteral("price_differs"), QT_TRANSLATE_NOOP("StatusText", "price differs")},
      {QStringLiteral("nothing_granted"), QT_TRANSLATE_NOOP("StatusText", "nothing granted")},
      {QStringLiteral("quota_exceeded"), QT_TRANSLATE_NOOP("StatusText", "quota exceeded")},
      {QStringLiteral("not_enough_credits"), QT_TRANSLATE_NOOP("StatusText", "not enough credits")},
      {QStringLiteral("metadata_missing"), QT_TRANSLATE_NOOP("StatusText", "the payment's metadata names no credits")},
      {QStringLiteral("not_a_number"), QT_TRANSLATE_NOOP("StatusText", "the credits in its metadata are no number")},
      {QStringLiteral("not_whole"), QT_TRANSLATE_NOOP("StatusText", "the credits in its metadata are no whole number")},
      {QStringLiteral("account_unknown"), QT_TRANSLATE_NOOP("StatusText", "nobody knows whose payment it is")},
      {QStringLiteral("not_positive"), QT_TRANSLATE_NOOP("StatusText", "the credits in its metadata are not above 0")},
      {QStringLiteral("too_many"), QT_TRANSLATE_NOOP("StatusText", "more credits than one payment may buy")},
      {QStringLiteral("warn"), QT_TRANSLATE_NOOP("StatusText", "near the limit")},
      {QStringLiteral("soft"), QT_TRANSLATE_NOOP("StatusText", "over the limit")},
      {QStringLiteral("blocked"), QT_TRANSLATE_NOOP("StatusText", "blocked")},
      {QStringLiteral("unlimited"), QT_TRANSLATE_NOOP("StatusText", "unlimited")},
      {QStringLiteral("on_credits"), QT_TRANSLATE_NOOP("StatusText", "on credits")},
      {QStringLiteral("over"), QT_TRANSLATE_NOOP("StatusText", "over the limit")},
      {QStringLiteral("let_through"), QT_TRANSLATE_NOOP("StatusText", "let through")},
      {QStringLiteral("from_api"), QT_TRANSLATE_NOOP("StatusText", "from the provider's API")},
      {QStringLiteral("no_matching_signature"), QT_TRANSLATE_NOOP("StatusText", "wrong signature")},
      {QStringLiteral("timestamp_too_old"), QT_TRANSLATE_NOOP("StatusText", "timestamp too old")},
      {QStringLiteral("timestamp_too_new"), QT_TRANSLATE_NOOP("StatusText", "timestamp in the future")},
      {QStringLiteral("not_utf8"), QT_TRANSLATE_NOOP("StatusText", "not UTF-8")},
      {QStringLiteral("not_json"), QT_TRANSLATE_NOOP("StatusText", "not JSON")},
      {QStringLiteral("bom"), QT_TRANSLATE_NOOP("StatusText", "starts with a byte order mark")},
      {QStringLiteral("would"), QT_TRANSLATE_NOOP("StatusText", "would do")},
      {QStringLiteral("done"), QT_TRANSLATE_NOOP("StatusText", "done")},
      {QStringLiteral("skipped"), QT_TRANSLATE_NOOP("StatusText", "skipped")},
      {QStringLiteral("stopped"), QT_TRANSLATE_NOOP("StatusText", "stopped")},
      {QStringLiteral("running"), QT_TRANSLATE_NOOP("StatusText", "running")},
      {QStringLiteral("too_deep"), QT_TRANSLATE_NOOP("StatusText", "nested too deeply")},
  };
  return words;
}

}  // namespace

QString statusText(const QString& word) {
  const auto known = knownWords().constFind(word);
  if (known != knownWords().constEnd()) return QCoreApplication::translate(context, *known);
  return QString(word).replace(QLatin1Char('_'), QLatin1Char(' '));
}

}  // namespace billing::models
