#include <QFile>
#include <array>

#include "workspace/checks/checks.h"
#include "workspace/reading/tablereader.h"

// Outside of any namespace, as Qt asks for resources in a static library.
static void registerEventLists() {
  Q_INIT_RESOURCE(workspaces);
}

namespace billing::workspace {
namespace {

std::set<std::string, std::less<>> readEventList(Provider provider) {
  registerEventLists();
  const QString name = provider == Provider::Dodo ? QStringLiteral("dodo") : QStringLiteral("stripe");
  QFile file(QStringLiteral(":/workspaces/events/%1.tsv").arg(name));
  if (!file.open(QIODevice::ReadOnly)) qFatal("the list of events is not part of this program");
  std::set<std::string, std::less<>> types;
  for (const auto& line : file.readAll().split('\n')) {
    const auto type = line.left(line.indexOf('\t')).trimmed();
    if (!type.isEmpty() && !type.startsWith('#')) types.insert(type.toStdString());
  }
  return types;
}

// Words of set-up documents that no provider uses, and what they stand for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> misnomers{
    {{"subscription.created", "subscription.active"},
     {"subscription.activated", "subscription.active"},
     {"subscription.canceled", "subscription.cancelled"},
     {"customer.subscription.canceled", "customer.subscription.deleted"},
     {"customer.subscription.cancelled", "customer.subscription.deleted"}}};

std::string eventFix(const std::string& type, const std::set<std::string, std::less<>>& sent) {
  for (const auto& [wrong, right] : misnomers)
    if (wrong == type && sent.contains(right)) return "Write \"" + std::string(right) + "\"";
  const auto meant = nearestWord(type, sent);
  if (!meant.empty()) return "Write \"" + meant + "\"";
  const auto prefix = type.substr(0, type.find_last_of('.') + 1);
  std::string alike;
  for (const auto& known : sent)
    if (!prefix.empty() && known.starts_with(prefix)) alike += (alike.empty() ? "" : ", ") + known;
  return alike.empty() ? "Write a type of the provider's list (billingctl fire --list-types)" : "There are " + alike;
}

void checkAlias(const CheckedProfile& checked, const std::string& own, const std::string& meant,
                const std::set<std::string, std::less<>>& sent) {
  const auto path = "events.aliases." + own;
  if (own == meant)
    checked.found.add(Severity::Warning, "alias_to_itself", path, "“" + own + "” is an alias of itself",
                      "Take the line out");
  else if (sent.contains(own))
    checked.found.add(Severity::Warning, "alias_hides_event", path,
                      "“" + own + "” is an event of the provider, and would be read as “" + meant + "”",
                      "Take the line out, unless this is meant");
  if (!meant.empty() && !sent.contains(meant))
    checked.found.add(Severity::Error, "event_never_sent", path,
                      "The provider never sends “" + meant + "”, so “" + own + "” would never be handled",
                      eventFix(meant, sent));
}

}  // namespace

const std::set<std::string, std::less<>>& sentEvents(Provider provider) {
  static const auto dodo = readEventList(Provider::Dodo);
  static const auto stripe = readEventList(Provider::Stripe);
  return provider == Provider::Dodo ? dodo : stripe;
}

void checkEvents(const CheckedProfile& checked) {
  std::set<std::string, std::less<>> sent = sentEvents(checked.profile.provider);
  for (const auto& route : checked.profile.routes)
    sent.insert(sentEvents(route.provider).begin(), sentEvents(route.provider).end());
  for (const auto& [own, meant] : checked.profile.rules.eventAliases) checkAlias(checked, own, meant, sent);
}

}  // namespace billing::workspace
