// billing-console: the desktop program.
#include <QApplication>
#include <iostream>

#include "app/console/options.h"
#include "app/console/startup.h"
#include "ui/theme/theme.h"

int main(int argc, char* argv[]) {
  using namespace billing;
  const auto parsed = console::parseOptions(argc, argv);
  if (!parsed.options) return parsed.exitCode;

  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("billing-console"));
  QApplication::setOrganizationName(QStringLiteral("billing-console"));
  QApplication::setApplicationDisplayName(QStringLiteral("Billing Console"));
  QApplication::setApplicationVersion(QStringLiteral(BILLING_VERSION));
  QApplication::setQuitOnLastWindowClosed(true);

  ui::Theme theme;
  if (!parsed.options->theme.empty())
    theme.setChoice(parsed.options->theme == "dark" ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
  console::Startup startup(*parsed.options, theme);
  if (auto begun = startup.begin(); !begun) {
    std::cerr << "billing-console: " << describe(begun.error()) << '\n';
    return 3;
  }
  return QApplication::exec();
}
