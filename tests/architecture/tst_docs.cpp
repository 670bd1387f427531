// The table of the five systems' statements must not name a test that is no longer there, nor leave a statement out.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

QString textOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
  return QString::fromUtf8(file.readAll());
}

const QString root = QStringLiteral(BILLING_SOURCE_DIR);

QString table() {
  return textOf(root + QStringLiteral("/packaging/docs/systems.md"));
}

// Sources of the programs of that name: "tst_quota" may be one in each of two rooms, or several files.
QStringList sourcesOf(const QString& program) {
  QStringList found;
  QDirIterator files(root + QStringLiteral("/tests"),
                     {program + QStringLiteral(".cpp"), program + QStringLiteral("_*.cpp")}, QDir::Files,
                     QDirIterator::Subdirectories);
  while (files.hasNext()) found += textOf(files.next());
  return found;
}

QStringList statements() {
  QStringList ids;
  for (const auto& [letter, count] : {std::pair{'P', 44}, std::pair{'A', 25}, std::pair{'L', 24}, std::pair{'H', 17},
                                      std::pair{'X', 30}, std::pair{'C', 17}})
    for (int i = 1; i <= count; ++i) ids += QLatin1Char(letter) + QString::number(i);
  return ids;
}

}  // namespace

class TestDocs : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_statement_of_the_five_systems_has_one_row() {
    const QString text = table();
    QStringList wrong;
    for (const auto& id : statements())
      if (text.count(QStringLiteral("\n| %1 | ").arg(id)) != 1) wrong += id;
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u' ')));
    QVERIFY(!text.contains(QStringLiteral("| ? |")));
  }

  void every_test_that_is_named_exists() {
    static const QRegularExpression named(QStringLiteral("`(tst_\\w+)(?:::(\\w+))?`"));
    QStringList wrong;
    const QString text = table();
    for (auto match = named.globalMatch(text); match.hasNext();) {
      const auto hit = match.next();
      const QString function = QStringLiteral("%1(").arg(hit.captured(2));
      const auto sources = sourcesOf(hit.captured(1));
      const bool there = std::any_of(sources.begin(), sources.end(), [&](const QString& source) {
        return hit.captured(2).isEmpty() || source.contains(function);
      });
      if (!there) wrong += hit.captured(0);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u' ')));
  }

  void every_smoke_test_that_is_named_exists() {
    static const QRegularExpression named(QStringLiteral("`(test_\\w+\\.py)`"));
    const QString text = table();
    int count = 0;
    for (auto match = named.globalMatch(text); match.hasNext(); ++count) {
      const QString file = match.next().captured(1);
      QVERIFY2(QFile::exists(root + QStringLiteral("/tests/acceptance/") + file), qPrintable(file));
    }
    QVERIFY(count > 20);
  }
};

QTEST_GUILESS_MAIN(TestDocs)
#include "tst_docs.moc"
