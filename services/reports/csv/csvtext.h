// Fields of a CSV file after RFC 4180, safe to open in a spreadsheet.
#pragma once

#include <QByteArray>
#include <QString>

namespace billing::reports {

/// A spreadsheet would take this text for a formula: its first character, blanks left out, is one of = + - @ (also the
/// full-width and small forms), or it begins with a tab or a line break. OWASP "CSV Injection", facts of billing
/// section e.
[[nodiscard]] bool looksLikeFormula(const QString& text);

/// Text for a field: with an apostrophe in front and in quotes where it looks like a formula; in quotes where RFC 4180
/// asks for it, and where blanks at its ends would be lost. Never a tab in front: Excel strips it.
[[nodiscard]] QByteArray csvText(const QString& text, char delimiter, bool escapeFormulas);

/// A number that was written by this program: only its decimal point may differ. Quoted where the delimiter is in it.
[[nodiscard]] QByteArray csvNumber(QByteArray number, char delimiter, char decimalPoint);

}  // namespace billing::reports
