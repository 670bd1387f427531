// JSON with colours, folding and line numbers, to read or to edit; follows the theme.
#pragma once

#include "ui/widgets/qscintilla.h"

namespace billing::ui {

class JsonEdit : public QsciScintilla {
  Q_OBJECT
 public:
  explicit JsonEdit(bool readOnly, QWidget* parent = nullptr);
  void setBytes(const QByteArray& utf8);
  [[nodiscard]] QByteArray bytes() const;
  /// Underlines where the text stops being JSON; -1: nowhere. Offset in bytes.
  void markError(int offset);

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void applyTheme();
  QsciLexerJSON* lexer_;
};

}  // namespace billing::ui
