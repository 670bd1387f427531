// What cairo 1.16 does not write into a PDF: the language that a screen reader speaks, and that the page is tagged.
#pragma once

#include <QByteArray>
#include <QString>

namespace billing::reports {

/// Appends the facts as an update of the catalogue (ISO 32000, 7.5.6). A PDF of another build than cairo's is given
/// back as it is.
[[nodiscard]] QByteArray withLanguage(QByteArray pdf, const QString& language);

}  // namespace billing::reports
