#include "ui/presenters/rolewords.h"

#include <QCoreApplication>

namespace billing::ui {
namespace {

QString sayRole(const char* text) {
  return QCoreApplication::translate("billing::ui::RoleWords", text);
}

}  // namespace

QString roleTitle(operations::Role role) {
  switch (role) {
    case operations::Role::Viewer:
      return sayRole("Viewer");
    case operations::Role::Finance:
      return sayRole("Finance");
    case operations::Role::Developer:
      return sayRole("Developer");
    case operations::Role::Admin:
      break;
  }
  return sayRole("Admin");
}

QString yesNo(bool value) {
  return value ? sayRole("yes") : sayRole("no");
}

}  // namespace billing::ui
