#include "workspace/shippedprofiles.h"

#include <QFile>
#include <array>

// Outside of any namespace, as Qt asks for resources in a static library.
static void registerShippedWorkspaces() {
  Q_INIT_RESOURCE(workspaces);
}

namespace billing::workspace {
namespace {

constexpr std::array offeredIds{"persistq", "adminer", "llmxt", "howmuchshouldiprice", "pixell", "demo"};

}  // namespace

Result<std::string> shippedProfileText(std::string_view id) {
  registerShippedWorkspaces();
  const auto plain = QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
  QFile file(QStringLiteral(":/workspaces/%1.toml").arg(plain));
  if (!plain.contains(u'/') && file.open(QIODevice::ReadOnly)) return file.readAll().toStdString();
  std::string all = "blank";
  for (const auto* known : offeredIds) all += std::string(", ") + known;
  return failure(ErrorKind::NotFound, "unknown_workspace",
                 "No workspace “" + std::string(id) + "” comes with the program", {}, "There are " + all);
}

Result<Profile> shippedProfile(std::string_view id) {
  const auto text = shippedProfileText(id);
  if (!text) return failure(text.error());
  auto profile = parseProfile(*text, std::string(id) + ".toml");
  if (profile) profile->id = id;
  return profile;
}

std::vector<ShippedProfile> shippedProfiles() {
  std::vector<ShippedProfile> offered;
  for (const auto* id : offeredIds)
    if (const auto profile = shippedProfile(id))
      offered.push_back({profile->id, profile->name, profile->description, profile->provider});
  return offered;
}

}  // namespace billing::workspace
