#include "app/console/configchecker.h"

#include <QProcessEnvironment>

#include "app/console/onpool.h"

namespace billing::console {
namespace {

using Findings = std::vector<workspace::Finding>;

std::set<std::string> variableNames() {
  std::set<std::string> names;
  const auto variables = QProcessEnvironment::systemEnvironment().keys();
  for (const QString& name : variables) names.insert(name.toStdString());
  return names;
}

Findings checkNow(const WorkspaceSource& source, const workspace::ConfigFacts& facts) {
  const auto text = source.text();
  if (text) return workspace::checkConfig(*text, source.name(), facts);
  const Error& error = text.error();
  return {{workspace::Severity::Error, error.code, source.name(), 0, error.message + ": " + error.reason + ".",
           "Put the file back, or open another workspace."}};
}

}  // namespace

QFuture<Findings> checkWorkspace(const WorkspaceSource& source, const workspace::Profile& profile,
                                 const WorkspaceSecrets& secrets) {
  const bool known = secrets.keptForGood();
  auto facts = workspace::factsOf(secrets.known(), profile.mode);
  facts.secretsKnown = known;
  facts.environment = variableNames();
  return onPool<Findings>([source, facts] { return checkNow(source, facts); });
}

}  // namespace billing::console
