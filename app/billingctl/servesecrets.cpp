#include "app/billingctl/servesecrets.h"

#include <map>
#include <set>

#include "webhooks/signature.h"

namespace billing::ctl {
namespace {

using ByName = std::map<std::string, workspace::Secrets>;

std::set<std::string> namesOf(const workspace::Profile& profile) {
  std::set<std::string> names;
  for (const auto& route : profile.routes) names.insert(route.secretName);
  if (profile.api.enabled) names.insert(profile.api.tokenSecret);
  return names;
}

Result<void> readInto(ByName& byName, const std::set<std::string>& names, const std::string& file) {
  const auto secrets = workspace::readSecretFile(file);
  if (!secrets) return failure(secrets.error());
  for (const std::string& name : names) byName[name].insert(byName[name].end(), secrets->begin(), secrets->end());
  return {};
}

// The secret's name before "="; empty when the option is a file alone. A path may have "=" in it too.
std::string nameIn(const std::string& option, const std::set<std::string>& known) {
  const auto equals = option.find('=');
  const std::string name = option.substr(0, equals);
  const bool path = equals == std::string::npos || name.find('/') != std::string::npos;
  return path && !known.contains(name) ? std::string() : name;
}

// The names that one may give, and those that must be given: a database may let in without a password.
Result<ByName> readAll(const workspace::Profile& profile, const std::vector<std::string>& options) {
  const auto needed = namesOf(profile);
  auto known = needed;
  if (profile.database.isUsed()) known.insert(workspace::kDatabaseSecret);
  ByName byName;
  std::vector<std::string> forTheRest;
  for (const std::string& option : options) {
    const std::string name = nameIn(option, known);
    if (name.empty()) {
      forTheRest.push_back(option);
    } else if (!known.contains(name)) {
      return failure(ErrorKind::InvalidInput, "unknown_secret", "The workspace has no secret called " + name);
    } else if (auto read = readInto(byName, {name}, option.substr(name.size() + 1)); !read) {
      return failure(read.error());
    }
  }
  auto rest = needed;
  for (const auto& [name, secrets] : byName) rest.erase(name);
  for (const std::string& file : forTheRest)
    if (auto read = readInto(byName, rest, file); !read) return failure(read.error());
  for (const std::string& name : needed)
    if (byName[name].empty())
      return failure(ErrorKind::InvalidInput, "secret_missing", "The secret " + name + " of the workspace is missing",
                     {}, "Give --secret-file " + name + "=FILE");
  return byName;
}

}  // namespace

Result<ServeSecrets> serveSecrets(const workspace::Profile& profile, const std::vector<std::string>& options) {
  auto byName = readAll(profile, options);
  if (!byName) return failure(byName.error());
  ServeSecrets secrets;
  if (const auto found = byName->find(workspace::kDatabaseSecret); found != byName->end() && !found->second.empty())
    secrets.databasePassword = found->second.front().text;
  for (const workspace::WebhookRoute& route : profile.routes) {
    secrets.routes.push_back({route, (*byName)[route.secretName]});
    for (const workspace::Secret& secret : secrets.routes.back().secrets)
      if (!secret.textIsKey)
        if (auto unfit = webhooks::checkSecret(route.scheme, secret.text)) {
          unfit->message = route.path + ", secret " + secret.label + ": " + unfit->message;
          return failure(std::move(*unfit));
        }
  }
  if (profile.api.enabled) secrets.tokens = (*byName)[profile.api.tokenSecret];
  return secrets;
}

}  // namespace billing::ctl
