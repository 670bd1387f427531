#include "app/billingctl/databaseoption.h"

#include <QFile>
#include <QtGlobal>

#include "operations/teamdatabase.h"

namespace billing::ctl {
namespace {

constexpr const char* kPasswordVariable = "BILLING_DATABASE_PASSWORD_FILE";

Result<QString> passwordFromFile() {
  const QString path = qEnvironmentVariable(kPasswordVariable);
  if (path.isEmpty()) return QString();
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return failure(ErrorKind::NotFound, "password_file_unreadable",
                   "The file with the database's password cannot be read", file.errorString().toStdString(),
                   std::string(kPasswordVariable) + " names it");
  return QString::fromUtf8(file.readLine()).trimmed();
}

}  // namespace

Result<store::DatabaseConfig> databaseConfig(const std::string& fileOrAddress, const workspace::Profile* profile) {
  const QString text = QString::fromStdString(fileOrAddress);
  const auto address = operations::databaseAddressFrom(text);
  if (!address) return failure(address.error());
  workspace::Profile named;
  if (*address) {
    named.database = **address;
  } else if (fileOrAddress.empty() && profile != nullptr) {
    named = *profile;
  }
  if (!named.database.isUsed()) {
    const QString file = fileOrAddress.empty() ? QString::fromStdString(named.databaseFile) : text;
    if (!file.isEmpty()) return operations::databaseConfigOf({}, file, {});
    return failure(ErrorKind::InvalidInput, "no_database", "The workspace names no database", {},
                   "Give --database FILE, or an address such as postgresql://ada@db.example/billing");
  }
  const auto password = passwordFromFile();
  if (!password) return failure(password.error());
  return operations::databaseConfigOf(named, {}, *password);
}

}  // namespace billing::ctl
