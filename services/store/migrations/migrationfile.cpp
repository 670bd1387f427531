#include "store/migrations/migrationfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

// The static library's resources are only linked in when somebody asks for them by name, outside of any namespace.
static void initialiseMigrationResources() {
  Q_INIT_RESOURCE(migrations);
}

namespace billing::store {

QString MigrationFile::checksum() const {
  return QString::fromLatin1(QCryptographicHash::hash(sql, QCryptographicHash::Sha256).toHex());
}

QStringList MigrationFile::statements() const {
  QStringList statements;
  QString current;
  bool insideTrigger = false;
  const QStringList lines = QString::fromUtf8(sql).split(u'\n');
  for (const QString& line : lines) {
    const QString text = line.left(line.indexOf(u"--") < 0 ? line.size() : line.indexOf(u"--")).trimmed();
    if (text.isEmpty()) continue;
    current += text + u'\n';
    if (text.endsWith(u"BEGIN")) insideTrigger = true;
    if (!text.endsWith(u';') || (insideTrigger && text != u"END;")) continue;
    statements.append(current.trimmed().chopped(insideTrigger ? 0 : 1));
    current.clear();
    insideTrigger = false;
  }
  return statements;
}

Result<QVector<MigrationFile>> loadMigrations(const QString& folder) {
  initialiseMigrationResources();
  static const QRegularExpression shape(QStringLiteral("^(\\d{4})_([a-z0-9_]+)\\.sql$"));
  QVector<MigrationFile> steps;
  for (const QString& name : QDir(folder).entryList(QDir::Files, QDir::Name)) {
    const auto match = shape.match(name);
    QFile file(folder + u'/' + name);
    if (!match.hasMatch() || match.captured(1).toInt() != steps.size() + 1 || !file.open(QIODevice::ReadOnly))
      return failure(ErrorKind::Internal, "bad_migration",
                     "A step of the schema cannot be used: " + name.toStdString());
    steps.append({match.captured(1).toInt(), match.captured(2), file.readAll()});
  }
  if (steps.isEmpty())
    return failure(ErrorKind::Internal, "no_migrations", "There are no steps of the schema in " + folder.toStdString());
  return steps;
}

}  // namespace billing::store
