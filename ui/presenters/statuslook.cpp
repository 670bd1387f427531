#include "ui/presenters/statuslook.h"

#include <QHash>

#include "models/statustext.h"

namespace billing::ui {

namespace {

struct Look {
  Tone tone;
  const char* icon;
};

const QHash<QString, Look>& looks() {
  static const QHash<QString, Look> table = {
      {QStringLiteral("applied"), {Tone::Success, ""}},
      {QStringLiteral("pending"), {Tone::Info, "clock"}},
      {QStringLiteral("rejected"), {Tone::Danger, "close-circle"}},
      {QStringLiteral("dead"), {Tone::Danger, "warning"}},
      {QStringLiteral("stale"), {Tone::Muted, ""}},
      {QStringLiteral("unchanged"), {Tone::Muted, ""}},
      {QStringLiteral("unhandled"), {Tone::Muted, ""}},
      {QStringLiteral("ok"), {Tone::Success, ""}},
      {QStringLiteral("from_api"), {Tone::Info, "import"}},
      {QStringLiteral("active"), {Tone::Success, ""}},
      {QStringLiteral("trialing"), {Tone::Info, ""}},
      {QStringLiteral("past_due"), {Tone::Warning, "warning"}},
      {QStringLiteral("on_hold"), {Tone::Warning, "pause-circle"}},
      {QStringLiteral("paused"), {Tone::Muted, "pause-circle"}},
      {QStringLiteral("unpaid"), {Tone::Danger, "warning"}},
      {QStringLiteral("failed"), {Tone::Danger, "close-circle"}},
      {QStringLiteral("succeeded"), {Tone::Success, ""}},
      {QStringLiteral("processing"), {Tone::Info, "clock"}},
      {QStringLiteral("warn"), {Tone::Warning, "warning"}},
      {QStringLiteral("soft"), {Tone::Danger, "warning"}},
      {QStringLiteral("blocked"), {Tone::Danger, "stop"}},
      {QStringLiteral("used_up"), {Tone::Danger, "stop"}},
      {QStringLiteral("price_differs"), {Tone::Warning, "warning"}},
      {QStringLiteral("no_plan_names_it"), {Tone::Danger, "warning"}},
      {QStringLiteral("on_credits"), {Tone::Warning, "card"}},
      {QStringLiteral("allowed"), {Tone::Success, ""}},
      {QStringLiteral("warned"), {Tone::Warning, ""}},
      {QStringLiteral("over"), {Tone::Warning, "warning"}},
      {QStringLiteral("refused"), {Tone::Danger, "close-circle"}},
      {QStringLiteral("let_through"), {Tone::Warning, "warning"}},
      {QStringLiteral("credited"), {Tone::Success, ""}},
      {QStringLiteral("requested"), {Tone::Info, "clock"}},
      {QStringLiteral("paid"), {Tone::Success, ""}},
      {QStringLiteral("open"), {Tone::Info, ""}},
      {QStringLiteral("overdue"), {Tone::Warning, "warning"}},
      {QStringLiteral("uncollectible"), {Tone::Danger, "warning"}},
      {QStringLiteral("would"), {Tone::Info, "eye"}},
      {QStringLiteral("done"), {Tone::Success, ""}},
      {QStringLiteral("skipped"), {Tone::Muted, "minus"}},
      {QStringLiteral("stopped"), {Tone::Warning, "pause-circle"}},
      {QStringLiteral("running"), {Tone::Info, "clock"}},
      {QStringLiteral("awaiting_approval"), {Tone::Info, "customers"}},
      {QStringLiteral("waiting"), {Tone::Info, "clock"}},
      {QStringLiteral("sending"), {Tone::Info, "send"}},
      {QStringLiteral("unconfirmed"), {Tone::Warning, "warning"}},
      {QStringLiteral("not_done"), {Tone::Danger, "close-circle"}},
      {QStringLiteral("withdrawn"), {Tone::Muted, "retry"}},
      {QStringLiteral("lapsed"), {Tone::Warning, "clock"}},
      {QStringLiteral("asked"), {Tone::Info, "clock"}},
      {QStringLiteral("approved"), {Tone::Success, "customers"}},
      {QStringLiteral("settled"), {Tone::Success, ""}},
      {QStringLiteral("closed"), {Tone::Warning, "customers"}},
      {QStringLiteral("unlocked"), {Tone::Warning, "lock-open"}},
      {QStringLiteral("locked"), {Tone::Muted, "lock"}},
      {QStringLiteral("changed"), {Tone::Info, ""}},
      {QStringLiteral("follow_up"), {Tone::Warning, "clock"}},
      {QStringLiteral("question"), {Tone::Info, "info"}},
      {QStringLiteral("dispute"), {Tone::Danger, "warning"}},
      {QStringLiteral("created"), {Tone::Success, "plus"}},
      {QStringLiteral("updated"), {Tone::Info, ""}},
  };
  return table;
}

/// Everything a signature or a body can be refused for ends in danger; the rest of the unknown stays quiet.
bool isRefusal(const QString& word) {
  static const QStringList words = {QStringLiteral("missing_header"),
                                    QStringLiteral("duplicate_header"),
                                    QStringLiteral("malformed_id"),
                                    QStringLiteral("invalid_timestamp"),
                                    QStringLiteral("timestamp_too_old"),
                                    QStringLiteral("timestamp_too_new"),
                                    QStringLiteral("bad_header_format"),
                                    QStringLiteral("unsupported_version"),
                                    QStringLiteral("invalid_secret"),
                                    QStringLiteral("no_matching_signature"),
                                    QStringLiteral("not_json"),
                                    QStringLiteral("not_utf8"),
                                    QStringLiteral("too_deep"),
                                    QStringLiteral("duplicate_keys"),
                                    QStringLiteral("bom"),
                                    QStringLiteral("empty")};
  return words.contains(word);
}

}  // namespace

StatusLook statusLook(const QString& status) {
  StatusLook look;
  look.word = models::statusText(status);
  const auto found = looks().constFind(status);
  if (found != looks().constEnd()) {
    look.tone = found->tone;
    look.icon = QLatin1String(found->icon);
  } else if (isRefusal(status)) {
    look.tone = Tone::Danger;
    look.icon = QStringLiteral("close-circle");
  }
  return look;
}

}  // namespace billing::ui
