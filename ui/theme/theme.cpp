#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QProxyStyle>

#include "ui/theme/desktopappearance.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

namespace {

// The desktop's own symbols on Close and Cancel look like nothing else here.
class PlainButtons final : public QProxyStyle {
 public:
  using QProxyStyle::QProxyStyle;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* data) const override {
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons) return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
  }
};

/// Without a desktop Qt answers the alias "Sans Serif" at 9 pt: too small for a tool that people read all day.
void chooseFontWhereDesktopGivesNone() {
  QFont font = QApplication::font();
  const bool alias = font.family().compare(QStringLiteral("Sans Serif"), Qt::CaseInsensitive) == 0;
  if (!alias && QGuiApplication::platformName() != QStringLiteral("offscreen")) return;
  const QStringList families = QFontDatabase::families();
  for (const auto& name : {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")}) {
    if (!families.contains(name)) continue;
    font.setFamilies({name, QStringLiteral("DejaVu Sans")});
    break;
  }
  font.setPointSizeF(qMax(10.0, font.pointSizeF()));
  QApplication::setFont(font);
}

}  // namespace

Theme::Theme(QObject* parent) : QObject(parent), desktop_(new DesktopAppearance(QApplication::palette(), this)) {
  QApplication::setStyle(new PlainButtons(QStringLiteral("Fusion")));
  chooseFontWhereDesktopGivesNone();
  connect(desktop_, &DesktopAppearance::changed, this, [this] {
    if (choice_ == ThemeChoice::System) apply();
  });
  apply();
}

void Theme::setChoice(ThemeChoice choice) {
  if (choice == choice_) return;
  choice_ = choice;
  apply();
}

bool Theme::dark() const {
  return choice_ == ThemeChoice::Dark || (choice_ == ThemeChoice::System && desktop_->prefersDark());
}

void Theme::apply() {
  const Tokens& tokens = dark() ? darkTokens() : lightTokens();
  QApplication::setPalette(paletteFor(tokens));
  qApp->setStyleSheet(styleSheetFor(tokens, QApplication::font()));
  Q_EMIT changed();
}

}  // namespace billing::ui
