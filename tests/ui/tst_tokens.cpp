// The colours can be read: everywhere they stand, in light and in dark.
#include <QApplication>
#include <QTest>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

using namespace billing::ui;

class TokensTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_ink_reads_on_every_ground_data();
  void every_ink_reads_on_every_ground();
  void the_bands_read();
  void the_palette_gives_back_its_tokens();
  void a_theme_switch_changes_palette_and_tokens();
  void icons_take_the_colour_that_is_asked_for();
  void sizes_follow_the_font();
};

void TokensTest::every_ink_reads_on_every_ground_data() {
  QTest::addColumn<QColor>("ink");
  QTest::addColumn<QColor>("ground");
  for (const Tokens* t : {&lightTokens(), &darkTokens()}) {
    const char* theme = t->dark ? "dark" : "light";
    const QVector<QPair<const char*, QColor>> inks = {
        {"text", t->text},       {"muted", t->muted},   {"accent", t->accent}, {"success", t->success},
        {"warning", t->warning}, {"danger", t->danger}, {"info", t->info}};
    const QVector<QPair<const char*, QColor>> grounds = {
        {"window", t->window}, {"surface", t->surface}, {"selected", t->selected}, {"hover", t->hover}};
    for (const auto& [inkName, ink] : inks)
      for (const auto& [groundName, ground] : grounds)
        QTest::addRow("%s %s on %s", theme, inkName, groundName) << ink << ground;
    for (const Tone tone : {Tone::Warning, Tone::Danger, Tone::Info})
      QTest::addRow("%s text on tint %d", theme, int(tone)) << t->text << t->tint(tone);
    QTest::addRow("%s button", theme) << t->onAccent << t->accent;
  }
}

void TokensTest::every_ink_reads_on_every_ground() {
  QFETCH(QColor, ink);
  QFETCH(QColor, ground);
  const double contrast = contrastRatio(ink, ground);
  QVERIFY2(contrast >= 4.5, qPrintable(QString::number(contrast)));
}

void TokensTest::the_bands_read() {
  QVERIFY(contrastRatio(lightTokens().testBand, lightTokens().onTestBand) >= 4.5);
  QVERIFY(contrastRatio(lightTokens().liveBand, lightTokens().onLiveBand) >= 4.5);
}

void TokensTest::the_palette_gives_back_its_tokens() {
  QVERIFY(!tokensFor(paletteFor(lightTokens())).dark);
  QVERIFY(tokensFor(paletteFor(darkTokens())).dark);
}

void TokensTest::a_theme_switch_changes_palette_and_tokens() {
  Theme theme;
  theme.setChoice(ThemeChoice::Dark);
  QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().window);
  theme.setChoice(ThemeChoice::Light);
  QCOMPARE(QApplication::palette().color(QPalette::Window), lightTokens().window);
  QVERIFY(!qApp->styleSheet().contains(QLatin1Char('$')));  // a name that nobody replaced
}

void TokensTest::icons_take_the_colour_that_is_asked_for() {
  const QImage image = symbolPixmap(QStringLiteral("close"), 32, Qt::red, 1.0).toImage();
  QColor strongest = Qt::transparent;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixelColor(x, y).alpha() > strongest.alpha()) strongest = image.pixelColor(x, y);
  QVERIFY(strongest.alpha() > 200);
  QVERIFY(strongest.red() > 240 && strongest.green() < 15);
}

void TokensTest::sizes_follow_the_font() {
  QFont small;
  small.setPointSizeF(9);
  QFont large(small);
  large.setPointSizeF(18);
  QVERIFY(rowHeight(QFontMetrics(large)) > rowHeight(QFontMetrics(small)) * 3 / 2);
  QVERIFY(space(QFontMetrics(large), 4) > space(QFontMetrics(small), 4) * 3 / 2);
}

QTEST_MAIN(TokensTest)
#include "tst_tokens.moc"
