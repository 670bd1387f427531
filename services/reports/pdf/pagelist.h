// Pages before they are drawn: texts and rules at their places, in points from the top left. The same list becomes a
// PDF and pictures; what is printed can be read from it.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

namespace billing::reports {

enum class Paper { A4, Letter };
struct PaperSize {
  double width = 0, height = 0;  ///< points, 1/72 inch
};
/// A4: 210 x 297 mm. Letter: 8.5 x 11 inches.
[[nodiscard]] PaperSize sizeOf(Paper paper);

enum class TextAlign { Start, Middle, End };  ///< Start is the right side where a document runs from right to left
enum class Ink { Text, Muted, Accent, Danger };

struct TextStyle {
  double size = 9;  ///< points
  bool bold = false;
  Ink ink = Ink::Text;
};

/// A piece of text, wrapped to its width.
struct TextItem {
  QString text;
  TextStyle style;
  double x = 0, y = 0, width = 0;  ///< y is the top
  TextAlign align = TextAlign::Start;
  const char* tag = "P";  ///< of the PDF's structure: H1, H2, P, TH, TD; nullptr: decoration, repeated on every page
  int row = 0;            ///< texts of one table row bear the same number; 0: none
};

/// A filled box; hairlines are thin ones.
struct RuleItem {
  double x = 0, y = 0, width = 0, height = 0;
  double grey = 0.8;  ///< 0 black, 1 white
  bool accent = false;
};

struct PageItems {
  QVector<RuleItem> rules;  ///< below the texts
  QVector<TextItem> texts;  ///< in the order of reading
};

struct PageList {
  PaperSize paper;
  QString title, author, subject, language;  ///< the PDF's own facts
  qint64 madeAt = 0;                         ///< epoch ms
  bool rightToLeft = false;                  ///< mirrored when drawn
  bool test = false;                         ///< "TEST" across every page
  QVector<PageItems> pages;
};

/// All texts of a page in the order of reading, one line each: for those who cannot see the page.
[[nodiscard]] QString textOf(const PageItems& page);

}  // namespace billing::reports
