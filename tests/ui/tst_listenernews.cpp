// What the window says about its endpoint without being asked, and the secrets that senders need.
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "support/windowfixture.h"
#include "ui/dialogs/secretsdialog.h"
#include "ui/widgets/errorbanner.h"

using namespace billing;

class TestListenerNews : public QObject {
  Q_OBJECT

  static ui::ErrorBanner* banner(test::WindowFixture& fixture) {
    return fixture.window->findChild<ui::ErrorBanner*>(QStringLiteral("windowBanner"));
  }

  static QPushButton* button(QDialog& dialog, const QString& name) {
    for (auto* candidate : dialog.findChildren<QPushButton*>())
      if (candidate->accessibleName() == name) return candidate;
    return nullptr;
  }

 private Q_SLOTS:
  void deliveries_that_cannot_be_stored_are_told_in_a_banner_until_it_is_over() {
    test::WindowFixture fixture;
    QVERIFY(fixture.settle());
    auto status = fixture.listener.now;
    status.storeProblem = "there is no space left on the device";
    fixture.listener.set(status);
    auto* shown = banner(fixture);
    QVERIFY(shown != nullptr);
    QTRY_VERIFY(!shown->isHidden());
    QCOMPARE(shown->message(), QStringLiteral("Deliveries cannot be stored."));
    status.storeProblem.clear();
    fixture.listener.set(status);
    QTRY_VERIFY(shown->isHidden());
  }

  void a_secret_is_copied_and_replaced_but_never_shown() {
    test::WindowFixture fixture;
    QVERIFY(fixture.settle());
    fixture.window->openSecrets();
    auto* dialog = fixture.window->findChild<ui::SecretsDialog*>();
    QVERIFY(dialog != nullptr);
    const auto& route = fixture.profile.routes.at(0);
    const auto path = QString::fromStdString(route.path);
    const auto secretNow = [&] {
      return QString::fromStdString(fixture.secrets.secret(route, QStringLiteral("webhook"))->text);
    };
    for (const auto* label : dialog->findChildren<QLabel*>()) QVERIFY(!label->text().contains(secretNow()));
    button(*dialog, QStringLiteral("Copy the secret of ") + path)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), secretNow());

    auto* replace = button(*dialog, QStringLiteral("Replace the secret of ") + path);
    QVERIFY(!replace->isEnabled());
    auto* entry = dialog->findChildren<QLineEdit*>().at(0);
    QCOMPARE(entry->echoMode(), QLineEdit::Password);
    const auto fresh = QString::fromStdString(workspace::generateSecret());
    entry->setText(fresh + QLatin1Char(' '));
    replace->click();
    QTRY_COMPARE(secretNow(), fresh);
    QTRY_VERIFY(entry->text().isEmpty());
  }
};

QTEST_MAIN(TestListenerNews)
#include "tst_listenernews.moc"
