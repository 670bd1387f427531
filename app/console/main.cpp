// billing-console: the desktop program.
#include <QApplication>
#include <iostream>

#include "app/console/options.h"
#include "app/console/startup.h"
#include "ui/theme/theme.h"
#include "workspace/shippedprofiles.h"

namespace {

using namespace billing;

Result<workspace::Profile> openProfile(const console::Options& options) {
  if (!options.workspaceFile.empty()) return workspace::readProfile(options.workspaceFile);
  return workspace::shippedProfile("demo");
}

}  // namespace

int main(int argc, char* argv[]) {
  const auto parsed = console::parseOptions(argc, argv);
  if (!parsed.options) return parsed.exitCode;
  auto profile = openProfile(*parsed.options);
  if (!profile) {
    std::cerr << "billing-console: " << describe(profile.error()) << '\n';
    return 3;
  }

  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("billing-console"));
  QApplication::setOrganizationName(QStringLiteral("billing-console"));
  QApplication::setApplicationDisplayName(QStringLiteral("Billing Console"));
  QApplication::setApplicationVersion(QStringLiteral(BILLING_VERSION));
  QApplication::setQuitOnLastWindowClosed(true);

  ui::Theme theme;
  if (!parsed.options->theme.empty())
    theme.setChoice(parsed.options->theme == "dark" ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
  console::Startup startup(*parsed.options, std::move(*profile), theme);
  startup.begin();
  return QApplication::exec();
}
