// What the console can open: shipped workspaces by id, files by path, those opened before; and the import of an .env.
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/console/workspacecatalogue.h"

using namespace billing;
using console::WorkspaceCatalogue;
using ui::WorkspaceChoice;

namespace {

class TestWorkspaceCatalogue : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  QString write(const QString& name, const QByteArray& text) {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return {};
    return file.fileName();
  }

  template <class T>
  static T answer(QFuture<T> future) {
    while (!future.isFinished()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    return future.result();
  }

 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("billing-console-test"));
    QCoreApplication::setApplicationName(QStringLiteral("catalogue"));
  }
  void init() { QSettings().clear(); }
  void cleanupTestCase() { QSettings().clear(); }

  void the_five_systems_the_demo_and_a_blank_one_are_offered() {
    WorkspaceCatalogue catalogue;
    const auto choices = answer(catalogue.choices());
    QVERIFY(choices.has_value());
    QStringList ids;
    for (const auto& choice : *choices) {
      ids << choice.id;
      QVERIFY2(!choice.name.isEmpty() && !choice.about.isEmpty() && !choice.provider.isEmpty(), qPrintable(choice.id));
    }
    QCOMPARE(ids, QStringList({QStringLiteral("persistq"), QStringLiteral("adminer"), QStringLiteral("llmxt"),
                               QStringLiteral("howmuchshouldiprice"), QStringLiteral("pixell"), QStringLiteral("demo"),
                               QStringLiteral("blank")}));
  }

  void files_that_were_opened_come_back_the_last_first_and_broken_ones_say_why() {
    const QString good =
        write(QStringLiteral("good.toml"), "name = \"Good\"\nmode = \"live\"\nprovider = \"stripe\"\n");
    const QString broken = write(QStringLiteral("broken.toml"), "name = \n");
    WorkspaceCatalogue catalogue;
    for (const QString& file : {good, broken, good}) catalogue.remember({{}, file.toStdString()});
    const auto choices = *answer(catalogue.choices());
    const auto& first = choices.at(choices.size() - 2);
    QCOMPARE(first.id, good);
    QVERIFY(first.live && first.provider == QStringLiteral("Stripe") && first.problem.isEmpty());
    QVERIFY(choices.last().problem.contains(QStringLiteral("1")));
    QCOMPARE(catalogue.last(), good);
  }

  void a_variant_for_the_other_mode_has_the_plans_and_neither_data_nor_demo() {
    WorkspaceCatalogue catalogue;
    const QString own =
        write(QStringLiteral("shop.toml"),
              "name = \"Shop\"\nmode = \"test\"\nprovider = \"stripe\" # ours\ndatabase = \"/srv/shop.sqlite\"\n"
              "demo = true\n\n[listener]\nport = 4242\n");
    catalogue.setCurrent({{}, own.toStdString()});
    const QString live = folder_.filePath(QStringLiteral("shop-live.toml"));
    QCOMPARE(*answer(catalogue.saveVariant({QStringLiteral("Shop \"live\""), true, false}, live)), live);
    const auto made = workspace::readProfile(live.toStdString());
    QVERIFY2(made.has_value(), made ? "" : describe(made.error()).c_str());
    QVERIFY(made->live() && !made->demo && made->databaseFile.empty() && made->provider == Provider::Stripe);
    QCOMPARE(made->name, std::string("Shop \"live\""));
    QCOMPARE(made->apiBase, std::string("https://api.stripe.com"));
    const QString box = folder_.filePath(QStringLiteral("shop-sandbox.toml"));
    QVERIFY(answer(catalogue.saveVariant({QStringLiteral("Box"), false, true}, box)));
    QCOMPARE(workspace::readProfile(box.toStdString())->apiBase, std::string("sandbox"));
    QCOMPARE(answer(catalogue.saveVariant({QStringLiteral("Again"), true, false}, live)).error().code,
             std::string("file_exists"));
  }

  void what_is_wanted_is_told_in_the_next_turn_and_a_mistake_is_answered() {
    WorkspaceCatalogue catalogue;
    std::optional<WorkspaceCatalogue::Wanted> wanted;
    connect(&catalogue, &WorkspaceCatalogue::wanted, this, [&](const auto& told) { wanted = told; });
    QVERIFY(answer(catalogue.open(QStringLiteral("pixell"), true)).has_value());
    QTRY_VERIFY(wanted.has_value());
    QCOMPARE(wanted->profile.id, std::string("pixell"));
    QVERIFY(wanted->fillWithDemoData);
    const auto refused = answer(catalogue.open(QStringLiteral("pixel"), false));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, std::string("unknown_workspace"));
  }

  void an_env_file_becomes_a_profile_without_its_secrets() {
    const QByteArray secret = "whsec_" + QByteArray(32, 'k').toBase64();
    const QString env =
        write(QStringLiteral(".env"), "BILLING_PROVIDER=dodo\nDODO_MODE=test\nDODO_WEBHOOK_SECRET=" + secret + "\n");
    WorkspaceCatalogue catalogue;
    const auto preview = answer(catalogue.previewImport({env, QStringLiteral("persistq"), QStringLiteral("My shop")}));
    QVERIFY2(preview.has_value(), preview ? "" : describe(preview.error()).c_str());
    QVERIFY(preview->import.variables.size() >= 3);
    QCOMPARE(preview->import.secrets.size(), std::size_t{1});
    QVERIFY(preview->import.profileText.find("My shop") != std::string::npos);
    QVERIFY(preview->import.profileText.find(secret.toStdString()) == std::string::npos);
    const QString target = folder_.filePath(QStringLiteral("mine.toml"));
    const auto saved = answer(catalogue.saveImport(*preview, target));
    const auto profile = workspace::readProfile(target.toStdString());
    QVERIFY2(profile.has_value(), "the profile is written whether or not a key ring is there");
    QCOMPARE(profile->name, std::string("My shop"));
    QVERIFY2(!profile->demo, "a team's own data is never mixed with a demo's");
    if (!saved) QCOMPARE(saved.error().code, std::string("no_key_ring"));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(TestWorkspaceCatalogue)
#include "tst_workspacecatalogue.moc"
