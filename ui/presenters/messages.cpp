#include "ui/presenters/messages.h"

#include <QStringList>

#include "support/redaction.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

/// Upper case at the start, one full stop at the end.
QString sentence(const std::string& text) {
  QString s = QString::fromStdString(redact(text)).trimmed();
  if (s.isEmpty()) return s;
  s[0] = s[0].toUpper();
  if (!s.endsWith(QLatin1Char('.')) && !s.endsWith(QLatin1Char('!')) && !s.endsWith(QLatin1Char('?')))
    s += QLatin1Char('.');
  return s;
}

/// What helps when the error itself gives no hint.
QString usualRemedy(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Full:
      return say("Free some space on that disk, then try again.");
    case ErrorKind::ReadOnly:
      return say("Allow writing to the file and its folder, then try again.");
    case ErrorKind::Corrupt:
      return say("Keep the file as it is and restore the newest backup beside it.");
    case ErrorKind::NewerSchema:
      return say("Open it with the newer version of this program.");
    case ErrorKind::Busy:
      return say("Close the other program that holds it, or choose another.");
    case ErrorKind::Timeout:
    case ErrorKind::Unavailable:
      return say("Check that the other side is running, then try again.");
    case ErrorKind::NotFound:
      return say("It may have been removed meanwhile; refresh the list.");
    default:
      return {};
  }
}

}  // namespace

ErrorWords wordsFor(const Error& error) {
  ErrorWords words;
  words.what = sentence(error.message.empty() ? std::string("Something went wrong") : error.message);
  words.why = sentence(error.reason);
  words.next = error.hint.empty() ? usualRemedy(error.kind) : sentence(error.hint);
  QStringList lines{words.what};
  if (!words.why.isEmpty()) lines << words.why;
  if (!words.next.isEmpty()) lines << words.next;
  lines << say("Code: %1").arg(QString::fromStdString(error.code));
  if (!error.requestId.empty()) lines << say("Request id: %1").arg(QString::fromStdString(error.requestId));
  words.details = lines.join(QLatin1Char('\n'));
  return words;
}

}  // namespace billing::ui
