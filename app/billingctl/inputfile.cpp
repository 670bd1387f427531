#include "app/billingctl/inputfile.h"

#include <QFile>
#include <sstream>

#include "webhooks/jsontext.h"
#include "webhooks/textencoding.h"

namespace billing::ctl {

Result<QByteArray> readInput(const std::string& path) {
  QFile file(QString::fromStdString(path));
  const bool opened = path == "-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
  if (!opened)
    return failure(ErrorKind::NotFound, "input_unreadable", "The file " + path + " cannot be read",
                   file.errorString().toStdString());
  QByteArray bytes = file.readAll();
  if (file.error() != QFileDevice::NoError)
    return failure(ErrorKind::NotFound, "input_unreadable", "The file " + path + " cannot be read",
                   file.errorString().toStdString());
  return bytes;
}

Result<webhooks::Headers> parseHeaderLines(const std::string& text) {
  webhooks::Headers headers;
  std::istringstream lines(text);
  bool first = true;
  for (std::string line; std::getline(lines, line); first = false) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const auto colon = line.find(':');
    const bool startLine = first && (line.starts_with("HTTP/") || line.find(" HTTP/") != std::string::npos);
    if (line.empty() || startLine) continue;
    if (colon == std::string::npos || colon == 0)
      return failure(ErrorKind::InvalidInput, "bad_header_line", "“" + line + "” is not a header", {},
                     "Write Name: value");
    headers.push_back(
        {line.substr(0, colon), std::string(webhooks::trimmed(std::string_view(line).substr(colon + 1)))});
  }
  return headers;
}

QString textOrBase64(const QByteArray& bytes, bool& isText) {
  isText = !webhooks::utf8FaultAt({bytes.constData(), static_cast<std::size_t>(bytes.size())});
  return isText ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes.toBase64());
}

}  // namespace billing::ctl
