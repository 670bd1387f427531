#include "ui/widgets/jsonedit.h"

#include <QEvent>
#include <QKeyEvent>

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

namespace {

constexpr int kErrorIndicator = 8;
constexpr int kLineMargin = 0;

}  // namespace

JsonEdit::JsonEdit(bool readOnly, QWidget* parent) : QsciScintilla(parent), lexer_(new QsciLexerJSON(this)) {
  setUtf8(true);
  setLexer(lexer_);
  lexer_->setHighlightComments(false);
  setReadOnly(readOnly);
  setFrameShape(QFrame::NoFrame);
  setProperty("boxed", !readOnly);
  setTabWidth(2);
  setIndentationsUseTabs(false);
  setAutoIndent(true);
  setBraceMatching(SloppyBraceMatch);
  setFolding(PlainFoldStyle, 2);
  setMarginType(1, SymbolMargin);
  setMarginWidth(1, 0);
  setMarginType(kLineMargin, NumberMargin);
  setScrollWidth(1);
  setScrollWidthTracking(true);
  setCaretLineVisible(!readOnly);
  setWrapMode(WrapNone);
  indicatorDefine(SquiggleIndicator, kErrorIndicator);
  applyTheme();
}

void JsonEdit::setBytes(const QByteArray& utf8) {
  const bool locked = isReadOnly();
  setReadOnly(false);
  setText(QString::fromUtf8(utf8));
  setReadOnly(locked);
  setMarginWidth(kLineMargin, QStringLiteral("0%1").arg(qMax(10, lines())));
  setCursorPosition(0, 0);
}

QByteArray JsonEdit::bytes() const {
  return text().toUtf8();
}

void JsonEdit::markError(int offset) {
  clearIndicatorRange(0, 0, lines(), 0, kErrorIndicator);
  if (offset < 0) return;
  int line = 0;
  int column = 0;
  lineIndexFromPosition(qMin(offset, static_cast<int>(SendScintilla(SCI_GETLENGTH)) - 1), &line, &column);
  fillIndicatorRange(line, 0, line, qMax(1, lineLength(line) - 1), kErrorIndicator);
}

void JsonEdit::applyTheme() {
  const Tokens& t = tokensFor(palette());
  const QFont font = monospaceFont(this->font());
  lexer_->setDefaultFont(font);
  lexer_->setFont(font);
  lexer_->setDefaultPaper(t.surface);
  lexer_->setPaper(t.surface);
  lexer_->setDefaultColor(t.text);
  lexer_->setColor(t.text);
  lexer_->setColor(t.success, QsciLexerJSON::String);
  lexer_->setColor(t.danger, QsciLexerJSON::UnclosedString);
  lexer_->setColor(t.accent, QsciLexerJSON::Property);
  lexer_->setColor(t.warning, QsciLexerJSON::Number);
  lexer_->setColor(t.info, QsciLexerJSON::Keyword);
  lexer_->setColor(t.info, QsciLexerJSON::KeywordLD);
  lexer_->setColor(t.muted, QsciLexerJSON::Operator);
  lexer_->setColor(t.danger, QsciLexerJSON::Error);
  lexer_->setPaper(t.surface, QsciLexerJSON::Error);
  lexer_->setPaper(t.surface, QsciLexerJSON::UnclosedString);
  setPaper(t.surface);
  setColor(t.text);
  setCaretForegroundColor(t.text);
  setCaretLineBackgroundColor(t.hover);
  setSelectionBackgroundColor(mixed(t.accent, t.surface, 0.3));
  resetSelectionForegroundColor();
  setMarginsBackgroundColor(t.surface);
  setMarginsForegroundColor(t.muted);
  setMarginsFont(font);
  setFoldMarginColors(t.surface, t.surface);
  setMatchedBraceBackgroundColor(t.selected);
  setMatchedBraceForegroundColor(t.text);
  setUnmatchedBraceForegroundColor(t.danger);
  setIndicatorForegroundColor(t.danger, kErrorIndicator);
  for (int marker = int{SC_MARKNUM_FOLDEREND}; marker <= int{SC_MARKNUM_FOLDEROPEN}; ++marker) {
    setMarkerForegroundColor(t.muted, marker);
    setMarkerBackgroundColor(t.surface, marker);
  }
}

bool JsonEdit::event(QEvent* event) {
  const bool handled = QsciScintilla::event(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) applyTheme();
  return handled;
}

void JsonEdit::keyPressEvent(QKeyEvent* event) {
  // Tab moves on, as everywhere; the body is indented by its structure, not by hand.
  if (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab) {
    focusNextPrevChild(event->key() == Qt::Key_Tab);
    return;
  }
  QsciScintilla::keyPressEvent(event);
}

}  // namespace billing::ui
