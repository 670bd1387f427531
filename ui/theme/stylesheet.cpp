#include "ui/theme/stylesheet.h"

#include <QFontMetrics>

#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

/// $names are replaced by colours and by sizes of the spacing scale ($1 = 4 px at the usual font).
const char* const kSheet = R"(
QToolTip { background: $surface; color: $text; border: 1px solid $hairline; padding: $1 $2; }
QMainWindow::separator { background: $hairline; width: 1px; height: 1px; }
QStatusBar { background: $window; color: $muted; border-top: 1px solid $hairline; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; }

QMenuBar { background: $window; border-bottom: 1px solid $hairline; }
QMenuBar::item { padding: $1 $2; background: transparent; border-radius: $1; }
QMenuBar::item:selected { background: $selected; color: $text; }
QMenu { background: $surface; border: 1px solid $hairline; padding: $1; }
QMenu::item { padding: $1h $6 $1h $2; border-radius: $1; color: $text; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: $2; }
QMenu::indicator { width: $3; height: $3; padding-left: $1; }
QMenu::separator { height: 1px; background: $hairline; margin: $1 $2; }

QPushButton, QToolButton[framed="true"] { background: $surface; color: $text; border: 1px solid $hairline; border-radius: $r;
  padding: $1 $3; min-height: $4h; }
QPushButton:hover, QToolButton[framed="true"]:hover { background: $hover; border-color: $strong; }
QPushButton:pressed, QPushButton:checked, QToolButton[framed="true"]:checked { background: $selected; border-color: $accent; }
QPushButton:focus, QToolButton[framed="true"]:focus { border: 2px solid $accent; padding: $1f $3f; }
QPushButton:disabled, QToolButton[framed="true"]:disabled { color: $faint; background: $window; }
QPushButton[primary="true"] { background: $accent; color: $onAccent; border-color: $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accentHover; }
QPushButton[primary="true"]:focus { border-color: $text; }
QPushButton[primary="true"]:disabled { background: $hairline; color: $muted; border-color: $hairline; }
QPushButton[field="true"] { text-align: left; color: $muted; padding-left: $2; }
QPushButton[heading="true"] { border: 1px solid transparent; background: transparent; padding: $1 $1; }
QPushButton[heading="true"]:hover { background: $hover; }
QPushButton[heading="true"]:focus { border: 2px solid $accent; padding: $1f $1f; }
QPushButton[heading="true"]:disabled { color: $text; background: transparent; }
QPushButton[flat="true"] { border: 1px solid transparent; background: transparent; color: $accent; padding: $1 $2; }
QPushButton[flat="true"]:hover { background: $selected; }
QPushButton[flat="true"]:focus { border: 2px solid $accent; padding: $1f $2f; }
QToolButton { border: 1px solid transparent; border-radius: $r; padding: $1; background: transparent; }
QToolButton[framed="true"] { padding: $1 $2; }
QToolButton[plain="true"] { padding: 0; border: none; }
QToolButton[plain="true"]:hover { color: $accent; background: transparent; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $selected; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QComboBox, QSpinBox, QDateEdit, QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $hairline;
  border-radius: $r; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit, QSpinBox, QDateEdit { padding: $1 $2; min-height: $4h; }
QComboBox { padding: $1 $2; min-height: $4h; }
QLineEdit:hover, QComboBox:hover { border-color: $strong; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus { padding: $1f $2f; }
QLineEdit[search="true"] { padding-left: 0; }
QLineEdit:read-only { background: $window; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: $5; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(:/icons/chevron-down$suffix.svg); width: $4; height: $4; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $hairline; selection-background-color: $selected;
  selection-color: $text; padding: $1; outline: none; }

QAbstractItemView { background: $surface; border: none; outline: none; selection-background-color: $selected;
  selection-color: $text; }
QTreeView::item, QListView::item { padding: $h 0; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $selected; color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $hairline;
  padding: $1h $2; }
QHeaderView::section:hover { color: $text; background: $hover; }
QTableWidget::item { padding: 0 $2; border-bottom: 1px solid $faintline; }
QsciScintilla[boxed="true"] { border: 1px solid $hairline; border-radius: $1; }
QsciScintilla[boxed="true"]:focus { border: 2px solid $accent; }
QTableCornerButton::section { background: $surface; border: none; }

QTabBar { border: none; background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: $1h $1 $1h $1; margin: 0 $2 0 0; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::scroller { width: $6; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QTabWidget::tab-bar { left: $3; }

QSplitter::handle { background: $hairline; }
QSplitter::handle:hover { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: $3; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $3; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: $h; margin: $q; }
QScrollBar::handle:vertical { min-height: $6; }
QScrollBar::handle:horizontal { min-width: $6; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QProgressBar { border: none; background: $hairline; border-radius: $h; max-height: $1h; min-height: $1h; }
QProgressBar::chunk { background: $accent; border-radius: $h; }

QCheckBox { spacing: $2; }
QCheckBox::indicator { width: $4; height: $4; border: 1px solid $muted; border-radius: $1; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(:/icons/check$suffix.svg); }
QCheckBox:focus { color: $accent; }
QRadioButton { spacing: $2; }
QRadioButton::indicator { width: $4; height: $4; border: 1px solid $muted; border-radius: $2; background: $surface; }
QRadioButton::indicator:checked { width: $2; height: $2; margin: 1px; border: $1 solid $accent; }
QRadioButton:focus { color: $accent; }
)";

void put(QString& sheet, const QString& name, const QString& value) {
  sheet.replace(QStringLiteral("$%1").arg(name), value);
}

void putColors(QString& sheet, const Tokens& t) {
  const QVector<QPair<const char*, QColor>> colors = {{"surface", t.surface},
                                                      {"selected", t.selected},
                                                      {"hover", t.hover},
                                                      {"hairline", t.hairline},
                                                      {"text", t.text},
                                                      {"muted", t.muted},
                                                      {"onAccent", t.onAccent},
                                                      {"window", t.window},
                                                      {"strong", mixed(t.muted, t.surface, 0.6)},
                                                      {"faintline", mixed(t.hairline, t.surface, 0.55)},
                                                      {"faint", mixed(t.muted, t.surface, 0.75)},
                                                      {"accentHover", mixed(t.text, t.accent, 0.15)},
                                                      {"scroll", mixed(t.muted, t.surface, 0.35)},
                                                      {"accent", t.accent}};
  for (const auto& [name, color] : colors) put(sheet, QLatin1String(name), color.name());
}

}  // namespace

QString styleSheetFor(const Tokens& tokens, const QFont& font) {
  const QFontMetrics metrics(font);
  const auto px = [&metrics](double steps, int less = 0) {
    return QStringLiteral("%1px").arg(qMax(0, space(metrics, steps) - less));
  };
  QString sheet = QString::fromLatin1(kSheet);
  put(sheet, QStringLiteral("suffix"), tokens.dark ? QStringLiteral("-dark") : QStringLiteral("-light"));
  putColors(sheet, tokens);
  // Longest names first: "$1h" before "$1". A focus ring is one pixel thicker, so the padding gives one back.
  for (const int n : {1, 2, 3, 4}) put(sheet, QStringLiteral("%1f").arg(n), px(n, 1));
  for (const int n : {1, 2, 3, 4}) put(sheet, QStringLiteral("%1h").arg(n), px(n + 0.5));
  for (const int n : {1, 2, 3, 4, 5, 6}) put(sheet, QString::number(n), px(n));
  put(sheet, QStringLiteral("h"), px(0.75));
  put(sheet, QStringLiteral("q"), px(0.5));
  put(sheet, QStringLiteral("r"), px(1.5));
  return sheet;
}

}  // namespace billing::ui
