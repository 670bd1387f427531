#include "ui/presenters/syncwords.h"

#include "models/timetext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

QString resourceWord(const QString& resource) {
  static const QHash<QString, const char*> words{
      {QStringLiteral("catalogue"), "products"},          {QStringLiteral("customers"), "customers"},
      {QStringLiteral("subscriptions"), "subscriptions"}, {QStringLiteral("payments"), "payments"},
      {QStringLiteral("invoices"), "invoices"},           {QStringLiteral("refunds"), "refunds"},
      {QStringLiteral("disputes"), "disputes"},           {QStringLiteral("events"), "missed events"}};
  const char* known = words.value(resource, nullptr);
  return known != nullptr ? say(known) : resource;
}

SyncWords runningWords(const operations::SyncState& sync, const QLocale& locale) {
  SyncWords words;
  words.tone = Tone::Info;
  words.text = sync.resource.isEmpty()
                   ? say("Asking the provider")
                   : say("Reading %1: %2").arg(resourceWord(sync.resource), locale.toString(sync.seen));
  words.hover = say("%1 objects so far. What is read is kept when it is cancelled.").arg(locale.toString(sync.total));
  return words;
}

QString agoOf(qint64 at, const PaneContext& context) {
  if (context.nowMs() - at < 60'000) return say("just now");
  return models::relativeTime(at, context.nowMs(), context.words.zone, context.words.locale);
}

}  // namespace

SyncWords syncWords(const operations::ConnectionState& connection, const operations::SyncState& sync,
                    const PaneContext& context) {
  if (sync.running) return runningWords(sync, context.words.locale);
  SyncWords words;
  if (!connection.connected) {
    words.text = say("%1 is not connected").arg(connection.provider);
    words.hover = connection.problem;
  } else if (!sync.lastError.isEmpty()) {
    words.text = say("Reading failed");
    words.hover = sync.lastError;
    words.tone = Tone::Danger;
  } else if (sync.lastDone == 0) {
    words.text = say("Never read from %1").arg(connection.provider);
    words.hover = say("Press to read what is there: customers, subscriptions, payments and the rest");
  } else {
    words.text = say("Read %1").arg(agoOf(sync.lastDone, context));
    words.hover = QStringLiteral("%1\n%2").arg(sync.lastResult, models::exactTime(sync.lastDone, context.words.zone));
  }
  return words;
}

QString whyNotRead(const ConsoleServices& services) {
  if (services.provider == nullptr) return say("This workspace has no provider to read from");
  const auto connection = services.provider->connection();
  if (!connection.connected)
    return connection.problem.isEmpty() ? say("%1 is not connected").arg(connection.provider) : connection.problem;
  return services.provider->sync().running ? say("It is being read right now") : QString();
}

QString readOffer(const ConsoleServices& services) {
  if (services.provider == nullptr || !services.provider->connection().connected) return {};
  return say("Read from %1").arg(services.provider->connection().provider);
}

QString confirmedText(std::optional<qint64> at, const PaneContext& context) {
  return at ? agoOf(*at, context) : QString();
}

QString unknownText(const store::UnknownWord& word, const QString& shownEntity) {
  const QString text = QStringLiteral("%1 = %2").arg(word.path, word.value);
  return word.entity == shownEntity ? text : QStringLiteral("%1: %2").arg(word.externalId, text);
}

}  // namespace billing::ui
